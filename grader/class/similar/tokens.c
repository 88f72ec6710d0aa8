/* tokens.c - C source as tokens. */
#include "tokens.h"
#include "base/fault.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A place in the text. */
typedef struct {
    const char *at;
    uint32_t line;
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

/* Kinds: a sign of one character is its own; signs of several and keywords
 * stand behind them, in the order of these lists. */
enum { A_NAME = 'n', A_NUMBER = '0', A_SIGN = 128, A_KEYWORD = 160 };

static const char *const signs[] = {
    "<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=",
    "&&",  "||",  "+=",  "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##"};

static const char *const keywords[] = {
    "auto",     "break",    "case",     "char",   "const",   "continue",
    "default",  "do",       "double",   "else",   "enum",    "extern",
    "float",    "for",      "goto",     "if",     "inline",  "int",
    "long",     "register", "restrict", "return", "short",   "signed",
    "sizeof",   "static",   "struct",   "switch", "typedef", "union",
    "unsigned", "void",     "volatile", "while",  "_Bool",   "bool"};

static unsigned char kind_of_word(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i]) == length &&
            strncmp(word, keywords[i], length) == 0)
            return (unsigned char)(A_KEYWORD + i);
    return A_NAME;
}

static size_t read_sign(const char *at, unsigned char *kind)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(at, signs[i], strlen(signs[i])) == 0) {
            *kind = (unsigned char)(A_SIGN + i);
            return strlen(signs[i]);
        }
    *kind = (unsigned char)*at;
    return 1;
}

/* The length of the token there, and its kind. */
static size_t read_token(const char *at, unsigned char *kind)
{
    bool point = *at == '.' && isdigit((unsigned char)at[1]);
    if (*at == '"' || *at == '\'') {
        *kind = (unsigned char)*at;
        return quoted_length(at);
    }
    if (!is_letter(*at) && !point)
        return read_sign(at, kind);
    size_t length = word_length(at + point) + point;
    bool number = point || isdigit((unsigned char)*at);
    *kind = number ? A_NUMBER : kind_of_word(at, length);
    return length;
}

static void add(Tokens *tokens, size_t *room, uint32_t line,
                unsigned char kind)
{
    if (tokens->count == *room) {
        *room = 2 * *room + 64;
        tokens->line = grow(tokens->line, *room, sizeof *tokens->line);
        tokens->kind = grow(tokens->kind, *room, sizeof *tokens->kind);
    }
    tokens->line[tokens->count] = line;
    tokens->kind[tokens->count++] = kind;
}

Tokens tokens_of(const char *text, size_t most)
{
    Tokens tokens = {0};
    size_t room = 0;
    unsigned char kind;
    Place place = {text, 0, true};
    for (skip_void(&place); *place.at && tokens.count < most;
         skip_void(&place)) {
        size_t length = read_token(place.at, &kind);
        add(&tokens, &room, place.line, kind);
        place.fresh = false;
        step(&place, length);
    }
    tokens.cut = *place.at != '\0';
    return tokens;
}

void tokens_free(Tokens *tokens)
{
    free(tokens->line);
    free(tokens->kind);
    *tokens = (Tokens){0};
}
