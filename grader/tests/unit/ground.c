/* ground.c - the ground besides products: random numbers, shapes and their
 * errors, gradient checks, tables. */
#include "csv.h"
#include "fence.h"
#include "gradcheck.h"

#include <sys/stat.h>

/* The sequences are those of the authors' own programs: splitmix64 started
 * at 1234567, and xoshiro256** with state 1, 2, 3, 4. */
Test(rng, starts_as_splitmix64_does)
{
    static const uint64_t due[4] = {
        6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
        4593380528125082431u};
    Rng rng = rng_new(1234567);
    for (int i = 0; i < 4; i++)
        cr_assert(rng.s[i] == due[i]);
}

Test(rng, goes_on_as_xoshiro256_starstar_does)
{
    static const uint64_t due[10] = {11520,
                                     0,
                                     1509978240,
                                     1215971899390074240u,
                                     1216172134540287360u,
                                     607988272756665600u,
                                     16172922978634559625u,
                                     8476171486693032832u,
                                     10595114339597558777u,
                                     2904607092377533576u};
    Rng rng = {{1, 2, 3, 4}};
    for (int i = 0; i < 10; i++)
        cr_assert(rng_next(&rng) == due[i], "number %d", i);
}

Test(rng, hashes_text_as_fnv_1a_does)
{
    cr_assert(rng_seed_of("") == 0xcbf29ce484222325u);
    cr_assert(rng_seed_of("a") == 0xaf63dc4c8601ec8cu);
    cr_assert(rng_seed_of("foobar") == 0x85944171f73967e8u);
}

Test(rng, is_uniform_and_normal_enough)
{
    enum { N = 200000 };
    Rng rng = rng_new(5);
    double sum = 0, squares = 0, normal = 0, normal_squares = 0;
    for (int i = 0; i < N; i++) {
        double u = rng_uniform(&rng, -1, 3), z = rng_normal(&rng);
        cr_assert(u >= -1 && u < 3);
        sum += u;
        squares += (u - 1) * (u - 1);
        normal += z;
        normal_squares += z * z;
    }
    cr_assert(fabs(sum / N - 1) < 0.02 && fabs(squares / N - 4. / 3) < 0.02);
    cr_assert(fabs(normal / N) < 0.02 && fabs(normal_squares / N - 1) < 0.02);
}

Test(rng, draws_below_a_bound_without_favour)
{
    enum { N = 90000 };
    size_t seen[9] = {0};
    Rng rng = rng_new(6);
    for (int i = 0; i < N; i++)
        seen[rng_below(&rng, 9)]++; /* 9 or more would be out of bounds */
    for (int i = 0; i < 9; i++)
        cr_assert(fabs((double)seen[i] - N / 9.) < 600); /* 6 deviations */
}

Test(rng, shuffles_into_every_permutation)
{
    size_t seen[6] = {0};
    Rng rng = rng_new(7);
    for (int i = 0; i < 6000; i++) {
        size_t index[3] = {0, 1, 2};
        rng_shuffle(&rng, index, 3);
        cr_assert(index[0] + index[1] + index[2] == 3 &&
                  index[0] != index[1] && index[1] != index[2]);
        seen[2 * index[0] + (index[1] > index[2])]++;
    }
    for (int i = 0; i < 6; i++)
        cr_assert(seen[i] > 800 && seen[i] < 1200);
    rng_shuffle(&rng, NULL, 0);
}

/* Element by element, at a fence */

static void try_rows(size_t n, size_t m)
{
    Rng rng = rng_new(n * 100 + m);
    Mat x = fenced(&rng, n, m, n % 2), y = fenced(&rng, n, m, m % 2);
    Mat row = fenced(&rng, 1, m, false), sums = fenced(&rng, 1, m, false);
    Mat before = mat_copy(&y);
    mat_add_scaled(2, &x, &y);
    for (size_t i = 0; i < n * m; i++)
        cr_assert(fabs((double)(y.data[i] - before.data[i] - 2 * x.data[i])) <
                  1e-6);
    mat_assign(&x, &y);
    mat_add_row(&row, &y);
    mat_column_sums(&y, &sums);
    for (size_t j = 0; j < m; j++) {
        double due = 0;
        for (size_t i = 0; i < n; i++)
            due += (double)AT(&x, i, j) + (double)row.data[j];
        cr_assert(fabs((double)sums.data[j] - due) < 1e-4);
    }
    mat_free(&before);
    unfence(&x);
    unfence(&y);
    unfence(&row);
    unfence(&sums);
}

Test(mat, adds_and_sums_without_leaving_the_matrix)
{
    for (size_t n = 0; n < 40; n += n < 5 ? 1 : 7)
        for (size_t m = 0; m < 40; m++)
            try_rows(n, m);
}

Test(mat, names_both_shapes_and_keeps_the_first_error)
{
    Mat a = mat_new(2, 3), b = mat_new(4, 5);
    char text[160];
    mat_fill(&b, 7);
    mat_add_scaled(1, &a, &b);
    mat_assign(&b, &a);
    cr_assert(mat_error(text, sizeof text));
    cr_assert_str_eq(text, "mat_add_scaled: 2 x 3 does not match 4 x 5");
    cr_assert(!mat_error(text, sizeof text));
    cr_assert_str_eq(text, "");
    for (size_t i = 0; i < mat_size(&b); i++)
        cr_assert(b.data[i] == 7);
    mat_add_row(&a, &b);
    cr_assert(mat_error(text, sizeof text));
    cr_assert_str_eq(text, "mat_add_row: expected 1 x 5, got 2 x 3");
}

Test(mat, frees_twice_and_copies_the_empty)
{
    Mat m = mat_new(3, 3), none = mat_new(0, 7);
    Mat copy = mat_copy(&none);
    mat_free(&m);
    mat_free(&m);
    cr_assert(m.rows == 0 && m.data == NULL);
    cr_assert(copy.cols == 7 && copy.data == NULL);
}

/* Gradient checks */

static double cubes(void *context)
{
    const Mat *x = context;
    double sum = 0;
    for (size_t i = 0; i < mat_size(x); i++)
        sum += (double)x->data[i] * (double)x->data[i] * (double)x->data[i];
    return sum;
}

Test(gradcheck, finds_the_wrong_entry_and_puts_x_back,
     .disabled = sizeof(real) != sizeof(double))
{
    Rng rng = rng_new(8);
    Mat x = mat_new(3, 4), dx = mat_new(3, 4);
    rng_fill(&rng, 1, 2, &x);
    Mat before = mat_copy(&x);
    for (size_t i = 0; i < 12; i++)
        dx.data[i] = 3 * x.data[i] * x.data[i];
    cr_assert(gradcheck_all(cubes, &x, &x, &dx, 1e-5).error < 1e-8);
    AT(&dx, 1, 2) *= -1;
    GradCheck all = gradcheck_all(cubes, &x, &x, &dx, 1e-5);
    cr_assert(all.row == 1 && all.col == 2 && fabs(all.error - 1) < 1e-8);
    GradCheck some = gradcheck_sampled(cubes, &x, &x, &dx, 1e-5, 200, &rng);
    cr_assert(some.row == 1 && some.col == 2);
    AT(&dx, 2, 0) = NAN;
    cr_assert(isnan(gradcheck_all(cubes, &x, &x, &dx, 1e-5).error));
    cr_assert(memcmp(x.data, before.data, 12 * sizeof(real)) == 0);
}

/* Tables */

static void in_scratch(char dir[64])
{
    strcpy(dir, "/tmp/unit-XXXXXX");
    cr_assert(mkdtemp(dir));
}

Test(csv, appears_whole_or_not_at_all)
{
    char dir[64], path[100], text[64] = "";
    Csv csv;
    in_scratch(dir);
    snprintf(path, sizeof path, "%s/a.csv", dir);
    cr_assert(csv_open(dir, "a.csv", "key", "x,y", &csv));
    csv_row(&csv, "%d,%d", 1, 2);
    cr_assert(access(path, F_OK) != 0);
    cr_assert(csv_close(&csv));
    FILE *file = fopen(path, "r");
    cr_assert(file && fread(text, 1, sizeof text - 1, file) > 0);
    cr_assert_str_eq(text, "# key\nx,y\n1,2\n");
    fclose(file);
    remove(path);
    cr_assert(rmdir(dir) == 0); /* nothing else was left there */
}

Test(csv, keeps_the_old_table_when_the_new_one_cannot_be_written)
{
    char dir[64], path[100];
    Csv csv;
    in_scratch(dir);
    snprintf(path, sizeof path, "%s/a.csv", dir);
    cr_assert(csv_open(dir, "a.csv", NULL, "old", &csv) && csv_close(&csv));
    snprintf(path, sizeof path, "%s/a.csv.part", dir);
    cr_assert(symlink("/dev/full", path) == 0);
    cr_assert(csv_open(dir, "a.csv", NULL, "new", &csv));
    cr_assert(!csv_close(&csv));
    snprintf(path, sizeof path, "%s/a.csv", dir);
    struct stat old;
    cr_assert(stat(path, &old) == 0 && old.st_size == 4);
    remove(path);
    cr_assert(rmdir(dir) == 0);
}

Test(csv, says_when_there_is_no_such_folder)
{
    Csv csv;
    cr_assert(!csv_open("/tmp/no/such/folder", "a.csv", NULL, "x", &csv));
    csv_row(&csv, "%d", 1);
    cr_assert(!csv_close(&csv));
}
