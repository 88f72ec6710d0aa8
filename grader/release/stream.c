/* stream.c - see stream.h. Operands, that is names, numbers and strings, all
 * are the token x, and several in a row are one: "const size_t n" is x, and
 * so is "(real)f(2)". Brackets, braces, ++, --, and signs that C does not
 * know are left out. */
#include "stream.h"
#include "base/fault.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void put(Stream *stream, char token, size_t line)
{
    if (token == 'x' && stream->count &&
        stream->token[stream->count - 1] == 'x')
        return;
    if (stream->count + 2 > stream->room) {
        stream->room = 2 * stream->room + 64;
        stream->token =
            grow(stream->token, stream->room, sizeof *stream->token);
        stream->line = grow(stream->line, stream->room, sizeof *stream->line);
    }
    stream->line[stream->count] = line;
    stream->token[stream->count++] = token;
    stream->token[stream->count] = '\0';
}

/* A word that says what is done stays what it is; one that says how something
 * is kept is nothing. */
static char word_token(const char *word, size_t length)
{
    static const char *const words[] = {
        "Iif",      "Eelse",      "Ffor",       "Wwhile",
        "Ddo",      "Sswitch",    "Rreturn",    "Ccontinue",
        "Bbreak",   "Kcase",      "\0const",    "\0static",
        "\0inline", "\0register", "\0restrict", "\0volatile"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i] + 1) == length &&
            strncmp(word, words[i] + 1, length) == 0)
            return *words[i];
    return 'x';
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    bool number = !isalpha((unsigned char)*text) && *text != '_';
    while (is_letter(text[length]) ||
           (number && (text[length] == '.' ||
                       (length && strchr("+-", text[length]) &&
                        text[length] && strchr("eEpP", text[length - 1])))))
        length++;
    return length;
}

/* The length of a literal in quotes that ends on its line, else 1: prose has
 * apostrophes. */
static size_t quoted_length(const char *text)
{
    size_t length = 1, most = *text == '\'' ? 3 : strlen(text);
    while (length < most && text[length] && text[length] != *text &&
           text[length] != '\n')
        length += text[length] == '\\' && text[length + 1] ? 2 : 1;
    return text[length] == *text ? length + 1 : 1;
}

/* Signs of two and three characters, each after its token. */
static char sign_token(const char *text, size_t *length)
{
    static const char *const signs[] = {
        ".->", "\0++", "\0--", "l<=", "g>=", "e==", "n!=", "a&&",
        "o||", "p+=",  "m-=",  "t*=", "d/=", "r%=", "L<<", "G>>"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i] + 1, strlen(signs[i] + 1)) == 0) {
            *length = strlen(signs[i] + 1);
            return *signs[i];
        }
    *length = 1;
    return strchr("+-*/%<>=!&|^~?:;,[].", *text) ? *text : '\0';
}

/* The length of a cast to a pointer, such as "(const double *)", or 0. */
static size_t cast_length(const char *text)
{
    size_t names = 1 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz"
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_ ");
    size_t stars = strspn(text + names, "* ");
    return names > 1 && stars && text[names + stars] == ')'
               ? names + stars + 1
               : 0;
}

/* Puts the token at `text`; returns its length. */
static size_t put_next(Stream *stream, const char *text, size_t line)
{
    size_t length;
    char token;
    if (is_letter(*text) ||
        (*text == '.' && isdigit((unsigned char)text[1]))) {
        length = word_length(text);
        token = word_token(text, length);
    } else if (*text == '"' || *text == '\'') {
        length = quoted_length(text);
        token = length > 1 ? 'x' : '\0';
    } else if (*text == '(' && cast_length(text)) {
        return cast_length(text);
    } else {
        token = sign_token(text, &length);
    }
    if (token)
        put(stream, token, line);
    return length;
}

/* Where the line at `text` has its first character that counts: behind
 * blanks, the star of a comment's line, the # of a script's comment; an
 * #include has none. */
static const char *line_start(const char *text, bool comment)
{
    text += strspn(text, " \t");
    if (strncmp(text, "#include", 8) == 0)
        return text + strcspn(text, "\n");
    text += strspn(text, "# ");
    return comment && *text == '*' && isspace((unsigned char)text[1])
               ? text + 1
               : text;
}

/* The length of a sign that begins or ends a comment, or 0. `inside` is the
 * second character of the sign that began the one we are in, or 0. What
 * follows a name is a path or a URL. */
static size_t comment_sign(const char *text, char before, char *inside)
{
    if (!*inside && text[0] == '/' && (text[1] == '/' || text[1] == '*') &&
        strchr(" \t\n;,(){}", before)) {
        *inside = text[1];
        return 2;
    }
    if ((*inside == '*' && text[0] == '*' && text[1] == '/') ||
        (*inside == '/' && text[0] == '\n')) {
        *inside = '\0';
        return text[0] == '\n' ? 0 : 2;
    }
    return 0;
}

Stream stream_of(const char *text, Part part)
{
    Stream stream = {.token = grow(NULL, 1, 1)};
    size_t line = 1, length;
    const char *start = text;
    char inside = '\0';
    *stream.token = '\0';
    for (text = line_start(text, false); *text; text += length) {
        length = comment_sign(text, text > start ? text[-1] : '\n', &inside);
        if (length)
            continue;
        length = 1;
        if (*text == '\n') {
            line++;
            length = (size_t)(line_start(text + 1, inside) - text);
        } else if (!inside == (part == CODE)) {
            length = put_next(&stream, text, line);
        }
    }
    return stream;
}

void stream_free(Stream *stream)
{
    free(stream->token);
    free(stream->line);
    *stream = (Stream){0};
}
