/* markdown.c - puts words, as code where they hold marks. */
#include "markdown.h"
#include "base/fault.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_plain(char c)
{
    unsigned char u = (unsigned char)c;
    return strchr(" .,;:'\"()/-=?!%", c) || !ispunct(u);
}

/* Would the word, at the start of a line, be a mark of its own? */
static bool is_marker(const char *word, size_t size)
{
    size_t digits = 0;
    while (digits < size && isdigit((unsigned char)word[digits]))
        digits++;
    return strspn(word, "-=") >= size ||
           (digits && digits + 1 == size && strchr(".)", word[digits]));
}

static bool is_code(const char *word, size_t size, bool first)
{
    bool code = first && is_marker(word, size);
    for (size_t i = 0; i < size; i++)
        code |= !is_plain(word[i]) ||
                (word[i] == ':' && i + 2 < size && word[i + 1] == '/');
    return code || (size > 4 && strncasecmp(word, "www.", 4) == 0);
}

/* Punctuation around a word stays outside of the code; a bracket that is
 * opened in it is closed in it. */
static void put_code(FILE *out, const char *word, size_t size)
{
    size_t before = 0, after = size;
    while (before < after && strchr("('\"", word[before]))
        before++;
    while (after > before && strchr(".,;:'\"?!)", word[after - 1]) &&
           !(word[after - 1] == ')' &&
             memchr(word + before, '(', after - before)))
        after--;
    if (before == after)
        before = 0, after = size;
    fprintf(out, "%.*s`", (int)before, word);
    for (size_t i = before; i < after; i++)
        fputc(word[i] == '`' ? '\'' : word[i], out);
    fprintf(out, "`%.*s", (int)(size - after), word + after);
}

/* The length of a quotation that begins at `text`, such as "## id"; else 0.
 */
static size_t quotation(const char *text)
{
    if (*text != '"' && *text != '\'')
        return 0;
    for (const char *end = text + 1; (end = strchr(end, *text)); end++)
        if (end > text + 1 && (!end[1] || strchr(" .,;:)", end[1])))
            return (size_t)(end + 1 - text);
    return 0;
}

/* The length of what is looked at as one: a quotation, or a word. */
static size_t piece(const char *text)
{
    size_t word = strcspn(text, " \t\r\n\v\f"), quoted = quotation(text);
    return quoted > word ? quoted + strcspn(text + quoted, " \t\r\n\v\f")
                         : word;
}

void put_text(FILE *out, const char *text)
{
    for (bool first = true; *text; first = false) {
        size_t blanks = strspn(text, " \t\r\n\v\f");
        size_t size = piece(text + blanks);
        if (blanks)
            fputc(' ', out);
        text += blanks;
        if (is_code(text, size, first))
            put_code(out, text, size);
        else
            fwrite(text, 1, size, out);
        text += size;
    }
}

void put_cell(FILE *out, const char *text)
{
    char *copy = format("%s", text);
    for (char *at = copy; (at = strchr(at, '|'));)
        *at = '/';
    put_text(out, copy);
    free(copy);
}

void put_name(FILE *out, const char *name)
{
    char *spaced = format("%s", name);
    for (char *at = spaced; (at = strchr(at, '_'));)
        *at = ' ';
    put_text(out, spaced);
    free(spaced);
}
