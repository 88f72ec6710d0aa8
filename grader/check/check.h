/**
 * @file check.h
 * What tests are written with: fresh inputs, comparisons that explain
 * themselves, and suspects, the known wrong formulas a failure is compared
 * with. The same test runs against code linked directly (practice) and
 * against proxies (grading).
 *
 * Two voices: a *message* and a *cause* hold no value, so that grading can
 * show them; *details* hold values and are shown on the student's own
 * machine and to instructors.
 */
#ifndef CHECK_H
#define CHECK_H

#include "mat.h"
#include "rng.h"

#include <criterion/criterion.h>

/** A test is run several times in the same process (CHECK_ROUNDS, with fresh
 *  inputs each time): code that is right once, or now and then, is not right.
 */
#undef Test
#define Test(Suite, Name, ...)                                               \
    static void Suite##_##Name##_round(void);                                \
    CR_TEST_BASE(Suite, Name, ##__VA_ARGS__, .sentinel_ = 0)                 \
    {                                                                        \
        check_rounds(Suite##_##Name##_round);                                \
    }                                                                        \
    static void Suite##_##Name##_round(void)
void check_rounds(void (*body)(void));

/** @name Inputs, fresh for each seed: CHECK_SEED with the test's name. @{ */
Rng *check_rng(void);
double check_uniform(double lo, double hi);
size_t check_size(size_t lo, size_t hi); /**< in lo .. hi, both included */
Mat check_random(size_t rows, size_t cols, double lo, double hi);
/** A matrix full of huge random numbers, for outputs: what is not written
 *  shows. */
Mat check_junk(size_t rows, size_t cols);
/** @} */

/** @name What the student may be told: inputs (details) and suspects @{ */
/** Names an input, so that a failure can show it. */
void check_given(const char *name, const Mat *value);
void check_given_num(const char *name, double value);

/** If the next check_mat() fails and what came is `wrong`, the likely cause
 *  is `cause`. A suspect that cannot be told from the right answer, or from
 *  another suspect with another cause, is left out. */
void check_suspect(const Mat *wrong, const char *cause);
void check_suspect_num(double wrong, const char *cause);
/** As check_suspect(), when what came is the right answer times `factor`. */
void check_suspect_factor(double factor, const char *cause);
/** @} */

/** @name Numbers that the student found @{ */
/** The number in the line "name = number" below the heading "## exercise" of
 *  the chapter's answers.md, read as people write numbers: answers/. Ends
 *  the test when there is no such line, or none that can be read without
 *  guessing: it is quoted. */
double check_answer(const char *exercise, const char *name);
/** The first id in student.txt, trimmed, in lower case; "" when there is
 *  none. */
const char *check_student(void);
/** @} */

/** @name Verdicts: they end the test when they fail @{ */
/** Every |got - due| <= tolerance * (1 + |due|); NaN fails, and equal
 *  infinities pass. The suspects and inputs named since the last check
 *  belong to this one. */
void check_mat(const char *name, const Mat *got, const Mat *due,
               double tolerance);
void check_num(const char *name, double got, double due, double tolerance);
/** As check_mat(), but every |got - due| <= tolerance * |due|: entries of all
 *  magnitudes count alike, and suspects are not asked. */
void check_relative(const char *name, const Mat *got, const Mat *due,
                    double tolerance);

/** `message` holds no value, the details may. */
__attribute__((format(printf, 3, 4))) void
check_that(bool ok, const char *message, const char *details, ...);

/** The student's code reported a shape error that names one of the shapes,
 *  such as "2 x 3": the one that came, or the one that was due. */
void check_shape_error(const char *shape, const char *other);
void check_no_shape_error(void);
/** @} */

/** Ends the test: failed, with a message, a cause or NULL, details or NULL.
 */
_Noreturn void check_fail(const char *message, const char *cause,
                          const char *details);

/** mat_error() of the student's side of the link: the process itself in
 *  practice, the worker in grading. */
bool student_mat_error(char *text, size_t size);

/** @name Work: whoever measures a slope entry by entry calls the forward pass
 *  thousands of times. A limit that right code stays far below is 25 times
 *  what the test's own plain loops take, and 500 ms at least. @{ */
/** Processor time of this process, in ms. */
double check_clock(void);
/** From here on a call of the student's code has to keep to the limit. */
void check_work_begins(double loops_ms);
/** All calls since then together, too. `message` is told otherwise. */
void check_work_ends(const char *message);
/** @} */

/** The limit of one call in grading, in ms of processor time of all its
 *  threads (CHECK_CALL_MS, where it is set), and ten times that for code that
 *  sleeps; a test that trains may set its own. */
extern int check_call_ms;

#endif
