/**
 * @file digits.h
 * @ingroup datasets
 * The 8x8 digits: 1,797 handwritten digits of 64 pixels, 0 (white) to 16,
 * from the test set of "Optical Recognition of Handwritten Digits" (E.
 * Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998; CC BY 4.0).
 * The set is part of this project: see datasets/digits/README.md.
 */
#ifndef DIGITS_H
#define DIGITS_H

#include "bytes.h"
#include "data.h"

/** @addtogroup datasets
 * @{ */

enum {
    DIGITS_PIXELS = 64,
    DIGITS_COUNT = 1797,
    DIGITS_TRAIN = 898 /**< the first so many train, the others test */
};

/** In which order the digits stand before they are split. */
typedef enum {
    DIGITS_SHUFFLED,  /**< one fixed random order: writers are mixed */
    DIGITS_FILE_ORDER /**< as published: the test half has other writers */
} DigitsOrder;

/**
 * Digits from a table of text: on each line 64 pixels, 0 to 16, and the
 * label, 0 to 9, separated by commas; each line ends with a newline.
 * @param table the text
 * @param d receives the set, with memory of its own
 * @param f receives what is wrong, with the line's number
 * @return false on a flaw; `d` is then empty
 */
bool digits_parse(Bytes table, Data *d, Flaw *f);

/**
 * An order from text: each of 0 to `count` - 1 once, one a line.
 * @param text the text
 * @param count how many are due
 * @param order receives them; room for `count`
 * @param f receives what is wrong, with the line's number
 * @return false on a flaw
 */
bool digits_parse_order(Bytes text, size_t count, size_t *order, Flaw *f);

/**
 * Half of the embedded digits, read from datasets/digits/ below the current
 * directory, which has to be the project's. For the usual inputs use
 * data_gather() with scale_standard() of the training half: the digits have
 * one channel, hence one mean and one deviation for all 64 pixels.
 * @param order the order before the split
 * @param part the first 898 or the last 899
 * @param d receives the half, with memory of its own
 * @return false, with one line on stderr, when a file is missing or
 *   malformed
 */
bool digits_load(DigitsOrder order, DataPart part, Data *d);

/** @} */

#endif
