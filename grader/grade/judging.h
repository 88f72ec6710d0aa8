/**
 * @file judging.h
 * One run of the judge for a chapter's library, and what its record says of
 * each exercise.
 */
#ifndef JUDGING_H
#define JUDGING_H

#include "compile.h"
#include "judge/judge.h"
#include "record/lines.h"
#include "record/record.h"

/** What holds for the whole grading. */
typedef struct {
    Isolation isolation;
    const Submission *submission;
    const char *seed;
    char *student; /**< the first id, trimmed, in lower case */
    bool train;
    const char *plots; /**< directory for CHAPTER/NAME.csv */
} Grading;

/** One chapter while it is judged. */
typedef struct {
    const Grading *grading;
    const Chapter *chapter;
    char *directory; /**< scratch space of its own */
    Zygote *zygote[VARIANTS];
    Expecteds tests, runs[VARIANTS]; /**< what has to be in their records */
    char *answers;                   /**< the chapter's answers.md, or NULL */
    double tests_s;    /**< processor time of the chapter's tests so far */
    json_t *exercises; /**< those of kinds code and run */
    Texts data;        /**< data sets that its runs used */
    Texts flags;       /**< for a person */
    Texts warnings;    /**< the compiler's, for the student */
    char *fault;       /**< the grader's own, or NULL */
} Judging;

/** A run that is over. */
typedef struct {
    Lines lines;
    JudgeEnd end;
    const Expecteds *expected;
    bool sound;   /**< no line twice, none unexpected, none unreadable */
    double cpu_s; /**< processor seconds it took */
    int limit_s;  /**< and might have taken */
} Run;

/** Runs the chapter's tests. All runs of a chapter's tests share one limit of
 *  processor time, so that code that is slow on purpose keeps nobody waiting
 *  for long.
 *  @param only the id of one exercise, or NULL for all
 *  @param name of the run, for its files */
Run run_tests(Judging *judging, const Build *build, const char *only,
              const char *name);

/** Does the chapter have an experiment in this precision (PLAIN: double,
 *  FLOATING: float)? */
bool has_experiment(const Judging *judging, Variant precision);

/** Runs the chapter's experiment; its tables go to the grading's plots. */
Run run_experiment(Judging *judging, const Build *build, Variant precision,
                   const char *name);

/** Adds to the exercise what the run says of its checks.
 *  @param suffix for the checks' ids, such as " (float)"
 *  @return what it comes to; BROKEN when there is no check */
Status take_checks(json_t *exercise, const Run *run, const char *suffix);

/** Of two verdicts on one exercise the one that counts when both have to
 *  pass. */
Status both(Status a, Status b);

/** Releases a run. */
void run_free(Run *run);

#endif
