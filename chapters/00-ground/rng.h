/**
 * @file rng.h
 * @ingroup ch00
 * Random numbers of our own: the same sequence on every machine.
 */
#ifndef RNG_H
#define RNG_H

#include "mat.h"

#include <stdint.h>

/** @addtogroup ch00
 * @{ */

/** State of the generator xoshiro256** (Blackman and Vigna, "Scrambled
 *  linear pseudorandom number generators", 2021). */
typedef struct {
    uint64_t s[4];
} Rng;

/**
 * A generator whose sequence is fixed by `seed` (spread by splitmix64).
 * @param seed any number
 * @return the generator
 */
Rng rng_new(uint64_t seed);

/**
 * The next 64 random bits.
 * @param rng the generator, which moves on
 * @return 64 random bits
 */
uint64_t rng_next(Rng *rng);

/**
 * A double uniform in [lo, hi).
 * @param rng the generator
 * @param lo lower bound, included
 * @param hi upper bound, excluded
 * @return the number
 */
double rng_uniform(Rng *rng, double lo, double hi);

/**
 * A normal deviate, mean 0 and standard deviation 1 (Box and Muller, 1958).
 * @param rng the generator
 * @return the number
 */
double rng_normal(Rng *rng);

/**
 * An integer uniform in 0 .. n - 1, without bias; n > 0.
 * @param rng the generator
 * @param n how many values are possible
 * @return the integer
 */
uint64_t rng_below(Rng *rng, uint64_t n);

/**
 * Fills `m` with numbers uniform in [lo, hi).
 * @param rng the generator
 * @param lo lower bound, included
 * @param hi upper bound, excluded
 * @param m the matrix to fill
 */
void rng_fill(Rng *rng, double lo, double hi, Mat *m);

/**
 * Puts the first `n` numbers of `index` into a random order (Fisher and
 * Yates).
 * @param rng the generator
 * @param index the numbers to shuffle
 * @param n how many there are
 */
void rng_shuffle(Rng *rng, size_t *index, size_t n);

/**
 * A seed made from a text by FNV-1a 64 (RFC draft of Fowler, Noll, Vo):
 * the same text, the same seed.
 * @param text any text
 * @return the seed
 */
uint64_t rng_seed_of(const char *text);

/** @} */

#endif
