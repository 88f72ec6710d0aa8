/**
 * @file again.h
 * Judging again what depends on something that failed: with the reference's
 * functions in place of the failed exercises' own.
 */
#ifndef AGAIN_H
#define AGAIN_H

#include "judging.h"

/**
 * For each exercise that failed and needs, directly or not, another that
 * failed: links the student's code with the reference's definition of what
 * it needs, and judges it again. The better result counts; both are in the
 * record. Where that is impossible the exercise is `skipped`. Exercises of
 * kind run are judged again when a single one of those they need failed.
 */
void judge_again(Judging *judging, const Build *build);

/** Does the exercise ask for a function of the student's? Else it asks for
 *  numbers. */
bool has_functions(const Judging *judging, const char *id);

#endif
