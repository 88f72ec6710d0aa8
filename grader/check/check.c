/* check.c - comparisons that explain themselves. */
#include "check.h"
#include "patterns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 64, TEXT = 2048 };

typedef struct {
    const char *name;
    Mat value; /* a copy: in-place calls change the original */
} Given;

typedef struct {
    Mat wrong;     /* empty for a factor */
    double factor; /* NaN for a matrix */
    const char *cause;
} Suspect;

static Given given[MOST];
static size_t givens;
static Suspect suspects[MOST];
static size_t suspect_count;

int check_call_ms = 2000; /* far below main.c's limit of a test */

/* Inputs */

static void forget(void)
{
    givens = suspect_count = 0; /* the process ends soon: copies may stay */
}

static Rng rng;

static void seed_round(unsigned round)
{
    const char *seed = getenv("CHECK_SEED");
    const struct criterion_test *test = criterion_current_test;
    char text[300];
    snprintf(text, sizeof text, "%s:%s:%s:%u", seed ? seed : "practice",
             test->category, test->name, round);
    rng = rng_new(rng_seed_of(text));
}

/* A failure in a later round is looked into: the first round's inputs, which
 * passed, are tried again. If they fail now, something was kept. */
static struct {
    unsigned round;
    bool again; /* are they being tried again? */
    jmp_buf start;
    char message[TEXT], details[TEXT];
} rounds;

static const char kept_cause[] =
    "inputs that gave the right answer a moment ago give a wrong one now: "
    "something is kept from call to call (a static or global variable), or "
    "memory is read that was never set";

static void run_round(unsigned round, void (*body)(void))
{
    rounds.round = round;
    seed_round(round);
    forget();
    body();
}

void check_rounds(void (*body)(void))
{
    const char *text = getenv("CHECK_ROUNDS");
    unsigned count = text ? (unsigned)strtoul(text, NULL, 10) : 2;
    const char *ms = getenv("CHECK_CALL_MS");
    check_call_ms = ms ? atoi(ms) : check_call_ms;
    if (setjmp(rounds.start)) {
        run_round(0, body);
        check_fail(rounds.message, NULL, rounds.details);
    }
    run_round(0, body);
    for (unsigned i = 1; i < count; i++)
        run_round(i, body);
}

Rng *check_rng(void)
{
    return &rng;
}

double check_uniform(double lo, double hi)
{
    return rng_uniform(check_rng(), lo, hi);
}

size_t check_size(size_t lo, size_t hi)
{
    return lo + (size_t)rng_below(check_rng(), hi - lo + 1);
}

Mat check_random(size_t rows, size_t cols, double lo, double hi)
{
    Mat m = mat_new(rows, cols);
    rng_fill(check_rng(), lo, hi, &m);
    return m;
}

Mat check_junk(size_t rows, size_t cols)
{
    return check_random(rows, cols, JUNK_LEAST, JUNK_MOST);
}

/* Comparison */

static bool near(double got, double due, double tolerance)
{
    return pattern_near(got, due, tolerance);
}

static Mat one(double value)
{
    return mat_of(1, 1, &value);
}

void check_given(const char *name, const Mat *value)
{
    if (givens < MOST)
        given[givens++] = (Given){name, mat_copy(value)};
}

void check_given_num(const char *name, double value)
{
    if (givens < MOST)
        given[givens++] = (Given){name, one(value)};
}

void check_suspect(const Mat *wrong, const char *cause)
{
    if (suspect_count < MOST)
        suspects[suspect_count++] = (Suspect){mat_copy(wrong), NAN, cause};
}

void check_suspect_num(double wrong, const char *cause)
{
    if (suspect_count < MOST)
        suspects[suspect_count++] = (Suspect){one(wrong), NAN, cause};
}

void check_suspect_factor(double factor, const char *cause)
{
    if (suspect_count < MOST)
        suspects[suspect_count++] = (Suspect){{0}, factor, cause};
}

/* As near(), and NaN where NaN is the mistake. */
static bool is_wrong_like(double got, double wrong, double tolerance)
{
    return near(got, wrong, tolerance) || (isnan(got) && isnan(wrong));
}

static bool is_suspect(const Suspect *s, const Mat *got, const Mat *due,
                       double tolerance)
{
    bool told_apart = false;
    if (isnan(s->factor) &&
        (s->wrong.rows != due->rows || s->wrong.cols != due->cols))
        return false;
    for (size_t i = 0; i < mat_size(due); i++) {
        double d = due->data[i];
        double wrong = isnan(s->factor) ? s->wrong.data[i] : d * s->factor;
        if (!is_wrong_like(got->data[i], wrong, fmax(tolerance, 1e-9)))
            return false;
        told_apart |= !near(d, wrong, fmax(10 * tolerance, 1e-6));
    }
    return told_apart;
}

/* The one cause that all matching suspects share, else NULL: a cause is
 * right or it is not told. Without any, what the numbers have in common. */
static const char *cause_of(const Mat *got, const Mat *due, double tolerance)
{
    const char *cause = NULL;
    for (size_t i = 0; i < suspect_count; i++) {
        if (!is_suspect(&suspects[i], got, due, tolerance))
            continue;
        if (cause && strcmp(cause, suspects[i].cause) != 0)
            return NULL;
        cause = suspects[i].cause;
    }
    return cause ? cause : pattern_of(got, due, tolerance);
}

/* Verdicts */

_Noreturn void check_fail(const char *message, const char *cause,
                          const char *details)
{
    cr_assert(0, "%s\x1f%s\x1f%s", message, cause ? cause : "",
              details ? details : "");
    abort();
}

/* As check_fail(), for what came from the student's code in good order. */
static _Noreturn void fail(const char *message, const char *cause,
                           const char *details)
{
    if (rounds.again)
        check_fail(rounds.message, kept_cause, rounds.details);
    if (rounds.round == 0 || cause)
        check_fail(message, cause, details);
    rounds.again = true;
    snprintf(rounds.message, sizeof rounds.message, "%s", message);
    snprintf(rounds.details, sizeof rounds.details, "%s",
             details ? details : "");
    longjmp(rounds.start, 1);
}

static size_t append(char *text, size_t used, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int more =
        used < TEXT ? vsnprintf(text + used, TEXT - used, format, args) : 0;
    va_end(args);
    return used + (size_t)(more > 0 ? more : 0);
}

/* Inputs as they bear on element (i, j): the element itself in a matrix of
 * the same shape, small matrices whole, of others the shape. */
static size_t append_givens(char *text, size_t used, const Mat *like,
                            size_t i, size_t j)
{
    for (size_t g = 0; g < givens; g++) {
        const Mat *m = &given[g].value;
        used = append(text, used, "; %s", given[g].name);
        if (mat_size(m) == 1)
            used = append(text, used, " = %.9g", (double)m->data[0]);
        else if (m->rows == like->rows && m->cols == like->cols)
            used = append(text, used, " = %.9g there", (double)AT(m, i, j));
        else if (mat_size(m) > 12 || mat_size(m) == 0)
            used = append(text, used, " is %zu x %zu", m->rows, m->cols);
        else {
            used = append(text, used, " =");
            for (size_t k = 0; k < mat_size(m); k++)
                used = append(text, used, "%s %.6g",
                              k && k % m->cols == 0 ? " |" : "",
                              (double)m->data[k]);
        }
    }
    return used;
}

/* printf() would write "-nan" for some. */
static double printable(double value)
{
    return isnan(value) ? NAN : value;
}

static _Noreturn void fail_at(const char *message, const char *cause,
                              const Mat *got, const Mat *due, size_t i,
                              size_t j)
{
    char details[TEXT];
    size_t used = append(details, 0, "came %.9g, due %.9g",
                         printable(AT(got, i, j)), printable(AT(due, i, j)));
    append_givens(details, used, due, i, j);
    fail(message, cause, details);
}

/* A name may have a part that explains it, such as "x, used as output too":
 * a comma ends that part in a sentence, not before a colon. */
static const char *titled(const char *name, char to[TEXT])
{
    size_t length = strlen(name);
    snprintf(to, TEXT, "%.*s",
             (int)(length - (length && name[length - 1] == ',')), name);
    return to;
}

/* Ends the test when the result is not there because a shape was refused: a
 * question that a student got wrong says more than what it left undone. */
static void blame_refusal(const char *message)
{
    char text[200], details[300];
    if (!student_mat_error(text, sizeof text))
        return;
    snprintf(details, sizeof details, "the error was \"%s\"", text);
    check_fail(
        message,
        "your code, or a function that it calls, reports a shape error "
        "where none is due, so there is no result",
        details);
}

void check_mat(const char *name, const Mat *got, const Mat *due,
               double tolerance)
{
    char message[2 * TEXT], what[TEXT];
    if (got->rows != due->rows || got->cols != due->cols) {
        snprintf(message, sizeof message,
                 "%s is %zu x %zu, it has to be %zu x %zu", name, got->rows,
                 got->cols, due->rows, due->cols);
        check_fail(message, NULL, NULL);
    }
    size_t wrong = 0, first = 0, nans = 0;
    for (size_t k = 0; k < mat_size(due); k++) {
        if (near(got->data[k], due->data[k], tolerance))
            continue;
        first = wrong++ ? first : k;
        nans += isnan(got->data[k]) != 0;
    }
    if (wrong == 0) {
        forget();
        return;
    }
    size_t i = first / due->cols, j = first % due->cols;
    snprintf(message, sizeof message,
             "%s: %zu of %zu entries wrong%s, the first in row %zu, "
             "column %zu",
             titled(name, what), wrong, mat_size(due),
             nans ? " (not a number)" : "", i, j);
    if (pattern_untouched(got, due, tolerance))
        blame_refusal(message);
    fail_at(message, cause_of(got, due, tolerance), got, due, i, j);
}

void check_num(const char *name, double got, double due, double tolerance)
{
    if (near(got, due, tolerance)) {
        forget();
        return;
    }
    char message[TEXT];
    Mat g = one(got), d = one(due);
    snprintf(message, sizeof message, "%s is %s", name,
             isnan(got)   ? "not a number"
             : isinf(got) ? "infinite"
             : !isinf(due) && near(-got, due, tolerance) && due != 0
                 ? "wrong: its sign is the other way round"
                 : "wrong");
    if (isnan(got))
        blame_refusal(message);
    fail_at(message, cause_of(&g, &d, tolerance), &g, &d, 0, 0);
}

/* What can be said when an entry is not exact. */
static const char *lost_digits(const Mat *got, const Mat *due)
{
    for (size_t k = 0; k < mat_size(due); k++)
        if (!near(got->data[k], due->data[k], 1e-6))
            return NULL;
    return "right as far as large numbers go, but small ones are lost: in a "
           "difference of numbers that are nearly equal, such as a measured "
           "slope, in a float, or beside something that is added";
}

void check_relative(const char *name, const Mat *got, const Mat *due,
                    double tolerance)
{
    char message[TEXT];
    for (size_t k = 0; k < mat_size(due); k++) {
        double g = got->data[k], d = due->data[k];
        size_t i = k / due->cols, j = k % due->cols;
        if (g == d || fabs(g - d) <= tolerance * fabs(d))
            continue;
        snprintf(message, sizeof message,
                 "%s: the entry in row %zu, column %zu is not exact", name, i,
                 j);
        fail_at(message, lost_digits(got, due), got, due, i, j);
    }
    forget();
}

void check_that(bool ok, const char *message, const char *details, ...)
{
    if (ok) {
        forget();
        return;
    }
    char text[TEXT];
    va_list args;
    va_start(args, details);
    int used = vsnprintf(text, sizeof text, details, args);
    va_end(args);
    const Mat none = {0};
    append_givens(text, used > 0 ? (size_t)used : 0, &none, 0, 0);
    fail(message, NULL, text);
}

static struct {
    double begin, loops, most;
    int usual; /* limit of a call */
} work;

double check_clock(void)
{
    return 1000.0 * (double)clock() / CLOCKS_PER_SEC;
}

/* In grading the work is done elsewhere: there the proxies see to the limit.
 */
void check_work_begins(double loops_ms)
{
    work.usual = check_call_ms;
    work.loops = loops_ms;
    work.most = fmax(check_call_ms / 4.0, 25 * loops_ms);
    check_call_ms = (int)work.most;
    work.begin = check_clock();
}

void check_work_ends(const char *message)
{
    double took = check_clock() - work.begin;
    check_call_ms = work.usual;
    check_that(took <= work.most, message,
               "it took %.0f ms, plain loops take %.0f ms", took, work.loops);
}

void check_shape_error(const char *shape, const char *other)
{
    char text[200], details[300];
    bool any = student_mat_error(text, sizeof text);
    snprintf(details, sizeof details, "the error was \"%s\"", text);
    if (!any)
        check_fail("no shape error was reported though the shapes differ",
                   "the shapes are not compared: ask mat_same() or "
                   "mat_shape() before writing, and return when they say no",
                   NULL);
    if (!strstr(text, shape) && !strstr(text, other))
        fail("the shape error names neither the shape that came nor the one "
             "that was due",
             NULL, details);
}

void check_no_shape_error(void)
{
    char text[200];
    if (student_mat_error(text, sizeof text))
        fail("a shape error was reported though the shapes fit", NULL, text);
}
