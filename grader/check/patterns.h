/**
 * @file patterns.h
 * What a wrong result has in common with the right one when no suspect of
 * the test's own fits: causes that hold for any formula.
 */
#ifndef PATTERNS_H
#define PATTERNS_H

#include "mat.h"

/** Between these lie the numbers that check_junk() fills outputs with. */
#define JUNK_LEAST 1e20
#define JUNK_MOST 1e25 /**< see JUNK_LEAST */

/**
 * A cause that is right whatever was asked for.
 * @param got what came, of the same shape as `due`
 * @param due what was due
 * @param tolerance as for check_mat()
 * @return the cause, or NULL when nothing can be said
 */
const char *pattern_of(const Mat *got, const Mat *due, double tolerance);

/** |got - due| <= tolerance * (1 + |due|), or the same infinity. */
bool pattern_near(double got, double due, double tolerance);

/** Do all wrong entries hold numbers of the size that was there before? */
bool pattern_untouched(const Mat *got, const Mat *due, double tolerance);

#endif
