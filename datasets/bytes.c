/* bytes.c - files as bytes. Growth follows what really arrives, never what
 * a header promises. */
#include "bytes.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { LIMIT = 256 << 20 }; /* bytes; the largest file known has 47 million */

bool flaw(Flaw *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(f->text, sizeof f->text, format, args);
    va_end(args);
    return false;
}

/* Room for more: at least twice what is used. */
static bool grow(Bytes *b, size_t used, Flaw *f)
{
    size_t size = used < 32768 ? 65536 : 2 * used;
    uint8_t *at = realloc(b->at, size);
    if (!at)
        return flaw(f, "no memory for %zu bytes", size);
    *b = (Bytes){at, size};
    return true;
}

static bool read_all(FILE *file, Bytes *b, Flaw *f)
{
    size_t used = 0;
    for (;;) {
        if (used == b->size && !grow(b, used, f))
            return false;
        size_t got = fread(b->at + used, 1, b->size - used, file);
        used += got;
        if (used > LIMIT)
            return flaw(f, "is larger than any data set known here");
        if (got == 0)
            break;
    }
    b->size = used;
    if (ferror(file))
        return flaw(f, "%s", strerror(errno));
    return true;
}

bool bytes_are_gzip(Bytes packed)
{
    return packed.size >= 2 && packed.at[0] == 0x1f && packed.at[1] == 0x8b;
}

/* Unpacks one member; `used` counts what came out of all so far. */
static bool inflate_member(z_stream *z, Bytes *plain, size_t *used, Flaw *f)
{
    int status;
    do {
        if (*used == plain->size && !grow(plain, *used, f))
            return false;
        size_t room = plain->size - *used;
        z->next_out = plain->at + *used;
        z->avail_out = (uInt)room;
        status = inflate(z, Z_NO_FLUSH);
        *used += room - z->avail_out;
        if (*used > LIMIT)
            return flaw(f, "unpacks to more than any data set known here");
        if (status == Z_BUF_ERROR ||
            (status == Z_OK && z->avail_in == 0 && z->avail_out > 0))
            return flaw(f, "truncated: the gzip stream does not end");
    } while (status == Z_OK);
    return status == Z_STREAM_END ||
           flaw(f, "damaged gzip stream (%s)", z->msg ? z->msg : "?");
}

static bool only_zeros(const uint8_t *at, size_t size)
{
    while (size > 0 && at[size - 1] == 0)
        size--;
    return size == 0;
}

static bool inflate_all(z_stream *z, Bytes *plain, size_t *used, Flaw *f)
{
    while (inflate_member(z, plain, used, f)) {
        if (only_zeros(z->next_in, z->avail_in))
            return true;
        if (!bytes_are_gzip((Bytes){z->next_in, z->avail_in}))
            return flaw(f, "%u trailing bytes after the gzip stream",
                        z->avail_in);
        if (inflateReset(z) != Z_OK)
            return flaw(f, "no memory to unpack it");
    }
    return false;
}

bool bytes_gunzip(Bytes packed, Bytes *plain, Flaw *f)
{
    enum { GZIP_ONLY = 16 + MAX_WBITS };
    z_stream z = {.next_in = packed.at, .avail_in = (uInt)packed.size};
    *plain = (Bytes){0};
    if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
        return flaw(f, "no memory to unpack it");
    size_t used = 0;
    bool whole = inflate_all(&z, plain, &used, f);
    inflateEnd(&z);
    plain->size = used;
    if (whole)
        return true;
    free(plain->at);
    *plain = (Bytes){0};
    return false;
}

bool bytes_read(const char *path, Bytes *file, Flaw *f)
{
    *file = (Bytes){0};
    FILE *in = fopen(path, "rbe");
    if (!in)
        return flaw(f, "%s", strerror(errno));
    bool ok = read_all(in, file, f);
    fclose(in);
    if (ok && bytes_are_gzip(*file)) {
        Bytes packed = *file;
        ok = bytes_gunzip(packed, file, f);
        free(packed.at);
    } else if (!ok) {
        free(file->at);
        *file = (Bytes){0};
    }
    return ok;
}
