/* elementwise.h - what every function of single entries is asked. */
#ifndef TESTS_02_ELEMENTWISE_H
#define TESTS_02_ELEMENTWISE_H

#include "check.h"

typedef void (*MatFn)(const Mat *x, Mat *y);

/* How far a formula may be off, however it is written: the worst of the right
 * ones that we know is off by 3e-16. Measured slopes miss it, at any step and
 * extrapolated, too: the best that doubles give is 2e-15. */
static const double rounding = 1e-15;

/* f of every element of x: what is due, and what a mistake would give. */
static inline Mat each(const Mat *x, double (*f)(double))
{
    Mat y = mat_new(x->rows, x->cols);
    for (size_t i = 0; i < mat_size(x); i++)
        y.data[i] = (real)f(x->data[i]);
    return y;
}

static inline void suspect(const Mat *x, double (*wrong)(double),
                           const char *cause)
{
    Mat y = each(x, wrong);
    check_suspect(&y, cause);
    mat_free(&y);
}

/* A random matrix whose elements keep away from 0 and from whole numbers, of
 * both signs and on both sides of 1: what is wrong only there shows. */
static inline Mat off_zero(void)
{
    Mat x = check_random(check_size(2, 5), check_size(3, 6), 0.1, 0.9);
    for (size_t i = 0; i < mat_size(&x); i++)
        x.data[i] = (x.data[i] + (real)(i / 2 % 3)) * (i % 2 ? 1 : -1);
    return x;
}

/* What every function from a matrix to a matrix of the same shape owes. */
static inline void works_in_place(MatFn f, double (*due_of)(double))
{
    Mat x = off_zero(), due = each(&x, due_of), zero = mat_copy(&x);
    Mat apart = check_junk(x.rows, x.cols);
    f(&x, &apart);
    mat_fill(&zero, 0);
    f(&zero, &zero);
    if (mat_size(&x) && fabs(apart.data[0] - due.data[0]) < 1e-12 &&
        fabs(apart.data[1] - due.data[1]) < 1e-12)
        check_suspect(&zero, "the output is cleared before the input is "
                             "read: both may be the same matrix");
    check_given("x", &x);
    f(&x, &x);
    check_mat("x, used as output too", &x, &due, rounding);
}

/* One after the other in one process: nothing is kept of the shape before,
 * and thousands are more than a buffer of the student's own would hold. */
static inline void takes_every_shape(MatFn f, double (*due_of)(double),
                                     double tolerance)
{
    size_t rows[] = {1, 0, 3, 1, 5, 3, check_size(9, 12), 7, 0};
    size_t cols[] = {5, 4, 0, 1, 1, 7, check_size(121, 150), 3, 0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Mat x = check_random(rows[i], cols[i], 0.1, 4);
        for (size_t k = 0; k < mat_size(&x); k++)
            x.data[k] *= rng_below(check_rng(), 2) ? 1 : -1;
        Mat due = each(&x, due_of), y = check_junk(x.rows, x.cols);
        f(&x, &y);
        check_no_shape_error();
        check_mat(mat_size(&x) > 1000 ? "the output for thousands of elements"
                                      : "the output",
                  &y, &due, tolerance);
    }
}

static inline void minds_shapes(MatFn f)
{
    static const struct {
        size_t rows, cols;
        const char *text;
    } wrong[] = {{3, 2, "3 x 2"}, {2, 4, "2 x 4"}, {1, 3, "1 x 3"}};
    for (size_t i = 0; i < 3; i++) {
        Mat x = check_random(2, 3, -1, 1);
        Mat y = check_junk(wrong[i].rows, wrong[i].cols);
        Mat before = mat_copy(&y);
        f(&x, &y);
        check_shape_error("2 x 3", wrong[i].text);
        check_mat("the output after a shape error", &y, &before, 0);
    }
}

static inline double same(double x)
{
    return x;
}

static inline double nothing(double x)
{
    return 0 * x;
}

static const char integers[] =
    "0 times something: in C, 1 / 2 is 0, since both are integers; 1.0 / 2 "
    "is one half";

#endif
