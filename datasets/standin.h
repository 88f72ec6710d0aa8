/**
 * @file standin.h
 * @ingroup datasets
 * Pictures made from a seed, in the formats of MNIST and CIFAR-10, so that
 * everything works before anything is fetched.
 */
#ifndef STANDIN_H
#define STANDIN_H

#include "data.h"

/** @addtogroup datasets
 * @{ */

/** Where the stand-ins lie. The number changes when what is made changes. */
#define STANDIN_DIR "build/data/standin/2"

/** Sizes of both stand-ins. */
enum {
    STANDIN_TRAIN = 10000,
    STANDIN_TEST = 2000,
    STANDIN_FILES = 5,                            /**< data_batch_1 .. 5 */
    STANDIN_BATCH = STANDIN_TRAIN / STANDIN_FILES /**< pictures in each */
};

/**
 * Makes both stand-ins below `dir`, unless they are there: mnist/ and
 * cifar-10-batches-bin/, with the names the real files have. The folder
 * appears whole or not at all, also when several programs make it at once.
 * @param dir such as STANDIN_DIR
 * @return false, with one line on stderr, when it cannot be written
 */
bool standin_make(const char *dir);

/**
 * 28 x 28 digits grown from the real 8x8 ones: enlarged, and turned,
 * slanted, moved and bent a little, each in its own way. Training pictures
 * grow from the first half of the file, test pictures from the second, which
 * other people wrote.
 * @param part which half
 * @param count pictures
 * @param pixels receives count * 784 bytes
 * @param labels receives count bytes
 * @param source receives, for each picture, which of the 1,797 it grew from;
 *   may be NULL
 * @return false when the 8x8 digits cannot be read
 */
bool standin_digits(DataPart part, size_t count, uint8_t *pixels,
                    uint8_t *labels, size_t *source);

/**
 * 32 x 32 colour pictures of ten classes.
 * @param part training and test pictures are drawn from generators of their
 *   own
 * @param count pictures
 * @param pixels receives count * 3072 bytes, red plane first
 * @param labels receives count bytes
 */
void standin_scenes(DataPart part, size_t count, uint8_t *pixels,
                    uint8_t *labels);

/** @} */

#endif
