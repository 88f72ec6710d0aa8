/* numbers.c - reads numbers without guessing. */
#include "numbers.h"

#include "letters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TOKEN = 64 };

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

bool check_equation(const char *text, double *value)
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
