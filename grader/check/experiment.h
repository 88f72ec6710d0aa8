/**
 * @file experiment.h
 * What an experiment is written with. An experiment is a program: it drives
 * a chapter's functions, writes CSV for the plots, and gives a verdict on
 * each check of the chapter's `run` exercises. As the tests, it is linked
 * with the code directly (practice) or with proxies (grading).
 */
#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "data.h"

#include <stdbool.h>
#include <stdint.h>

/** One check of a `run` exercise. */
typedef struct {
    const char *exercise, *check;
} RunCheck;

/** All checks that the experiment judges, ended by {NULL, NULL}. Defined by
 *  the chapter's experiment.c. */
extern const RunCheck run_checks[];

/** Runs the experiments and writes their tables into `dir`, which exists.
 *  Defined by the chapter's experiment.c. */
void experiment(const char *dir);

/** The seed of all that is random in a run: CHECK_SEED in grading, a fixed
 *  one in practice. */
uint64_t experiment_seed(void);

/** The first id in student.txt, trimmed, in lower case; "" when there is
 *  none: some numbers are each student's own. */
const char *experiment_student(void);

/** In grading, what follows runs in a fresh process of the student's code:
 *  all handles made before are gone. In practice nothing happens. */
void experiment_fresh(void);

/** The limit of one call in grading, in ms of processor time of all its
 *  threads, and ten times that for code that sleeps. */
extern int check_call_ms;

/** Says that a run uses this data set: its name and fingerprint go into the
 *  record. */
void experiment_data(const Data *d);

/** The verdict on one check: `message` holds no value, the details may. */
__attribute__((format(printf, 5, 6))) void
run_verdict(const char *exercise, const char *check, bool passed,
            const char *message, const char *details, ...);

/** Ends the program: the student's code failed. Every check that has no
 *  verdict yet fails with this message. */
_Noreturn void check_fail(const char *message, const char *cause,
                          const char *details);

#endif
