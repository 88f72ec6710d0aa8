/* products.c - every kernel against the definition of a product. The kernel
 * is chosen by KERNEL, once a process: unit.sh runs this once for each. */
#include "fence.h"

#include <float.h>
#include <sys/wait.h>

#define EPSILON (sizeof(real) == 4 ? FLT_EPSILON : DBL_EPSILON)

typedef enum { PLAIN, TN, NT } Form;

/* Sum and sum of sizes of the terms of c's element (i, j). */
static double element(Form form, const Mat *a, const Mat *b, size_t i,
                      size_t j, double *size)
{
    size_t depth = form == TN ? a->rows : a->cols;
    double sum = 0;
    *size = 0;
    for (size_t k = 0; k < depth; k++) {
        double term = (double)(form == TN ? AT(a, k, i) : AT(a, i, k)) *
                      (double)(form == NT ? AT(b, j, k) : AT(b, k, j));
        sum += term;
        *size += fabs(term);
    }
    return sum;
}

static void multiply(Form form, const Mat *a, const Mat *b, Mat *c)
{
    if (form == PLAIN)
        mat_mul(a, b, c);
    else if (form == TN)
        mat_mul_tn(a, b, c);
    else
        mat_mul_nt(a, b, c);
}

/* c (n x m) with k terms, all three matrices at a fence. */
static void try(Form form, size_t n, size_t k, size_t m, bool before)
{
    Rng rng = rng_new(n * 1000003 + k * 1009 + m);
    Mat a =
        form == TN ? fenced(&rng, k, n, before) : fenced(&rng, n, k, before);
    Mat b =
        form == NT ? fenced(&rng, m, k, before) : fenced(&rng, k, m, before);
    Mat c = fenced(&rng, n, m, before);
    char error[160];
    multiply(form, &a, &b, &c);
    cr_assert(!mat_error(error, sizeof error), "%s", error);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double size, due = element(form, &a, &b, i, j, &size);
            double off = fabs((double)AT(&c, i, j) - due);
            cr_assert(off <= (double)(k + 1) * EPSILON * size,
                      "%s form %d, %zu x %zu x %zu at %zu, %zu: %g off",
                      mat_kernel(), form, n, k, m, i, j, off);
        }
    unfence(&a);
    unfence(&b);
    unfence(&c);
}

Test(products, agree_with_the_definition_in_every_small_shape, .timeout = 120)
{
    for (int form = PLAIN; form <= NT; form++)
        for (size_t n = 0; n <= 14; n++)
            for (size_t m = 0; m <= 14; m++)
                for (size_t k = 0; k <= 3; k++)
                    try((Form)form, n, k, m, (n + m) % 2);
}

Test(products, agree_with_the_definition_around_the_tiles, .timeout = 120)
{
    static const size_t rows[] = {1, 7, 8, 9, 12, 17, 64};
    static const size_t cols[] = {1, 10, 15, 16, 17, 31, 32, 33, 65, 128};
    static const size_t depths[] = {1, 5, 64, 255, 256, 257, 513};
    for (int form = PLAIN; form <= NT; form++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            for (size_t j = 0; j < sizeof cols / sizeof *cols; j++)
                for (size_t k = 0; k < sizeof depths / sizeof *depths; k++)
                    try((Form)form, rows[i], depths[k], cols[j], (i + j) % 2);
}

Test(products, agree_with_the_definition_in_random_shapes, .timeout = 120)
{
    Rng rng = rng_new(7);
    for (int i = 0; i < 300; i++)
        try((Form)rng_below(&rng, 3), (size_t)rng_below(&rng, 70),
            (size_t)rng_below(&rng, 300), (size_t)rng_below(&rng, 140),
            i % 2);
}

Test(products, repeat_to_the_last_bit, .timeout = 20)
{
    Rng rng = rng_new(3);
    Mat a = mat_new(61, 700), b = mat_new(700, 75);
    Mat c = mat_new(61, 75), again = mat_new(61, 75);
    rng_fill(&rng, -1, 1, &a);
    rng_fill(&rng, -1, 1, &b);
    mat_mul(&a, &b, &c);
    mat_mul(&a, &b, &again);
    cr_assert(memcmp(c.data, again.data, mat_size(&c) * sizeof(real)) == 0);
}

Test(products, are_the_same_to_the_last_bit_for_any_number_of_threads,
     .timeout = 60)
{
    Rng rng = rng_new(9);
    Mat a = mat_new(60, 1100), b = mat_new(1100, 270);
    Mat c = mat_new(60, 270), due = mat_new(60, 270);
    rng_fill(&rng, -1, 1, &a);
    rng_fill(&rng, -1, 1, &b);
    mat_mul(&a, &b, &due);
    for (size_t n = 2; n <= 9; n++)
        for (int times = 0; times < 5; times++) {
            mat_threads(times % 3 ? n : 1);
            mat_fill(&c, NAN);
            mat_mul(&a, &b, &c);
            cr_assert(memcmp(c.data, due.data, mat_size(&c) * sizeof(real)) ==
                      0);
        }
}

Test(products, are_right_in_a_child_that_has_no_threads_yet, .timeout = 20)
{
    Mat a = mat_new(300, 300), c = mat_new(300, 300);
    mat_fill(&a, 1);
    mat_threads(3);
    mat_mul(&a, &a, &c);
    pid_t child = fork();
    if (child == 0) {
        mat_fill(&c, 0);
        mat_mul(&a, &a, &c);
        _exit(c.data[299] == 300 ? 0 : 1);
    }
    int status = -1;
    cr_assert(waitpid(child, &status, 0) == child && status == 0);
}

Test(products, name_both_shapes_and_leave_the_output_alone)
{
    Rng rng = rng_new(3);
    Mat a = mat_new(2, 3), b = mat_new(4, 5), c = fenced(&rng, 2, 5, false);
    Mat before = mat_copy(&c);
    char error[160];
    for (int form = PLAIN; form <= NT; form++) {
        multiply((Form)form, &a, &b, &c);
        cr_assert(mat_error(error, sizeof error));
        cr_assert(strstr(error, "2 x 3") && strstr(error, "4 x 5"), "%s",
                  error);
        cr_assert(memcmp(c.data, before.data, mat_size(&c) * sizeof(real)) ==
                  0);
    }
}

Test(products, spread_what_is_not_a_number_no_further_than_its_row)
{
    Mat a = mat_new(9, 20), b = mat_new(20, 33), c = mat_new(9, 33);
    mat_fill(&a, 1);
    mat_fill(&b, 1);
    AT(&a, 8, 3) = NAN;
    mat_mul(&a, &b, &c);
    for (size_t i = 0; i < mat_size(&c); i++)
        cr_assert((bool)isnan(c.data[i]) == (i / 33 == 8));
}
