/**
 * @file search.h
 * @ingroup datasets
 * Which files below a folder are MNIST or CIFAR-10, however somebody laid
 * them out: as the publishers' archives unpack, with dots for hyphens, packed
 * or not, a level deeper, or as other libraries keep them.
 *
 * A set is taken by its content, never by its names. MNIST is known by the
 * SHA-256 of its four unpacked files, since Fashion-MNIST, KMNIST and
 * EMNIST-MNIST have the same shapes and names. CIFAR-10 is known by its
 * structure: six files of 10,000 records, 5,000 pictures a class for training
 * and 1,000 for the test.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "bytes.h"

#include <limits.h>

/** @addtogroup datasets
 * @{ */

/** The sets that are looked for. */
typedef enum { SET_MNIST, SET_CIFAR10, SETS } Set;

/** How a search ended. */
typedef enum {
    SEARCH_FOUND,
    SEARCH_NOTHING, /**< no file there has a name of this set */
    SEARCH_REFUSED  /**< there are such files, and they are not the set */
} SearchEnd;

enum {
    SEARCH_FILES = 6, /**< of CIFAR-10, which has the most */
    SEARCH_DEEP = 4,  /**< so many folders below the one that is named */
    SEARCH_FLAT = 1   /**< the publishers' layout only */
};

/** A set's files: of MNIST the images and labels for training, then those of
 *  the test; of CIFAR-10 the five batches for training, then the test's. */
typedef struct {
    char path[SEARCH_FILES][PATH_MAX];
    bool published; /**< byte for byte what the publisher gives out */
} SetFiles;

/**
 * Looks for a set.
 * @param set which
 * @param dir the folder; folders in it are looked into, too
 * @param depth how far: SEARCH_DEEP or SEARCH_FLAT
 * @param files receives where they are
 * @param f receives why they are refused; begins with a path
 * @return how it ended
 */
SearchEnd search_set(Set set, const char *dir, int depth, SetFiles *files,
                     Flaw *f);

/**
 * Looks for both real sets where data_mnist() and data_cifar() do: for who
 * wants to know before hours of training.
 * @param found receives the files of each set; path[0] is empty where its
 *   stand-in would be used
 * @param f receives one line when a person has to look at what is there
 * @return false when a set would be refused
 */
bool data_search(SetFiles found[SETS], Flaw *f);

/**
 * What else a folder holds that somebody may have taken for a set, such as a
 * table or an archive that is still packed.
 * @param dir the folder
 * @param f receives one line about it; empty when there is nothing known
 */
void search_hint(const char *dir, Flaw *f);

/** @} */

#endif
