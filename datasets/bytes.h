/**
 * @file bytes.h
 * @ingroup datasets
 * Whole files in memory, unpacked where they are compressed, and what to
 * say when they are wrong.
 */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** @addtogroup datasets
 * @{ */

/** A stretch of memory; from bytes_read() and bytes_gunzip() it is the
 *  caller's to free(). */
typedef struct {
    uint8_t *at;
    size_t size;
} Bytes;

/** What is wrong with a file, in one line without its name. */
typedef struct {
    char text[480];
} Flaw;

/**
 * Writes down a flaw, as printf() would.
 * @param f receives the text
 * @param format as for printf()
 * @return false
 */
__attribute__((format(printf, 2, 3))) bool flaw(Flaw *f, const char *format,
                                                ...);

/**
 * Reads a file whole; a gzip file is unpacked.
 * @param path the file
 * @param file receives the content
 * @param f receives what is wrong
 * @return false when it cannot be read, or is damaged as a gzip file
 */
bool bytes_read(const char *path, Bytes *file, Flaw *f);

/**
 * Does it start as a gzip file does?
 * @param packed the first bytes of a file, or all
 * @return true when they look like gzip
 */
bool bytes_are_gzip(Bytes packed);

/**
 * Unpacks a gzip file in memory, as zcat does: members follow each other, and
 * zeros may fill up the end (RFC 1952, 2.2).
 * @param packed one gzip member or more
 * @param plain receives the content of all
 * @param f receives what is wrong: damage, truncation, other bytes behind the
 *   last member, more than 256 MiB of content
 * @return false on a flaw
 */
bool bytes_gunzip(Bytes packed, Bytes *plain, Flaw *f);

/** @} */

#endif
