/* mat.c - the matrix: life, shapes, errors. The products are in product.c. */
#include "mat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char MAT_ABI_NAME(REAL) = 1;

static char shape_error[160]; /* "" when there is none */

Mat mat_new(size_t rows, size_t cols)
{
    Mat m = {rows, cols, NULL};
    if (rows == 0 || cols == 0)
        return m;
    if (cols <= SIZE_MAX / sizeof(real) / rows)
        m.data = calloc(rows * cols, sizeof(real));
    if (!m.data) {
        fprintf(stderr, "no memory for a matrix of %zu x %zu\n", rows, cols);
        exit(EXIT_FAILURE);
    }
    return m;
}

Mat mat_copy(const Mat *m)
{
    Mat copy = mat_new(m->rows, m->cols);
    mat_assign(m, &copy);
    return copy;
}

Mat mat_of(size_t rows, size_t cols, const double *values)
{
    Mat m = mat_new(rows, cols);
    for (size_t i = 0; i < rows * cols; i++)
        m.data[i] = (real)values[i];
    return m;
}

void mat_resize(Mat *m, size_t rows, size_t cols)
{
    if (mat_size(m) != rows * cols) {
        mat_free(m);
        *m = mat_new(rows, cols);
    }
    m->rows = rows;
    m->cols = cols;
}

void mat_free(Mat *m)
{
    free(m->data);
    *m = (Mat){0};
}

void mat_fill(Mat *m, double value)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] = (real)value;
}

void mat_assign(const Mat *from, Mat *to)
{
    if (!mat_same("mat_assign", from, to) || mat_size(from) == 0)
        return;
    memmove(to->data, from->data, mat_size(from) * sizeof(real));
}

void mat_add_scaled(double a, const Mat *x, Mat *y)
{
    if (!mat_same("mat_add_scaled", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] += (real)a * x->data[i];
}

/* to += from, both `n` long: the form that compilers vectorise. */
static void add(size_t n, const real *from, real *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] += from[i];
}

void mat_add_row(const Mat *row, Mat *m)
{
    if (!mat_shape("mat_add_row", row, 1, m->cols))
        return;
    for (size_t i = 0; i < m->rows; i++)
        add(m->cols, row->data, &AT(m, i, 0));
}

void mat_column_sums(const Mat *m, Mat *sums)
{
    if (!mat_shape("mat_column_sums", sums, 1, m->cols))
        return;
    mat_fill(sums, 0);
    for (size_t i = 0; i < m->rows; i++)
        add(m->cols, &AT(m, i, 0), sums->data);
}

bool mat_mismatch(const char *where, const Mat *a, const Mat *b)
{
    if (!*shape_error)
        snprintf(shape_error, sizeof shape_error,
                 "%s: %zu x %zu does not match %zu x %zu", where, a->rows,
                 a->cols, b->rows, b->cols);
    return false;
}

bool mat_same(const char *where, const Mat *a, const Mat *b)
{
    return (a->rows == b->rows && a->cols == b->cols) ||
           mat_mismatch(where, a, b);
}

bool mat_shape(const char *where, const Mat *m, size_t rows, size_t cols)
{
    if (m->rows == rows && m->cols == cols)
        return true;
    if (!*shape_error)
        snprintf(shape_error, sizeof shape_error,
                 "%s: expected %zu x %zu, got %zu x %zu", where, rows, cols,
                 m->rows, m->cols);
    return false;
}

bool mat_error(char *text, size_t size)
{
    bool any = *shape_error != '\0';
    if (size > 0)
        snprintf(text, size, "%s", shape_error);
    *shape_error = '\0';
    return any;
}
