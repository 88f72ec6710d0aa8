/* inputs.h - fresh labels, probabilities and sizes. */
#ifndef TESTS_06_INPUTS_H
#define TESTS_06_INPUTS_H

#include "check.h"
#include "naive.h"

static inline Mat scaled(const Mat *m, double factor)
{
    Mat s = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        s.data[i] *= factor;
    return s;
}

/* Labels that are neither all alike nor, from three classes on, without a
 * middle one. */
static inline Mat random_labels(size_t n, size_t classes)
{
    Mat labels = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        labels.data[i] = (real)check_size(0, classes - 1);
    size_t at = check_size(0, n - 1);
    labels.data[at] = (real)(classes - 1);
    labels.data[(at + 1) % n] = 0;
    if (n > 2)
        labels.data[(at + 2) % n] = (real)(classes / 2);
    return labels;
}

static inline Mat random_one_hot(size_t n, size_t classes)
{
    Mat labels = random_labels(n, classes), t = one_hot_of(&labels, classes);
    mat_free(&labels);
    return t;
}

static inline Mat random_probabilities(size_t n, size_t classes)
{
    Mat z = check_random(n, classes, -1.5, 1.5), p = naive_softmax(&z);
    mat_free(&z);
    return p;
}

/* Numbers of samples and classes that differ, so that one cannot stand for
 * the other, and neither divides by 1. */
typedef struct {
    size_t n, classes;
} Size;

static inline Size fresh_size(void)
{
    Size s = {check_size(3, 6), check_size(7, 11)};
    return s;
}

/* Sizes to be asked for one after the other: what was kept of one does not
 * do for the next, and the large ones are more than fits into a small buffer
 * of the student's own. */
enum { SIZES = 7 };

static inline Size size_of_call(size_t i)
{
    size_t many = check_size(1030, 1200);
    const Size sizes[SIZES] = {{1, 1},    {3, 2},    {5, 11}, {2, 33},
                               {many, 5}, {3, many}, {7, 3}};
    return sizes[i];
}

/* Probabilities of all magnitudes: two classes of each row share nearly all,
 * the others have 1e-9 to 1e-50. Fractions of 64, so that differences of
 * logits are exact. */
static inline Mat steep_logits(size_t n, size_t classes)
{
    Mat z = mat_new(n, classes);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < classes; c++) {
            bool high = c == i % classes || c == (i + 3) % classes;
            size_t low = high ? 0 : check_size(21, 114);
            AT(&z, i, c) = (real)check_size(0, 64) / 64 - (real)low;
        }
    return z;
}

static inline bool alike(const Mat *a, const Mat *b)
{
    for (size_t k = 0; k < mat_size(a); k++)
        if (a->data[k] != b->data[k])
            return false;
    return true;
}

#endif
