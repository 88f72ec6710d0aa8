/* plain.c - text as editors save it, made plain. */
#include "plain.h"
#include "fault.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool starts(const char *bytes, size_t size, const char *mark,
                   size_t length)
{
    return size >= length && memcmp(bytes, mark, length) == 0;
}

/* The place of the first unit's low byte where this is UTF-16: 0 or 1. A file
 * without a mark is taken for it when its first two letters are ASCII. */
static int low_byte(const char *b, size_t size)
{
    if (starts(b, size, "\xff\xfe", 2))
        return 0;
    if (starts(b, size, "\xfe\xff", 2))
        return 1;
    if (size >= 4 && b[0] && !b[1] && b[2] && !b[3])
        return 0;
    return size >= 4 && !b[0] && b[1] && !b[2] && b[3] ? 1 : -1;
}

static bool is_utf32(const char *b, size_t size)
{
    return starts(b, size, "\xff\xfe\0\0", 4) ||
           starts(b, size, "\0\0\xfe\xff", 4) ||
           (size >= 8 && b[0] && !b[1] && !b[2] && !b[3] && b[4] && !b[5] &&
            !b[6] && !b[7]);
}

static char *put_code(char *to, uint32_t c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800)
        *to++ = (char)(0xc0 | c >> 6);
    else {
        if (c < 0x10000)
            *to++ = (char)(0xe0 | c >> 12);
        else {
            *to++ = (char)(0xf0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3f));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3f));
    }
    *to++ = (char)(0x80 | (c & 0x3f));
    return to;
}

static uint32_t unit(const char *bytes, size_t i, int low)
{
    const unsigned char *pair = (const unsigned char *)bytes + 2 * i;
    return pair[low] | (uint32_t)pair[1 - low] << 8;
}

/* UTF-8 of UTF-16, its mark left out; a half character at the end goes. */
static char *from_utf16(const char *bytes, size_t size, int low,
                        size_t *length)
{
    size_t count = size / 2;
    char *text = grow(NULL, 3 * count + 1, 1), *to = text;
    for (size_t i = unit(bytes, 0, low) == 0xfeff; i < count; i++) {
        uint32_t c = unit(bytes, i, low);
        uint32_t next = i + 1 < count ? unit(bytes, i + 1, low) : 0;
        if (c >= 0xd800 && c < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
            i++;
        } else if (c >= 0xd800 && c < 0xe000)
            c = 0xfffd;
        to = put_code(to, c);
    }
    *length = (size_t)(to - text);
    return text;
}

static char *copy_of(const char *bytes, size_t size)
{
    char *text = grow(NULL, size + 1, 1);
    memcpy(text, bytes, size);
    return text;
}

/* CR LF (some copies make CR CR LF of it) and CR alone become LF; in place.
 */
static size_t plain_lines(char *text, size_t length)
{
    char *to = text;
    for (size_t i = 0; i < length; i++) {
        size_t behind = i;
        while (behind < length && text[behind] == '\r')
            behind++;
        if (behind > i && behind < length && text[behind] == '\n')
            i = behind;
        *to++ = text[i] == '\r' ? '\n' : text[i];
    }
    return (size_t)(to - text);
}

char *plain_utf8(const char *bytes, size_t size, size_t *length,
                 const char **problem)
{
    int low = low_byte(bytes, size);
    size_t mark = starts(bytes, size, "\xef\xbb\xbf", 3) ? 3 : 0;
    *problem = is_utf32(bytes, size) ? "is UTF-32; save it as UTF-8" : NULL;
    if (*problem)
        return NULL;
    *length = size - mark;
    char *text = low >= 0 ? from_utf16(bytes, size, low, length)
                          : copy_of(bytes + mark, *length);
    while (*length && text[*length - 1] == '\0')
        --*length;
    if (memchr(text, '\0', *length)) {
        free(text);
        *problem = "holds a zero byte";
        return NULL;
    }
    text[*length] = '\0';
    return text;
}

char *plain_text(const char *bytes, size_t size, size_t *length,
                 const char **problem)
{
    char *text = plain_utf8(bytes, size, length, problem);
    if (!text)
        return NULL;
    *length = plain_lines(text, *length);
    text[*length] = '\0';
    return text;
}
