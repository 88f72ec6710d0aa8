/**
 * @file data.h
 * @ingroup datasets
 * Pictures and their labels, as bytes: where they come from, and how a
 * batch of them becomes matrices.
 *
 * A loader reads a file in its publisher's format, refuses what is
 * malformed, and returns a Data. Nothing is scaled until data_gather()
 * copies a batch into a Mat.
 */
#ifndef DATA_H
#define DATA_H

#include "mat.h"
#include "rng.h"

/** @defgroup datasets Data sets
 * @{ */

/** A labelled set of pictures. Release it with data_free(). */
typedef struct {
    const char *name;      /**< key of the set: "mnist", "cifar10-standin" */
    size_t count;          /**< pictures */
    size_t features;       /**< bytes of one: channels * height * width */
    size_t classes;        /**< labels are 0 .. classes - 1 */
    size_t channels;       /**< 1 grey; 3 red, green, blue planes */
    size_t height, width;  /**< pixels */
    const uint8_t *bytes;  /**< picture i starts at bytes[i * features] */
    const uint8_t *labels; /**< one for each picture */
    void *owned;           /**< what data_free() gives back; NULL: a view */
    const char *origin;    /**< of MNIST, CIFAR-10 and their stand-ins: "the
                            *   publisher's", "another copy", "made here" */
} Data;

/** Which half of a data set. The test half is for the last measurement:
 *  nothing is chosen by it. */
typedef enum { DATA_TRAIN, DATA_TEST } DataPart;

/**
 * MNIST, or its embedded stand-in: 28 x 28 grey digits. The first that is
 * there of the folder $DATASETS (search.h says how it is looked through),
 * build/data, the stand-in, which is made from a seed on first use.
 * DATASETS=none asks for the stand-in. Both halves come from the same place.
 * @param part training or test half
 * @param d receives the set; `d->name` says which it is: "mnist" or
 *   "mnist-standin"
 * @return false, with one line on stderr, when a file is there and is
 *   malformed, or nothing can be read
 */
bool data_mnist(DataPart part, Data *d);

/**
 * CIFAR-10, or its embedded stand-in: 32 x 32 colour pictures of ten
 * classes. Looked for as in data_mnist(); the name is "cifar10" or
 * "cifar10-standin".
 * @param part training or test half
 * @param d receives the set
 * @return false, with one line on stderr, when it cannot be read
 */
bool data_cifar(DataPart part, Data *d);

/**
 * Is this set an embedded stand-in? Thresholds differ.
 * @param d the set
 * @return true when it is a stand-in
 */
bool data_is_standin(const Data *d);

/**
 * Gives the memory back and leaves an empty set.
 * @param d the set
 */
void data_free(Data *d);

/**
 * Pictures `from` .. `from` + `count` - 1 of `d`, sharing its memory.
 * @param d the set
 * @param from the first picture
 * @param count how many
 * @return a view, valid as long as `d` is
 */
Data data_view(const Data *d, size_t from, size_t count);

/**
 * A fingerprint of the content: SHA-256 over shape, labels and pixels. The
 * same for a plain and a compressed copy.
 * @param d the set
 * @param hex receives 64 hexadecimal digits and a zero
 */
void data_digest(const Data *d, char hex[65]);

/** @name From bytes to matrices
 * @{ */

/** How a byte becomes a number: x = (byte - mean) / deviation, with a mean
 *  and a deviation for each channel. */
typedef struct {
    size_t channels;
    double mean[4], deviation[4];
} Scale;

/**
 * The scaling x / 255 (mean 0, deviation 255 in every channel): MNIST.
 * @param d the set
 * @return the scaling
 */
Scale scale_unit(const Data *d);

/**
 * The scaling that gives each channel of the chosen pictures mean 0 and
 * deviation 1: CIFAR-10 and the 8x8 digits. Only training pictures may be
 * chosen: the test half must not leak into the inputs.
 * @param d the set
 * @param index which pictures; NULL for the first `count`
 * @param count how many
 * @return the scaling; deviation 1 for a channel that never changes
 */
Scale scale_standard(const Data *d, const size_t *index, size_t count);

/**
 * Copies a batch into rows of a matrix, scaled.
 * @param d the set
 * @param scale how, one entry a channel of `d`
 * @param index which picture goes into each row of `x`
 * @param x count x features, where count is the number of `index`; a shape
 *   error when x->cols is not d->features
 */
void data_gather(const Data *d, const Scale *scale, const size_t *index,
                 Mat *x);

/**
 * Labels of a batch as numbers: y is count x 1.
 * @param d the set
 * @param index which pictures
 * @param y receives the labels
 */
void data_labels(const Data *d, const size_t *index, Mat *y);

/**
 * Labels of a batch, one-hot: y is count x classes, 1 in the column of the
 * label and 0 elsewhere.
 * @param d the set
 * @param index which pictures
 * @param y receives the labels
 */
void data_one_hot(const Data *d, const size_t *index, Mat *y);

/** @} */

/**
 * Splits 0 .. count - 1 at random. The last `held` entries of `order` are
 * held back for validation, the others are for training; as `order` is a
 * permutation, the two are disjoint.
 * @param seed fixes the split
 * @param count pictures in all
 * @param order room for `count` indices
 */
void data_split(uint64_t seed, size_t count, size_t *order);

/** @} */

#endif
