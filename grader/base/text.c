/* text.c - text that came from outside, made safe. */
#include "text.h"
#include "fault.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void texts_add(Texts *texts, const char *text, ...)
{
    va_list args;
    char *line = NULL;
    va_start(args, text);
    if (vasprintf(&line, text, args) < 0)
        line = NULL;
    va_end(args);
    texts->item = grow(texts->item, texts->count + 1, sizeof *texts->item);
    texts->item[texts->count++] = need(line);
}

bool texts_have(const Texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->item[i], text) == 0)
            return true;
    return false;
}

void texts_free(Texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->item[i]);
    free(texts->item);
    *texts = (Texts){0};
}

Texts texts_split(const char *text, const char *separators)
{
    Texts pieces = {0};
    while (*text) {
        size_t length = strcspn(text, separators);
        if (length)
            texts_add(&pieces, "%.*s", (int)length, text);
        text += length;
        text += strspn(text, separators);
    }
    return pieces;
}

/* UTF-8 */

/* The length of the valid sequence at `s`, 0 when there is none; *code is
 * its character. Overlong forms and surrogates are invalid. */
static size_t decode(const unsigned char *s, size_t size, uint32_t *code)
{
    size_t length = *s < 0x80             ? 1
                    : (*s & 0xe0) == 0xc0 ? 2
                    : (*s & 0xf0) == 0xe0 ? 3
                    : (*s & 0xf8) == 0xf0 ? 4
                                          : 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (length == 0 || length > size)
        return 0;
    *code = length == 1 ? *s : *s & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (s[i] & 0x3fu);
    }
    bool surrogate = *code >= 0xd800 && *code <= 0xdfff;
    return *code < least[length] || *code > 0x10ffff || surrogate ? 0
                                                                  : length;
}

/* Characters that cannot be seen, or change how others are shown: controls,
 * direction marks, joiners, line separators, tags, noncharacters. */
static bool is_hidden(uint32_t c)
{
    static const uint32_t range[][2] = {
        {0, 0x1f},        {0x7f, 0x9f},       {0xad, 0xad},
        {0x61c, 0x61c},   {0x180e, 0x180e},   {0x200b, 0x200f},
        {0x2028, 0x202e}, {0x2060, 0x206f},   {0xe000, 0xf8ff},
        {0xfdd0, 0xfdef}, {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},
        {0xfff0, 0xfffb}, {0xe0000, 0xe0fff}, {0xf0000, 0x10ffff},
    };
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (c >= range[i][0] && c <= range[i][1])
            return true;
    return (c & 0xfffe) == 0xfffe;
}

typedef struct {
    char *text;
    size_t used, most;
    bool cut;
} Line;

/* Room stays for the three dots of a cut. */
static void put(Line *line, const char *bytes, size_t size)
{
    if (line->cut || line->used + size > line->most) {
        line->cut = true;
        return;
    }
    memcpy(line->text + line->used, bytes, size);
    line->used += size;
}

static char *finish(Line *line)
{
    if (line->cut) {
        memcpy(line->text + line->used, "...", 3);
        line->used += 3;
    }
    line->text[line->used] = '\0';
    return text_trim(line->text);
}

static Line start(size_t size, size_t most)
{
    size_t room = size < most ? size : most;
    return (Line){need(malloc(room + 4)), 0, most, false};
}

static char *clean(const char *bytes, size_t size, size_t most, bool lines)
{
    Line line = start(size, most);
    for (size_t i = 0; i < size;) {
        uint32_t code = 0;
        size_t length =
            decode((const unsigned char *)bytes + i, size - i, &code);
        if (length && (code == '\t' || code == '\r' || code == '\n'))
            put(&line, lines && code == '\n' ? "\n" : " ", 1);
        else if (length && !is_hidden(code))
            put(&line, bytes + i, length);
        else
            put(&line, "?", 1);
        i += length ? length : 1;
    }
    return finish(&line);
}

char *clean_line(const char *bytes, size_t size, size_t most)
{
    return clean(bytes, size, most, false);
}

char *clean_lines(const char *bytes, size_t size, size_t most)
{
    return clean(bytes, size, most, true);
}

char *clean_ascii(const char *bytes, size_t size, size_t most)
{
    Line line = start(size, most);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool quote = c == '`' || c == '"';
        bool odd = c < 32 || c > 126 || strchr("<>&$\\|[]", c);
        put(&line, quote ? "'" : isspace(c) ? " " : odd ? "?" : bytes + i, 1);
    }
    return finish(&line);
}

/* Bytes of the blank at the end of `text` (or at its beginning), 0: none.
 * Spreadsheets and word processors write several kinds. */
static size_t blank_at(const char *text, size_t length, bool end)
{
    static const char *const blanks[] = {" ",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "\v",
                                         "\f",
                                         "\xc2\xa0",
                                         "\xe2\x80\xaf",
                                         "\xe2\x80\x87",
                                         "\xe2\x80\x8b",
                                         "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t size = strlen(blanks[i]);
        if (size <= length &&
            memcmp(end ? text + length - size : text, blanks[i], size) == 0)
            return size;
    }
    return 0;
}

char *text_trim(char *text)
{
    size_t blanks = 0, length = strlen(text), size;
    while ((size = blank_at(text + blanks, length - blanks, false)))
        blanks += size;
    length -= blanks;
    while ((size = blank_at(text + blanks, length, true)))
        length -= size;
    memmove(text, text + blanks, length);
    text[length] = '\0';
    return text;
}
