/**
 * @file resume.h
 * @ingroup ch00
 * A long run that was killed goes on where it stood, and ends as if nothing
 * had happened: what it has reached is kept in a file after every step.
 */
#ifndef RESUME_H
#define RESUME_H

#include "mat.h"

/** @addtogroup ch00
 * @{ */

/** The state of a run, and where it is kept: DIR/NAME.state. */
typedef struct {
    const char *dir, *name;
    const char *key;  /**< what the run depends on (program, settings, data),
                         without white space; a file with another key is of
                         another run. NULL: nothing is kept */
    Mat *const *mats; /**< matrices that change from step to step */
    size_t count;     /**< how many */
    void *notes;      /**< further bytes, such as the curve so far */
    size_t size;      /**< how many */
} Resume;

/**
 * Keeps the state after `done` steps, in place of the one before: whole, or
 * not at all.
 * @param r the state
 * @param done steps that are finished
 * @return false, with one line on stderr, when the disk did not take it
 */
bool resume_save(const Resume *r, size_t done);

/**
 * Takes up the state that was kept.
 * @param r receives matrices and notes, which have the shapes and the size
 *   they had when they were kept
 * @return how many steps were finished; 0, with everything left alone, when
 *   no state of this run is there
 */
size_t resume_load(const Resume *r);

/**
 * Removes the file: the run has ended and its results are written.
 * @param r whose state it is
 */
void resume_forget(const Resume *r);

/** @} */

#endif
