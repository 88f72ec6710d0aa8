/* patients.c - eight ways to get a backward pass wrong. Reading on spoils
 * the hunt: which patient has which bug is another matter for each student,
 * but what the bugs look like is shown here. */
#include "patients.h"

#include "rng.h"

#include <stdio.h>

static void right(const Mat *x, const Mat *W, const Mat *dy, Mat *dx, Mat *dW,
                  Mat *db)
{
    mat_mul_nt(dy, W, dx);
    mat_mul_tn(x, dy, dW);
    mat_column_sums(dy, db);
}

static void times(double factor, Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] *= (real)factor;
}

/* The transpose of m, written into m's shape row by row. */
static void scramble(Mat *m)
{
    Mat old = mat_copy(m);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            m->data[j * m->rows + i] = AT(&old, i, j);
    mat_free(&old);
}

static void last_row(const Mat *dy, Mat *db)
{
    for (size_t j = 0; j < dy->cols; j++)
        db->data[j] = AT(dy, dy->rows - 1, j);
}

static void without_dy(const Mat *x, Mat *dW)
{
    Mat sums = mat_new(1, x->cols);
    mat_column_sums(x, &sums);
    for (size_t i = 0; i < mat_size(dW); i++)
        dW->data[i] = sums.data[i / dW->cols];
    mat_free(&sums);
}

static void after_a_step(const Mat *W, const Mat *dW, const Mat *dy, Mat *dx)
{
    Mat moved = mat_copy(W);
    mat_add_scaled(-0.1, dW, &moved);
    mat_mul_nt(dy, &moved, dx);
    mat_free(&moved);
}

void patient_backward(size_t bug, const Mat *x, const Mat *W, const Mat *dy,
                      Mat *dx, Mat *dW, Mat *db)
{
    double n = (double)x->rows;
    right(x, W, dy, dx, dW, db);
    switch (bug) {
    case 1:
        times(1 / n, dW);
        break;
    case 2:
        last_row(dy, db);
        break;
    case 3:
        times(-1, dx);
        break;
    case 4:
        scramble(dW);
        break;
    case 5:
        after_a_step(W, dW, dy, dx);
        break;
    case 6:
        times(1 / n, db);
        break;
    case 7:
        without_dy(x, dW);
        break;
    case 8:
        mat_fill(db, n);
        break;
    }
}

void patients_of(const char *id, size_t bugs[PATIENTS])
{
    char text[300];
    size_t order[PATIENT_BUGS];
    snprintf(text, sizeof text, "bug_hunt:%s", id);
    Rng rng = rng_new(rng_seed_of(text));
    for (size_t i = 0; i < PATIENT_BUGS; i++)
        order[i] = i + 1;
    rng_shuffle(&rng, order, PATIENT_BUGS);
    for (size_t i = 0; i < PATIENTS; i++)
        bugs[i] = order[i];
}
