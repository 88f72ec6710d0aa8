/* tokens.c - reads C as tokens, and pairs its brackets. */
#include "tokens.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS = 20000 };

char *source;
Token tokens[TOKENS];
int token_count;

void die(const char *text)
{
    fprintf(stderr, "mutate: %s\n", text);
    exit(2);
}

bool is(int t, const char *text)
{
    if (t < 0 || t >= token_count)
        return false;
    size_t length = tokens[t].end - tokens[t].begin;
    return strlen(text) == length &&
           memcmp(source + tokens[t].begin, text, length) == 0;
}

bool is_any(int t, const char *list)
{
    char copy[400];
    snprintf(copy, sizeof copy, "%s", list);
    for (char *rest = copy, *word; (word = strsep(&rest, " "));)
        if (is(t, word))
            return true;
    return false;
}

bool same_text(int from, int to, int from2, int to2)
{
    size_t n = tokens[to].end - tokens[from].begin;
    return n == tokens[to2].end - tokens[from2].begin &&
           memcmp(source + tokens[from].begin, source + tokens[from2].begin,
                  n) == 0;
}

static size_t sign_length(const char *at)
{
    static const char *const longer[] = {
        "<<=", ">>=", "...", "->", "++", "--", "+=", "-=", "*=", "/=", "<=",
        ">=",  "==",  "!=",  "&&", "||", "<<", ">>", "%=", "|=", "&="};
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (strncmp(at, longer[i], strlen(longer[i])) == 0)
            return strlen(longer[i]);
    return 1;
}

static size_t quoted_length(const char *at)
{
    size_t n = 1;
    while (at[n] && at[n] != *at)
        n += at[n] == '\\' ? 2 : 1;
    return n + 1;
}

static size_t token_length(const char *at, Kind *kind)
{
    size_t n = 0;
    *kind = STRING;
    if (*at == '"' || *at == '\'')
        return quoted_length(at);
    *kind = isdigit((unsigned char)*at) ||
                    (*at == '.' && isdigit((unsigned char)at[1]))
                ? NUMBER
            : isalpha((unsigned char)*at) || *at == '_' ? WORD
                                                        : SIGN;
    if (*kind == SIGN)
        return sign_length(at);
    while (isalnum((unsigned char)at[n]) || at[n] == '_' ||
           (*kind == NUMBER && (at[n] == '.' || (strchr("+-", at[n]) && n &&
                                                 strchr("eE", at[n - 1])))))
        n++;
    return n;
}

/* A marker sets the exercise that follows; other comments say nothing. */
static void read_comment(const char *at, char exercise[64])
{
    if (strncmp(at, "/* [answer ", 11) == 0)
        snprintf(exercise, 64, "%.*s", (int)strcspn(at + 11, " ]|"), at + 11);
    else if (strncmp(at, "/* [end]", 8) == 0)
        *exercise = '\0';
}

static void add_token(Kind kind, size_t begin, size_t length,
                      const char *exercise)
{
    if (token_count == TOKENS)
        die("too many tokens");
    Token *t = &tokens[token_count++];
    *t = (Token){.kind = kind,
                 .begin = begin,
                 .end = begin + length,
                 .mate = NO_TOKEN};
    snprintf(t->exercise, sizeof t->exercise, "%s", exercise);
}

static void pair_brackets(void)
{
    int open[200], depth = 0;
    for (int t = 0; t < token_count; t++) {
        if (is_any(t, "( [ {") && depth < 200)
            open[depth++] = t;
        else if (is_any(t, ") ] }") && depth > 0) {
            tokens[t].mate = open[--depth];
            tokens[open[depth]].mate = t;
        }
    }
}

static void read_tokens(void)
{
    char exercise[64] = "";
    for (size_t at = 0; source[at];) {
        Kind kind;
        if (isspace((unsigned char)source[at]))
            at++;
        else if (source[at] == '#')
            at += strcspn(source + at, "\n");
        else if (strncmp(source + at, "/*", 2) == 0) {
            read_comment(source + at, exercise);
            at = (size_t)(strstr(source + at, "*/") + 2 - source);
        } else {
            size_t length = token_length(source + at, &kind);
            add_token(kind, at, length, exercise);
            at += length;
        }
    }
    pair_brackets();
}

static char *slurp(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "r");
    if (!file)
        die("the file cannot be read");
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

void tokens_read(const char *path)
{
    source = slurp(path);
    read_tokens();
}
