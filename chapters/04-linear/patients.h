/**
 * @file patients.h
 * @ingroup ch04
 * What broken backward passes of the linear layer made of one batch, for the
 * bug hunt: numbers, and no code that could have made them.
 */
#ifndef PATIENTS_H
#define PATIENTS_H

#include "mat.h"

#include <stdint.h>

/** @addtogroup ch04
 * @{ */

enum {
    PATIENTS = 6,                /**< how many a student gets, A to F */
    PATIENT_BUGS = 8,            /**< how many bugs there are, 1 to 8 */
    PATIENT_ROWS = PATIENT_BUGS, /**< rows of the table, one for each bug, in
                                    an order that does not tell which */
    PATIENT_HEALTHY = PATIENT_ROWS, /**< the row behind them: what is due */
    PATIENT_N = 4,                  /**< samples in the batch */
    PATIENT_IN = 3,                 /**< inputs of the layer */
    PATIENT_OUT = 2                 /**< outputs of the layer */
};

/** A batch, and what a backward pass made of it. */
typedef struct {
    Mat x;  /**< samples, N x in */
    Mat W;  /**< weights, in x out */
    Mat dy; /**< gradient with respect to the output, N x out */
    Mat dx; /**< what came for x, N x in */
    Mat dW; /**< what came for W, in x out */
    Mat db; /**< what came for the biases, 1 x out */
} Patient;

/**
 * A row of the table. All have the same batch.
 * @param row below PATIENT_ROWS, or PATIENT_HEALTHY
 * @return copies of its numbers, to be released with patient_free()
 */
Patient patient_new(size_t row);

/**
 * Releases a patient's matrices.
 * @param p the patient
 */
void patient_free(Patient *p);

/**
 * Which rows of the table are a student's patients, A to F, all different:
 * drawn from the generator seeded by rng_seed_of("patients:" + id).
 * @param id the first id in student.txt, trimmed, in lower case
 * @param rows receives the rows
 */
void patients_of(const char *id, size_t rows[PATIENTS]);

/**
 * A digest of a diagnosis: a check can know the right one without telling it.
 * @param salt what the check mixes in
 * @param row of the table
 * @param bug 1 to 8, see the list in the chapter
 * @return the digest
 */
uint64_t patient_digest(const char *salt, size_t row, size_t bug);

/** @} */

#endif
