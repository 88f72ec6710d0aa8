/* tokens.c - C source as tokens. */
#include "tokens.h"
#include "fault.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A place in the text. */
typedef struct {
    const char *at;
    size_t line;
    bool fresh; /* nothing but blanks since the line began */
} Place;

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c > 127;
}

static void step(Place *p, size_t length)
{
    for (; length && *p->at; length--, p->at++)
        if (*p->at == '\n') {
            p->line++;
            p->fresh = true;
        }
}

static void skip_line(Place *p)
{
    while (*p->at && *p->at != '\n')
        step(p, *p->at == '\\' && p->at[1] ? 2 : 1);
}

static void skip_comment(Place *p)
{
    const char *end = strstr(p->at + 2, "*/");
    step(p, end ? (size_t)(end + 2 - p->at) : strlen(p->at));
}

/* Blanks, comments, and lines that only include. */
static void skip_void(Place *p)
{
    for (;;)
        if (isspace((unsigned char)*p->at))
            step(p, 1);
        else if (strncmp(p->at, "//", 2) == 0)
            skip_line(p);
        else if (strncmp(p->at, "/*", 2) == 0)
            skip_comment(p);
        else if (*p->at == '#' && p->fresh &&
                 strncmp(p->at + 1 + strspn(p->at + 1, " \t"), "include",
                         7) == 0)
            skip_line(p);
        else
            return;
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    bool number = isdigit((unsigned char)*text);
    while (is_letter(text[length]) ||
           (number && (text[length] == '.' ||
                       (strchr("+-", text[length]) && text[length] &&
                        strchr("eEpP", text[length - 1])))))
        length++;
    return length;
}

static size_t quoted_length(const char *text)
{
    size_t length = 1;
    while (text[length] && text[length] != *text && text[length] != '\n')
        length += text[length] == '\\' && text[length + 1] ? 2 : 1;
    return length + (text[length] == *text);
}

static size_t sign_length(const char *text)
{
    static const char *const signs[] = {
        "<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
        "<=",  ">=",  "==",  "!=", "&&", "||", "+=", "-=",
        "*=",  "/=",  "%=",  "&=", "|=", "^=", "##"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 1;
}

/* One token; what its text is does not matter for a string. */
static size_t put_token(const char *at, FILE *out)
{
    bool word =
        is_letter(*at) || (*at == '.' && isdigit((unsigned char)at[1]));
    bool quoted = *at == '"' || *at == '\'';
    size_t length = quoted ? quoted_length(at)
                    : word
                        ? word_length(*at == '.' ? at + 1 : at) + (*at == '.')
                        : sign_length(at);
    if (!out)
        return length;
    if (quoted)
        fputs(*at == '"' ? "\"\"" : "'c'", out);
    for (size_t i = 0; i < length && !quoted; i++)
        putc(at[i] > ' ' && at[i] < 127 ? at[i] : 'x', out);
    putc('\n', out);
    return length;
}

Tokens tokens_of(const char *text, FILE *out)
{
    Tokens tokens = {0};
    size_t room = 0;
    Place place = {text, 0, true};
    for (skip_void(&place); *place.at && tokens.count < TOKENS_MOST;
         skip_void(&place)) {
        if (tokens.count == room)
            tokens.line =
                grow(tokens.line, room = 2 * room + 64, sizeof *tokens.line);
        tokens.line[tokens.count++] = place.line;
        place.fresh = false;
        step(&place, put_token(place.at, out));
    }
    return tokens;
}

void tokens_free(Tokens *tokens)
{
    free(tokens->line);
    *tokens = (Tokens){0};
}
