/* made.h - files of data sets, made for the tests of those who read them. */
#ifndef MADE_H
#define MADE_H

#include "bytes.h"
#include "fence.h"

#include <stdlib.h>
#include <zlib.h>

/* A file being made, in memory of exactly its size, so that sanitizers see
 * any step past its end. */
static inline Bytes file_of(const void *bytes, size_t size)
{
    Bytes file = {malloc(size), size};
    memcpy(file.at, bytes, size);
    return file;
}

static inline Bytes cut(Bytes file, size_t size)
{
    return file_of(file.at, size);
}

static inline Bytes longer(Bytes file, size_t more)
{
    Bytes grown = {calloc(file.size + more, 1), file.size + more};
    memcpy(grown.at, file.at, file.size);
    return grown;
}

static inline Bytes with(Bytes file, size_t at, uint8_t value)
{
    Bytes changed = cut(file, file.size);
    changed.at[at] = value;
    return changed;
}

static inline Bytes packed(Bytes file)
{
    z_stream z = {.next_in = file.at, .avail_in = (uInt)file.size};
    cr_assert(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0) == Z_OK);
    Bytes out = {malloc(file.size + 1000), file.size + 1000};
    z.next_out = out.at;
    z.avail_out = (uInt)out.size;
    cr_assert(deflate(&z, Z_FINISH) == Z_STREAM_END);
    Bytes exact = cut(out, z.total_out);
    deflateEnd(&z);
    return exact;
}

/* IDX: three images of 2 x 2, labels 7, 0, 9 */

static inline Bytes images(void)
{
    static const uint8_t bytes[] = {0, 0, 8, 3, 0, 0,  0,  3,  0, 0,
                                    0, 2, 0, 0, 0, 2,  1,  2,  3, 4,
                                    5, 6, 7, 8, 9, 10, 11, 255};
    return file_of(bytes, sizeof bytes);
}

static inline Bytes labels(void)
{
    static const uint8_t bytes[] = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9};
    return file_of(bytes, sizeof bytes);
}

#endif
