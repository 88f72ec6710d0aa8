/**
 * @file judge.h
 * The judge: runs trusted programs (a chapter's tests, an experiment) whose
 * calls of the student's functions travel to workers inside a sandbox.
 *
 * One zygote serves a whole submission and one variant of the build:
 *
 *     Isolation isolation;
 *     if (!isolation_probe(&isolation))
 *         refuse, exit status 3
 *     char why[200];
 *     Zygote *plain = zygote_start(
 *         &isolation, "build/judge/worker-plain", why, sizeof why);
 *     Zygote *asan = zygote_start(
 *         &isolation, "build/judge/worker-asan", why, sizeof why);
 *     NULL: why says what the grader's own fault is
 *     JudgeRun run = {.argv = {"build/judge/00-ground/tests"...},
 *                     .plain = {plain, "dir/plain.so"},
 *                     .asan = {asan, "dir/asan.so"},
 *                     .record = "dir/00.record",
 *                     .seed = "8213"};
 *     JudgeEnd end = judge_run(&run, NULL);
 *     ...any number of runs, with other libraries, too...
 *     zygote_stop(plain); zygote_stop(asan);
 *
 * A student library is linked by the pipeline, inside a box, from
 *   the student's object files (-fPIC, `variant` flags of build.mk),
 *   build/VARIANT/judge/stubs/CHAPTER.o   and
 *   build/VARIANT/below/CHAPTER.a,
 * with `gcc -shared -Wl,-z,now -Wl,-z,noexecstack -Wl,--no-undefined ... -lm`
 * (VARIANT double, asan or float; the last two with -fsanitize=... for asan).
 *
 * The record (CHECK_RECORD) is what grader/check/main.c and experiment.c
 * write, one line a check:
 *   EXERCISE CHECK STATUS SECONDS MESSAGE CAUSE DETAILS   (tabs between)
 * with STATUS passed, failed, crashed, timeout, or `broken`: the grader's own
 * fault, which costs nobody marks. A line that starts with # is not a
 * check: it belongs to the next check's line and says
 *   #note LANE TEXT   (tabs between) what the sanitizer build found (LANE is
 *                     asan), as one line that names the file and line in
 *                     the student's code
 * Every text is one line of printable ASCII without any of "\<>&$`|[]{}.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "box/isolation.h"

/** A sandbox from which workers are made. */
typedef struct Zygote Zygote;

/**
 * Starts a sandbox with a worker image: build/judge/worker-plain, -asan or
 * -float.
 * @param isolation the layers to use, from isolation_probe()
 * @param image the worker program, anywhere
 * @param why receives one line when it fails
 * @param room bytes in `why`
 * @return NULL when the sandbox does not come up: the grader's own fault
 */
Zygote *zygote_start(const Isolation *isolation, const char *image, char *why,
                     size_t room);

/** Kills the sandbox and all that runs in it; NULL is ignored. */
void zygote_stop(Zygote *zygote);

/** Where calls go: a sandbox, and the student's code for it. */
typedef struct {
    Zygote *zygote;
    const char *library; /**< a shared library, as described above */
} Lane;

/** A trusted program to run. */
typedef struct {
    const char *const *argv; /**< tests, or an experiment and its directory */
    Lane plain;          /**< decides; for an experiment the float worker */
    Lane asan;           /**< adds notes; .zygote NULL when absent */
    const char *record;  /**< CHECK_RECORD: the file for the verdicts */
    const char *seed;    /**< CHECK_SEED */
    const char *student; /**< CHECK_STUDENT: the first id, or NULL */
    const char *answers; /**< CHECK_ANSWERS: the chapter's answers.md, or
                              NULL */
    const char *log;     /**< file for the program's own output; NULL: drop */
    int cpu_s;           /**< processor seconds in all, of the program and
                              the student's code [300] */
    int check_cpu_s;     /**< of one process of the student's code [cpu_s] */
    int wall_s;          /**< seconds in all [USAGE_WALL times cpu_s] */
    int memory_mib;      /**< what the student's code may use [512] */
} JudgeRun;

typedef enum {
    JUDGE_DONE,    /**< it ran to its end: the record is complete */
    JUDGE_TIMEOUT, /**< cpu_s passed: checks without a line did not finish */
    JUDGE_ASLEEP,  /**< wall_s did */
    JUDGE_BROKEN   /**< it could not be run, or crashed: our own fault */
} JudgeEnd;

/**
 * Runs a trusted program with access to the lanes and waits for its end.
 * @param run what to run
 * @param cpu_s receives the processor seconds it took; may be NULL
 *
 * Whatever it returns: a check is passed only when the record says so, and a
 * check without a line is not.
 */
JudgeEnd judge_run(const JudgeRun *run, double *cpu_s);

#endif
