/* harmless.c - what untrusted code wrote, as plain characters. */
#include "harmless.h"

#include <string.h>

static char harmless(char c)
{
    if (c == '[')
        return '(';
    if (c == ']')
        return ')';
    return c >= 32 && c < 127 && !strchr("\"\\<>&$`|{}", c) ? c : '?';
}

void harmless_line(char *to, size_t room, const char *from)
{
    size_t n = 0;
    for (; from[n] && from[n] != '\n' && n + 1 < room; n++)
        to[n] = harmless(from[n]);
    to[n] = '\0';
}

void harmless_text(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != '\n' && text[i] != '\t' &&
            (text[i] < 32 || text[i] >= 127))
            text[i] = '?';
}
