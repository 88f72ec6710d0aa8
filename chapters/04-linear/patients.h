/**
 * @file patients.h
 * @ingroup ch04
 * Backward passes of the linear layer that are broken, for the bug hunt.
 */
#ifndef PATIENTS_H
#define PATIENTS_H

#include "mat.h"

/** @addtogroup ch04
 * @{ */

enum {
    PATIENTS = 6,    /**< how many a student gets, A to F */
    PATIENT_BUGS = 8 /**< how many bugs there are, 1 to 8 */
};

/**
 * A backward pass with a bug.
 * @param bug 1 to 8, see the list in the chapter
 * @param x samples, N x in
 * @param W weights, in x out
 * @param dy gradient with respect to the output, N x out
 * @param dx receives N x in
 * @param dW receives in x out
 * @param db receives 1 x out
 */
void patient_backward(size_t bug, const Mat *x, const Mat *W, const Mat *dy,
                      Mat *dx, Mat *dW, Mat *db);

/**
 * Which bugs a student's patients have, A to F, all different: drawn from
 * the generator seeded by rng_seed_of("bug_hunt:" + id).
 * @param id the first id in student.txt, trimmed, in lower case
 * @param bugs receives the numbers of the bugs
 */
void patients_of(const char *id, size_t bugs[PATIENTS]);

/** @} */

#endif
