/* answers.c - numbers that a student wrote into answers.md, and who wrote
 * them. CHECK_ANSWERS names the file, CHECK_STUDENT holds the id.
 *
 * A number is read as people write it: "- **h1** = 0,61 (rounded)". What can
 * be read in two ways is not guessed: the line is quoted. */
#include "check.h"
#include "letters.h"
#include "numbers.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, QUOTED = 60, QUOTE_ROOM = 256 };

/* Words and names */

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* What follows the name, or NULL: its letters' case does not count, nor does
 * "h_1" for "h1"; around it may stand the marks of stress. */
static const char *behind_name(const char *line, const char *name)
{
    while (*line == '*' || *line == '_')
        line++;
    while (*name || *line == '_')
        if (*line == '_')
            line++;
        else if (*name == '_')
            name++;
        else if (tolower((unsigned char)*line++) !=
                 tolower((unsigned char)*name++))
            return NULL;
    while (*line == '*')
        line++;
    return isalnum((unsigned char)*line) ? NULL : skip_space(line);
}

/* A dash, a star, a number of a list, or a bar of a table. */
static const char *behind_marker(const char *line)
{
    line = skip_space(line);
    const char *at = line + strspn(line, "0123456789");
    if (at > line && (*at == '.' || *at == ')') &&
        isspace((unsigned char)at[1]))
        return skip_space(at + 1);
    if ((*line && strchr("-*+", *line) && isspace((unsigned char)line[1])) ||
        *line == '>' || *line == '|')
        return skip_space(line + 1);
    return line;
}

/* "By hand" for "by_hand" is a heading where nothing but marks follows: it
 * could be another one's beginning. */
static bool is_heading_of(const char *line, const char *exercise)
{
    bool exact = true;
    line = skip_space(line + strspn(line, "#"));
    line = skip_space(line + strspn(line, "0123456789."));
    line += strspn(line, "*");
    for (; *exercise; line++, exercise++) {
        bool blank = *exercise == '_' && (*line == ' ' || *line == '-');
        exact &= !blank;
        if (!blank && tolower((unsigned char)*line) !=
                          tolower((unsigned char)*exercise))
            return false;
    }
    return !in_word(*line) && !(*line == '-' && in_word(line[1])) &&
           (exact || !isalnum((unsigned char)*skip_space(line)));
}

/* Lines */

typedef struct {
    bool heading;
    const char *name;
    size_t read;              /* lines with a number */
    double value;             /* the first one */
    char line[2][QUOTE_ROOM]; /* the first that was read, one that was not */
    char other[QUOTE_ROOM];   /* that gives another number */
} Found;

/* The line as it may be shown: letters and signs that everybody can see. */
static void quote(char to[QUOTE_ROOM], const char *line, size_t size)
{
    size_t shown = 0;
    for (size_t at = 0, n; at < size && shown < QUOTED; at += n, shown++) {
        unsigned c = check_character(line + at, &n);
        bool seen = (c >= 0x20 && c < 0x7f) ||
                    (c > 0xa0 && c < 0x250 && c != 0xad) ||
                    (c >= 0x370 && c < 0x400) || (c >= 0x2200 && c < 0x2300);
        if (shown == 0 && (isspace((int)c) || c == 0xfeff))
            shown--;
        else
            to += sprintf(to, "%.*s", seen ? (int)n : 1,
                          seen ? line + at : "?");
    }
    strcpy(to, shown == QUOTED ? "..." : "");
}

/* A line of the exercise; `text` is what it says, in plain letters. */
static void take_line(Found *found, const char *text, const char *line,
                      size_t size)
{
    double value;
    const char *rest = behind_name(behind_marker(text), found->name);
    const char *bar = rest && *rest == '|' ? rest : NULL;
    bool equation = rest && (strchr("=~:", *rest) || bar) && *rest;
    bool tells = equation || (rest && strpbrk(rest, "=~:0123456789"));
    if (!tells)
        return;
    if (!equation || !check_equation(rest + 1 + (rest[1] == '='), &value)) {
        quote(found->line[1], line, size);
        return;
    }
    if (found->read == 0) {
        found->value = value;
        quote(found->line[0], line, size);
    } else if (value != found->value) {
        quote(found->other, line, size);
    }
    found->read++;
}

/* Headings of the first two levels end what is said of an exercise. */
static void look(Found *found, const char *text, const char *exercise)
{
    bool inside = false;
    for (size_t size; *text; text += size + (text[size] != '\0')) {
        size = strcspn(text, "\r\n");
        char *line = check_plain(text, size);
        size_t level = line ? strspn(line, "#") : 0;
        if (level && is_heading_of(line, exercise))
            inside = found->heading = true;
        else if (level == 1 || level == 2)
            inside = false;
        else if (inside && line)
            take_line(found, line, text, size);
        free(line);
    }
}

/* The file as a string, or NULL; to be freed. */
static char *read_answers(void)
{
    const char *path = getenv("CHECK_ANSWERS");
    FILE *file = path ? fopen(path, "re") : NULL;
    char *text = file ? malloc(MOST_BYTES + 1) : NULL;
    size_t n = text ? fread(text, 1, MOST_BYTES, file) : 0;
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\0')
            text[i] = '?';
    if (text)
        text[n] = '\0';
    if (file)
        fclose(file);
    return text;
}

double check_answer(const char *exercise, const char *name)
{
    char message[6 * QUOTE_ROOM];
    Found found = {.name = name};
    char *text = read_answers();
    if (text)
        look(&found, text, exercise);
    if (found.read && !*found.other) {
        free(text);
        return found.value;
    }
    if (*found.other)
        sprintf(message,
                "answers.md gives %s two values below \"## %s\", in '%s' and "
                "in '%s': leave one of them",
                name, exercise, found.line[0], found.other);
    else if (*found.line[1])
        sprintf(message,
                "the line '%s' of answers.md holds no number that can be "
                "read without guessing: write \"%s = 0.5\", with your number",
                found.line[1], name);
    else if (found.heading)
        sprintf(message,
                "answers.md has no line \"%s = number\" below \"## %s\"",
                name, exercise);
    else
        sprintf(message,
                text ? "answers.md has no heading \"## %s\", so there is no "
                       "line \"%s = number\" below it"
                     : "there is no answers.md, where \"## %s\" and a line "
                       "\"%s = number\" have to stand",
                exercise, name);
    free(text);
    check_fail(message, NULL, NULL);
}

const char *check_student(void)
{
    const char *id = getenv("CHECK_STUDENT");
    return id ? id : "";
}
