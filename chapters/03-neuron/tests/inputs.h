/* inputs.h - labels, sizes, and shapes that do not fit. */
#ifndef TESTS_03_INPUTS_H
#define TESTS_03_INPUTS_H

#include "check.h"

#include <string.h>

/* Labels of which at least one is 0 and, from two samples on, one is 1. */
static inline Mat random_labels(size_t n)
{
    Mat y = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        y.data[i] = check_uniform(0, 1) < 0.5;
    size_t at = check_size(0, n - 1);
    y.data[at] = 0;
    if (n > 1)
        y.data[(at + 1) % n] = 1;
    return y;
}

static inline Mat scaled(const Mat *m, double factor)
{
    Mat s = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        s.data[i] *= factor;
    return s;
}

/* A matrix of one number. */
static inline Mat single(double value)
{
    return mat_of(1, 1, &value);
}

/* More samples than fit into a small buffer of the student's own. */
static inline size_t many(void)
{
    return check_size(1030, 1200);
}

/* Sizes of batches that follow each other in one process, so that nothing is
 * kept of the size before. */
enum { SIZES = 5 };

static inline void odd_sizes(size_t sizes[SIZES])
{
    const size_t some[SIZES] = {3, many(), 1, 17, 2};
    memcpy(sizes, some, sizeof some);
}

/* Two that differ, in one number or in both; and two that are alike but no
 * columns. */
typedef struct {
    size_t rows[2], cols[2];
    const char *one, *other;
} Unfit;

static const Unfit unfit[] = {{{3, 4}, {1, 1}, "3 x 1", "4 x 1"},
                              {{4, 1}, {1, 4}, "4 x 1", "1 x 4"},
                              {{3, 3}, {1, 2}, "3 x 1", "3 x 2"},
                              {{3, 3}, {2, 2}, "3 x 2", "3 x 1"}};
enum { UNFIT = sizeof unfit / sizeof *unfit };

/* What a loss of two columns owes when they are none. */
static inline void minds_columns(double (*loss)(const Mat *, const Mat *))
{
    for (size_t i = 0; i < UNFIT; i++) {
        const Unfit *u = &unfit[i];
        Mat a = check_random(u->rows[0], u->cols[0], 0.2, 0.8);
        Mat y = mat_new(u->rows[1], u->cols[1]);
        double came = loss(&a, &y);
        check_shape_error(u->one, u->other);
        check_that(isnan(came), "a shape error has to return NaN", "came %g",
                   came);
    }
}

/* The same for a gradient, whose output may be the one that does not fit. */
static inline void minds_columns_and_output(void (*grad)(const Mat *,
                                                         const Mat *, Mat *))
{
    for (size_t i = 0; i < UNFIT; i++) {
        const Unfit *u = &unfit[i];
        Mat a = check_random(u->rows[0], u->cols[0], 0.2, 0.8);
        Mat y = mat_new(u->rows[1], u->cols[1]), fit = mat_new(a.rows, 1);
        Mat out = check_junk(a.rows, a.cols), before = mat_copy(&out);
        grad(&a, &y, &out);
        check_shape_error(u->one, u->other);
        check_mat("the gradient after a shape error", &out, &before, 0);
        if (u->cols[0] != 1)
            continue;
        Mat wrong = check_junk(u->rows[1], u->cols[1]);
        before = mat_copy(&wrong);
        grad(&a, &fit, &wrong);
        check_shape_error(u->one, u->other);
        check_mat("the gradient after a shape error", &wrong, &before, 0);
    }
}

#endif
