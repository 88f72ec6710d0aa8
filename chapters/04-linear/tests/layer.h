/* layer.h - a layer with its batch, and what is due of it. */
#ifndef TESTS_04_LAYER_H
#define TESTS_04_LAYER_H

#include "check.h"
#include "linear.h"

#include <stdio.h>

static const double tiny = 1e-11; /* what rounding may do to a short sum */

/* A layer with fresh parameters, and a batch for it. All four shapes differ,
 * so that nothing fits by accident. */
typedef struct {
    size_t n, in, out;
    Linear *l;
    Mat W, b, x, dy;
} Case;

static inline Linear *layer_of(size_t in, size_t out, const char *rule,
                               uint64_t seed)
{
    Linear *l = linear_new(in, out, rule, seed);
    if (!l)
        check_fail(
            "linear_new() returned NULL, so there is no layer to check",
            "linear_new() has to come first", NULL);
    return l;
}

static inline Case case_of(size_t n, size_t in, size_t out)
{
    Case c = {n, in, out, layer_of(in, out, "xavier", 1), {0}, {0}, {0}, {0}};
    c.W = check_random(in, out, -2, 2);
    c.b = check_random(1, out, -2, 2);
    c.x = check_random(n, in, -3, 3);
    c.dy = check_random(n, out, -2, 2);
    linear_set(c.l, &c.W, &c.b);
    return c;
}

static inline Case fresh_case(void)
{
    return case_of(check_size(3, 4), check_size(5, 6), check_size(7, 8));
}

static inline void case_free(Case *c)
{
    linear_free(c->l);
    mat_free(&c->W);
    mat_free(&c->b);
    mat_free(&c->x);
    mat_free(&c->dy);
}

/* The layer's parameters, as they are now. */
static inline void stays(const Case *c, const char *after)
{
    char name[80];
    Mat W = check_junk(c->in, c->out), b = check_junk(1, c->out);
    linear_get(c->l, &W, &b);
    snprintf(name, sizeof name, "W after %s", after);
    check_mat(name, &W, &c->W, 0);
    snprintf(name, sizeof name, "b after %s", after);
    check_mat(name, &b, &c->b, 0);
    mat_free(&W);
    mat_free(&b);
}

static inline Mat dx_of(const Case *c)
{
    Mat dx = mat_new(c->n, c->in);
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->in; k++) {
            long double sum = 0;
            for (size_t j = 0; j < c->out; j++)
                sum += (long double)AT(&c->dy, i, j) * AT(&c->W, k, j);
            AT(&dx, i, k) = (real)sum;
        }
    return dx;
}

static inline Mat dW_of(const Case *c)
{
    Mat dW = mat_new(c->in, c->out);
    for (size_t k = 0; k < c->in; k++)
        for (size_t j = 0; j < c->out; j++) {
            long double sum = 0;
            for (size_t i = 0; i < c->n; i++)
                sum += (long double)AT(&c->x, i, k) * AT(&c->dy, i, j);
            AT(&dW, k, j) = (real)sum;
        }
    return dW;
}

static inline Mat db_of(const Case *c)
{
    Mat db = mat_new(1, c->out);
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->out; j++)
            db.data[j] += AT(&c->dy, i, j);
    return db;
}

/* The same numbers, taken for a matrix with rows and columns exchanged:
 * element (i, j) is read where element (j, i) of a cols x rows matrix is. */
static inline Mat misread(const Mat *m)
{
    Mat wrong = mat_new(m->rows, m->cols);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            AT(&wrong, i, j) = m->data[j * m->rows + i];
    return wrong;
}

/* The transpose, its numbers written row by row into a matrix of m's shape.
 */
static inline Mat miswritten(const Mat *m)
{
    Mat wrong = mat_new(m->rows, m->cols);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            wrong.data[j * m->rows + i] = AT(m, i, j);
    return wrong;
}

static inline Mat sum_of(const Mat *a, const Mat *b)
{
    Mat sum = mat_copy(b);
    mat_add_scaled(1, a, &sum);
    return sum;
}

typedef struct {
    Mat dx, dW, db;
} Grads;

static inline Grads backward(const Case *c)
{
    Grads g = {check_junk(c->n, c->in), check_junk(c->in, c->out),
               check_junk(1, c->out)};
    linear_backward(c->l, &c->x, &c->dy, &g.dx);
    check_no_shape_error();
    linear_grad(c->l, &g.dW, &g.db);
    return g;
}

/* Compares each entry in units of the sum of its terms' sizes, which is what
 * rounding is measured by. */
static inline void check_closely(const char *name, const Mat *got,
                                 const Mat *due, const Mat *unit,
                                 double tolerance)
{
    Mat came = mat_copy(got), right = mat_copy(due);
    for (size_t i = 0; i < mat_size(due); i++) {
        came.data[i] /= unit->data[i];
        right.data[i] /= unit->data[i];
    }
    check_mat(name, &came, &right, tolerance);
    mat_free(&came);
    mat_free(&right);
}

#endif
