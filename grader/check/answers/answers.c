/* answers.c - numbers that a student wrote into answers.md, and who wrote
 * them. CHECK_ANSWERS names the file, CHECK_STUDENT holds the id.
 *
 * A number is read as people write it: "- **h1** = 0,61 (rounded)". What can
 * be read in two ways is not guessed: the line is quoted. */
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, QUOTED = 60, TOKEN = 64 };

/* Reading UTF-8 */

/* The character at `at`, of `length` bytes; a byte that begins none is a
 * character that stands for nothing. */
static unsigned character(const char *at, size_t *length)
{
    const unsigned char *s = (const unsigned char *)at;
    size_t n = *s < 0x80             ? 1
               : (*s & 0xe0) == 0xc0 ? 2
               : (*s & 0xf0) == 0xe0 ? 3
               : (*s & 0xf8) == 0xf0 ? 4
                                     : 0;
    unsigned c = n == 1 ? *s : *s & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            n = 0;
        c = c << 6 | (s[i] & 0x3fu);
    }
    *length = n ? n : 1;
    return n ? c : 0xfffd;
}

typedef struct {
    unsigned first, last;
    const char *as;
} Fold;

/* What stands for what; full-width letters and small digits are below. */
static const Fold folds[] = {
    {0xa0, 0xa0, " "},     {0x2000, 0x200a, " "}, {0x202f, 0x202f, " "},
    {0x205f, 0x205f, " "}, {0x3000, 0x3000, " "}, {0xad, 0xad, ""},
    {0x200b, 0x200f, ""},  {0x2060, 0x2060, ""},  {0xfeff, 0xfeff, ""},
    {0x2010, 0x2013, "-"}, {0x2212, 0x2212, "-"}, {0xfe63, 0xfe63, "-"},
    {0x2248, 0x2248, "~"}, {0x2243, 0x2245, "~"}, {0x223c, 0x223c, "~"},
    {0x2026, 0x2026, "."}, {0xb7, 0xb7, "*"},     {0xd7, 0xd7, "*"},
    {0x22c5, 0x22c5, "*"}, {0x2044, 0x2044, "/"}, {0x2022, 0x2022, "*"}};

static const char *folded(unsigned c, char one[2])
{
    one[0] = c < 0x80                     ? (char)c
             : c >= 0xff01 && c <= 0xff5e ? (char)(c - 0xfee0)
             : c >= 0x2080 && c <= 0x2089 ? (char)('0' + c - 0x2080)
                                          : '?';
    one[1] = '\0';
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        if (c >= folds[i].first && c <= folds[i].last)
            return folds[i].as;
    return one;
}

/* The digit or sign that stands raised, or 0. */
static char raised(unsigned c)
{
    return c == 0xb2                    ? '2'
           : c == 0xb3                  ? '3'
           : c == 0xb9                  ? '1'
           : c == 0x207b                ? '-'
           : c == 0x2070                ? '0'
           : c >= 0x2074 && c <= 0x2079 ? (char)('0' + c - 0x2070)
                                        : '\0';
}

/* The line without the marks of Markdown and TeX, in ASCII; to be freed. */
static char *plain(const char *line, size_t size)
{
    static const char *const marks[][2] = {
        {"\\approx", "~"}, {"\\cdot", "*"}, {"\\times", "*"}, {"**", ""}};
    char *text = malloc(3 * size + 1), one[2], *to = text;
    bool up = false;
    for (size_t at = 0, n; text && at < size; at += n) {
        size_t mark = 0;
        while (mark < 4 && strncmp(line + at, marks[mark][0],
                                   strlen(marks[mark][0])) != 0)
            mark++;
        if (mark < 4) {
            n = strlen(marks[mark][0]);
            to = stpcpy(to, marks[mark][1]);
            continue;
        }
        unsigned c = character(line + at, &n);
        char power = raised(c);
        if (power && !up)
            *to++ = '^';
        up = power != '\0';
        if (power)
            *to++ = power;
        else if (c >= 0x80 || !strchr("`${}\\", (int)c))
            to = stpcpy(to, folded(c, one));
    }
    if (text)
        *to = '\0';
    return text;
}

/* Words and names */

static const char *skip_space(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

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

/* Numbers */

/* Digits with a point or a comma among them, as strtod() wants them. What
 * could be a mark between thousands is nothing. NULL when there is none. */
static const char *read_digits(const char *at, char token[TOKEN])
{
    size_t before = strspn(at, "0123456789");
    bool split = at[before] == '.' || at[before] == ',';
    const char *decimals = at + before + split;
    size_t after = split ? strspn(decimals, "0123456789") : 0;
    bool comma = split && at[before] == ',';
    if (before + after == 0 || before + after > TOKEN - 12)
        return NULL;
    if (comma && after == 3 && before >= 1 && before <= 3 && *at != '0')
        return NULL;
    if (comma && after == 0)
        decimals--, split = false; /* a remark follows */
    if (after && strchr(".,'", decimals[after]) && decimals[after] &&
        isdigit((unsigned char)decimals[after + 1]))
        return NULL;
    sprintf(token, "%.*s.%.*s", (int)before, at, (int)after, decimals);
    return decimals + after;
}

/* "e-3", "*10^-3" or "*10^(-3)" behind a number. */
static const char *read_power(const char *at, char *token)
{
    int digits = 0, power = 0;
    char sign = '+';
    const char *to = at;
    if (*at == 'e' || *at == 'E') {
        to = at + 1;
    } else {
        to = skip_space(at);
        to = *to == '*' || *to == 'x' ? skip_space(to + 1) : "";
        to = strncmp(to, "10^", 3) == 0 ? to + 3 : "";
        to += *to == '(';
    }
    if (*to == '-' || *to == '+')
        sign = *to++;
    if (sscanf(to, "%3d%n", &power, &digits) != 1)
        return at;
    sprintf(token + strlen(token), "e%c%d", sign, power);
    return to + digits +
           (to[-1] == '(' || to[-2] == '(' ? to[digits] == ')' : 0);
}

static const char *read_number(const char *at, double *value)
{
    char token[TOKEN + 8];
    bool minus = *at == '-';
    at = minus || *at == '+' ? skip_space(at + 1) : at;
    at = read_digits(at, token);
    if (!at)
        return NULL;
    at = read_power(at, token);
    *value = minus ? -strtod(token, NULL) : strtod(token, NULL);
    return isfinite(*value) ? at : NULL;
}

/* Words that would make another number of it. */
static bool multiplies(const char *word)
{
    static const char *const words[] = {
        "percent", "per",   "hundred", "thousand", "million",
        "billion", "times", "plus",    "minus",    "over",
        "divided", "dozen", "prozent", "promille", "tausend",
        "mal",     "durch", "or",      "oder",     NULL};
    size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == length &&
            strncasecmp(words[i], word, length) == 0)
            return true;
    return length < 2;
}

/* May the rest of a line stand behind a number and leave it what it is? In
 * brackets anything may, and behind "rounded". */
static bool is_remark(const char *rest)
{
    bool parted = isspace((unsigned char)*rest) || !*rest;
    const char *at = skip_space(rest + strspn(rest, ".*_"));
    if (strchr("#<|", *at) || strncmp(at, "//", 2) == 0)
        return true; /* the line's end, too */
    if (*at == '~')
        return at[1] != '\0';
    if (*at == ',' || *at == ';')
        at = skip_space(at + 1), parted = true;
    while (*at == '-')
        at = skip_space(at + 1);
    if (strncasecmp(at, "round", 5) == 0)
        return parted;
    if (isalpha((unsigned char)*at) && (!parted || multiplies(at)))
        return false;
    if (!strchr("([?", *at) && !isalpha((unsigned char)*at))
        return false;
    for (int depth = 0; *at; at++) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (depth <= 0 && (isdigit((unsigned char)*at) || *at == '='))
            return false;
    }
    return true;
}

static bool ends_here(const char *rest)
{
    return !*skip_space(rest + strspn(rest, ".,;*_ ")) || is_remark(rest);
}

/* A number or a fraction that fills `text` but for a remark; *alone says
 * whether it was a plain number, whatever follows. */
static bool read_value(const char *text, double *value, bool *alone)
{
    double below = 1;
    text = skip_space(text);
    while (*text == '=' || *text == '~' || *text == '*' || *text == '_')
        text = skip_space(text + 1);
    const char *rest = read_number(text, value);
    *alone = rest != NULL;
    if (!rest || ends_here(rest))
        return rest != NULL;
    const char *line = skip_space(rest);
    if (*line != '/' || line[1] == '/')
        return false;
    *alone = false;
    rest = read_number(skip_space(line + 1), &below);
    *value /= below;
    return rest && isfinite(*value) && ends_here(rest);
}

/* Does something else begin in it: "0.6, h2" or "0.6 h2"? */
static bool breaks_off(const char *from, const char *to)
{
    for (const char *at = from; at < to; at++) {
        bool after = at > from && (isdigit((unsigned char)at[-1]) ||
                                   at[-1] == ')' || at[-1] == '.');
        if (*at == ';' ||
            (*at == ',' && !(after && isdigit((unsigned char)at[1]))))
            return true;
        if (after && isspace((unsigned char)*at) &&
            isalpha((unsigned char)*skip_space(at)))
            return true;
    }
    return false;
}

/* What stands behind the name's "=": a number, or a calculation that ends in
 * "= number". */
static bool read_equation(const char *text, double *value)
{
    bool alone;
    const char *from = text, *sign;
    if (read_value(text, value, &alone))
        return true;
    while (!alone && (sign = strpbrk(from, "=~"))) {
        if (breaks_off(from, sign))
            return false;
        from = sign + 1;
        if (read_value(from, value, &alone))
            return true;
    }
    return false;
}

/* Lines */

typedef struct {
    bool heading;
    const char *name;
    size_t read;             /* lines with a number */
    double value;            /* the first one */
    char line[2][TOKEN * 4]; /* the first that was read, one that was not */
    char other[TOKEN * 4];   /* that gives another number */
} Found;

/* The line as it may be shown: letters and signs that everybody can see. */
static void quote(char to[TOKEN * 4], const char *line, size_t size)
{
    size_t shown = 0;
    for (size_t at = 0, n; at < size && shown < QUOTED; at += n, shown++) {
        unsigned c = character(line + at, &n);
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
    if (!equation || !read_equation(rest + 1 + (rest[1] == '='), &value)) {
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
        char *line = plain(text, size);
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
    char message[6 * TOKEN * 4];
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
