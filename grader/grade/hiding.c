/* hiding.c - flags code that hides from the sanitizers. */
#include "hiding.h"
#include "base/fault.h"
#include "base/files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MOST = 32 << 20 /* bytes that are looked through */ };

static bool has_word(const char *text, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at += length)
        if ((at == text || !strchr(letters, at[-1])) &&
            (!at[length] || !strchr(letters, at[length])))
            return true;
    return false;
}

static void flag(Texts *into, const char *path, const char *word)
{
    char *text = format("%s says %s: look at it", path, word);
    if (!texts_have(into, text))
        texts_add(into, "%s", text);
    free(text);
}

/* What hides by its length does not. */
static void flag_length(Texts *into, const char *what)
{
    texts_add(into, "%s: too long to be looked through: look at it", what);
}

static const char *const asm_words[] = {"asm", "__asm", "__asm__", NULL};
static const char *const switches[] = {"no_sanitize", "no_address_safety",
                                       NULL};
static const char *const source_parts[] = {
    "__SANITIZE_", "__asan_", "__ubsan_", "__sanitizer_", "__lsan_", NULL};
static const char *const source_words[] = {"__has_feature", "dlsym", NULL};

/* The blanks and the end of line at `at`, which gcc takes for the end of a
 * line after a backslash, too; 0 where there is none. */
static size_t line_end(const char *at)
{
    size_t blanks = strspn(at, " \t\v\f\r");
    return at[blanks] == '\n' ? blanks + 1 : 0;
}

/* A line that ends in a backslash goes on. */
static char *without_splices(const char *text)
{
    char *whole = format("%s", text), *to = whole;
    for (const char *at = whole; *at; at++) {
        size_t rest = *at == '\\' ? line_end(at + 1) : 0;
        if (rest)
            at += rest;
        else
            *to++ = *at;
    }
    *to = '\0';
    return whole;
}

static const char *behind_blanks(const char *at)
{
    for (;; at++) {
        const char *end =
            at[0] == '/' && at[1] == '*' ? strstr(at + 2, "*/") : NULL;
        if (end)
            at = end + 1;
        else if (!*at || !strchr(" \t\v\f", *at))
            return at;
    }
}

/* Only blanks and the end of a comment may stand before a directive. */
static bool begins_line(const char *text, const char *at)
{
    while (at > text && strchr(" \t\v\f", at[-1]))
        at--;
    return at == text || at[-1] == '\n' ||
           (at > text + 1 && at[-1] == '/' && at[-2] == '*');
}

/* "#line 7" or "# 7", which say that other lines are somebody else's. */
static bool renames_lines(const char *text)
{
    for (const char *at = text; (at = strpbrk(at, "#%")); at++) {
        int sign = *at == '#' ? 1 : at[1] == ':' ? 2 : 0;
        if (!sign || !begins_line(text, at))
            continue;
        const char *word = behind_blanks(at + sign);
        if (isdigit((unsigned char)*word) || strncmp(word, "line", 4) == 0)
            return true;
    }
    return false;
}

static void flag_source(const Handed *file, Texts *into)
{
    char *text = without_splices(file->bytes);
    if (renames_lines(text))
        flag(into, file->path, "#line");
    for (size_t i = 0; asm_words[i]; i++)
        if (has_word(text, asm_words[i]))
            flag(into, file->path, asm_words[i]);
    for (size_t i = 0; source_words[i]; i++)
        if (has_word(text, source_words[i]))
            flag(into, file->path, source_words[i]);
    for (size_t i = 0; source_parts[i]; i++)
        if (strstr(text, source_parts[i]))
            flag(into, file->path, source_parts[i]);
    free(text);
}

/* Headers say asm, but never the switches. */
static void flag_seen(const Handed *file, char *seen, Texts *into)
{
    bool ours = true;
    for (size_t i = 0; switches[i]; i++)
        if (strstr(seen, switches[i]))
            flag(into, file->path, switches[i]);
    for (char *line; (line = strsep(&seen, "\n"));) {
        if (line[0] == '#' && line[1] == ' ')
            ours = !strstr(line, " \"/usr/") && !strstr(line, " \"include/");
        for (size_t i = 0; ours && asm_words[i]; i++)
            if (has_word(line, asm_words[i]))
                flag(into, file->path, asm_words[i]);
    }
}

/* `read`: the preprocessor has gone through them. */
void hiding_flag_sources(const Chapter *chapter, const Submission *submission,
                         const Texts *sources, bool read,
                         const char *directory, Texts *into)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->item[i];
        const Handed *file = handed(submission, chapter->name, name);
        if (!file || !file->bytes)
            continue;
        char *path = format("%s/%s.seen", directory, name);
        char *seen = file_read(path, LOOK_MOST, NULL);
        flag_source(file, into);
        if (seen)
            flag_seen(file, seen, into);
        else if (read)
            flag_length(into, file->path);
        free(seen);
        free(path);
    }
}

/* Names of the sanitizers' in an object that was built without them. `nm`
 * wrote them. */
void hiding_flag_symbols(const Chapter *chapter, const char *directory,
                         Texts *into)
{
    char *path = format("%s/symbols", directory);
    char *found = file_read(path, LOOK_MOST, NULL);
    if (!found && access(path, R_OK) == 0)
        flag_length(into, chapter->name);
    for (size_t p = 0; found && source_parts[p]; p++) {
        char *name = format(" %s", source_parts[p]);
        if (strstr(found, name))
            texts_add(into, "%s: the code knows%s...: look at it",
                      chapter->name, name);
        free(name);
    }
    free(found);
    free(path);
}

void hiding_list_symbols(Plan *plan)
{
    plan_then(plan, format(TOOL "nm ../out/plain.o >../tmp/names || :"));
    plan_then(plan, format("cat ../tmp/names "
                           "| grep -E ' __(asan|ubsan|sanitizer|lsan)_' "
                           "> ../out/symbols || :"));
    texts_add(&plan->results, "symbols");
}

/* After the builds: it may take long, and says nothing about them. */
void hiding_preprocess(Plan *plan, const Texts *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->item[i];
        plan_then(plan, format(TOOL "gcc " OWN_FLAGS INCLUDE
                                    "-E %s -o ../out/%s.seen "
                                    "|| rm -f ../out/%s.seen",
                               name, name, name));
        texts_add(&plan->results, "%s.seen", name);
    }
}
