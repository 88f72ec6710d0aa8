/* letters.c - reads UTF-8 and writes what stands for it. */
#include "letters.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

unsigned check_character(const char *at, size_t *length)
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

char *check_plain(const char *line, size_t size)
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
        unsigned c = check_character(line + at, &n);
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
