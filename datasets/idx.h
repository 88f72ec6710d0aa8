/**
 * @file idx.h
 * @ingroup datasets
 * The IDX format of MNIST: a big-endian header (magic number, counts),
 * then bytes (Y. LeCun, C. Cortes, C. Burges, "The MNIST database").
 */
#ifndef IDX_H
#define IDX_H

#include "bytes.h"
#include "data.h"

/** @addtogroup datasets
 * @{ */

/**
 * Pictures and labels from the content of two IDX files.
 * @param images magic 0x00000803, count, rows, columns, pixels
 * @param labels magic 0x00000801, count, labels 0 .. 9
 * @param d receives the set, with memory of its own; its name is left
 *   empty
 * @param f receives what is wrong, beginning with "images:" or "labels:"
 * @return false on a flaw; `d` is then empty
 */
bool idx_parse(Bytes images, Bytes labels, Data *d, Flaw *f);

/**
 * The same from two files, plain or gzip.
 * @param images path
 * @param labels path
 * @param d receives the set
 * @return false, with one line on stderr that says what is wrong
 */
bool idx_read(const char *images, const char *labels, Data *d);

/** @} */

#endif
