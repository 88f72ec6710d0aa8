/* activation.h - what both activation layers are asked. */
#ifndef TESTS_04_ACTIVATION_H
#define TESTS_04_ACTIVATION_H

#include "check.h"
#include "layer.h"

typedef void (*ActivationFn)(const Mat *seen, const Mat *dy, Mat *dx);

static inline void activation_in_place(ActivationFn f, const Mat *seen,
                                       const Mat *dy, const Mat *due)
{
    Mat both = mat_copy(dy), gone = mat_new(dy->rows, dy->cols);
    check_suspect(&gone, "dy is gone before it is read: dx may be dy itself");
    f(seen, &both, &both);
    check_mat("dx, written over dy,", &both, due, tiny);
}

static inline void activation_minds_shapes(ActivationFn f)
{
    Mat seen = check_random(2, 3, 0, 1), dy = check_random(3, 2, 0, 1);
    Mat dx = check_junk(2, 3), before = mat_copy(&dx), odd = check_junk(6, 1);
    f(&seen, &dy, &dx);
    check_shape_error("2 x 3", "3 x 2");
    check_mat("dx after a shape error", &dx, &before, 0);
    f(&dy, &seen, &dx);
    check_shape_error("2 x 3", "3 x 2");
    check_mat("dx after a shape error", &dx, &before, 0);
    before = mat_copy(&odd);
    f(&seen, &seen, &odd);
    check_shape_error("2 x 3", "6 x 1");
    check_mat("dx after a shape error", &odd, &before, 0);
}

/* Shapes in turn: small ones behind large ones, and odd numbers of elements.
 */
static inline void activation_takes_any_shape(ActivationFn f,
                                              double (*slope)(double seen))
{
    const size_t shapes[][2] = {{1, 1}, {3, 1},   {1, 7}, {2, 2},
                                {5, 3}, {37, 41}, {1, 2}, {1, 1301}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        size_t rows = shapes[s][0], cols = shapes[s][1];
        Mat seen = check_random(rows, cols, 0.05, 0.95);
        Mat dy = check_random(rows, cols, -3, 3), due = mat_copy(&dy);
        Mat dx = check_junk(rows, cols);
        for (size_t i = 0; i < mat_size(&seen); i++) {
            seen.data[i] *= slope(-1) == 0 && i % 2 ? -1 : 1;
            due.data[i] *= (real)slope(seen.data[i]);
        }
        f(&seen, &dy, &dx);
        check_mat("dx, when shapes take turns", &dx, &due, tiny);
        mat_free(&seen);
        mat_free(&dy);
        mat_free(&due);
        mat_free(&dx);
    }
}

#endif
