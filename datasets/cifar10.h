/**
 * @file cifar10.h
 * @ingroup datasets
 * The binary format of CIFAR-10: records of one label byte and 3 x 32 x 32
 * pixels, red plane first (A. Krizhevsky, "Learning multiple layers of
 * features from tiny images", 2009).
 */
#ifndef CIFAR10_H
#define CIFAR10_H

#include "bytes.h"
#include "data.h"

/** @addtogroup datasets
 * @{ */

/** Bytes of one picture, and of a record with its label; records in each of
 *  the publisher's files. */
enum {
    CIFAR_PIXELS = 3 * 32 * 32,
    CIFAR_RECORD = 1 + CIFAR_PIXELS,
    CIFAR_BATCH = 10000
};

/**
 * Is this the content of one file of the format? It has no header, so its
 * size must be whole records, and every label 0 .. 9.
 * @param file the content
 * @param due how many records there have to be; 0 for any but none
 * @param f receives what is wrong
 * @return false on a flaw
 */
bool cifar_check(Bytes file, size_t due, Flaw *f);

/**
 * Pictures and labels from several such files, in order.
 * @param files the contents, already checked
 * @param n how many
 * @param d receives the set, with memory of its own; its name is left
 *   empty
 * @return false when memory is out
 */
bool cifar_join(const Bytes *files, size_t n, Data *d);

/**
 * The same from files on disk.
 * @param paths the files
 * @param n how many, at most 8
 * @param due records in each, 0 for any
 * @param d receives the set
 * @return false, with one line on stderr that says what is wrong
 */
bool cifar_read(const char *const *paths, size_t n, size_t due, Data *d);

/** @} */

#endif
