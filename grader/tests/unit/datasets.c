/* datasets.c - what loaders load becomes the right matrices; parts never
 * overlap; stand-ins are as hard as they were when they were measured. */
#include "fence.h"
#include "standin.h"

#include <stdlib.h>

/* From bytes to matrices */

static Data small(void)
{
    static const uint8_t bytes[] = {0,   10,  20, 30, 200, 200,
                                    200, 200, 10, 50, 0,   255};
    static const uint8_t marks[] = {1, 0, 2};
    return (Data){"small", 3, 4, 3, 2, 1, 2, bytes, marks, NULL, NULL};
}

Test(gather, scales_by_channel_and_in_the_order_asked)
{
    Data d = small();
    Scale s = {.channels = 2, .mean = {10, 20}, .deviation = {10, 5}};
    const size_t index[] = {2, 0};
    Mat x = mat_new(2, 4);
    static const double due[] = {0, 4, -4, 47, -1, 0, 0, 2};
    data_gather(&d, &s, index, &x);
    for (size_t i = 0; i < 8; i++)
        cr_assert(fabs((double)x.data[i] - due[i]) < 1e-6);
    s = scale_unit(&d);
    data_gather(&d, &s, index, &x);
    cr_assert(AT(&x, 0, 3) == 1 && AT(&x, 1, 0) == 0);
    cr_assert(AT(&x, 0, 1) == (real)50 / (real)255);
}

Test(gather, standardises_with_the_pictures_chosen_only)
{
    Data d = small();
    const size_t chosen[] = {2, 0};
    Scale s = scale_standard(&d, chosen, 2);
    Mat x = mat_new(2, 4);
    cr_assert(s.channels == 2 && fabs(s.mean[0] - 17.5) < 1e-12);
    data_gather(&d, &s, chosen, &x);
    for (size_t c = 0; c < 2; c++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < 4; i++) {
            double v = (double)AT(&x, i / 2, 2 * c + i % 2);
            sum += v;
            squares += v * v;
        }
        cr_assert(fabs(sum) < 1e-5 && fabs(squares - 4) < 1e-5);
    }
    const size_t same[] = {1};
    s = scale_standard(&d, same, 1); /* a channel that never changes */
    cr_assert(s.mean[0] == 200 && s.deviation[0] == 1);
}

Test(gather, makes_labels_and_one_hot_rows)
{
    Data d = small();
    const size_t index[] = {2, 0, 0};
    Mat y = mat_new(3, 1), hot = mat_new(3, 3);
    mat_fill(&hot, 9);
    data_labels(&d, index, &y);
    data_one_hot(&d, index, &hot);
    cr_assert(y.data[0] == 2 && y.data[1] == 1 && y.data[2] == 1);
    static const int due[] = {0, 0, 1, 0, 1, 0, 0, 1, 0};
    for (size_t i = 0; i < 9; i++)
        cr_assert(hot.data[i] == (real)due[i]);
}

Test(gather, names_a_wrong_shape)
{
    Data d = small();
    Scale s = scale_unit(&d);
    const size_t index[] = {0};
    Mat x = mat_new(1, 5);
    char error[160];
    data_gather(&d, &s, index, &x);
    cr_assert(mat_error(error, sizeof error));
    cr_assert_str_eq(error, "data_gather: expected 1 x 4, got 1 x 5");
}

Test(parts, views_share_and_do_not_own)
{
    Data d = small(), view = data_view(&d, 1, 2);
    cr_assert(view.count == 2 && view.bytes == d.bytes + 4);
    cr_assert(view.labels[0] == 0 && view.owned == NULL);
    data_free(&view);
    cr_assert(d.labels[1] == 0);
}

Test(parts, training_and_validation_are_disjoint_and_complete)
{
    enum { COUNT = 1000, HELD = 200 };
    size_t order[COUNT], again[COUNT], other[COUNT], moved = 0;
    bool seen[COUNT] = {false};
    data_split(3, COUNT, order);
    data_split(3, COUNT, again);
    data_split(4, COUNT, other);
    cr_assert(memcmp(order, again, sizeof order) == 0);
    cr_assert(memcmp(order, other, sizeof order) != 0);
    for (size_t i = 0; i < COUNT; i++) {
        cr_assert(order[i] < COUNT && !seen[order[i]]);
        seen[order[i]] = true;
        moved += i >= COUNT - HELD && order[i] < COUNT - HELD;
    }
    cr_assert(moved > HELD / 2); /* not just the last ones */
}

/* Stand-ins */

static size_t compared; /* bytes */

static int by_content(const void *a, const void *b)
{
    return memcmp(*(const uint8_t *const *)a, *(const uint8_t *const *)b,
                  compared);
}

/* No picture occurs twice, within a part or in both. */
static void all_different(const Data *train, const Data *test)
{
    size_t n = train->count + test->count;
    const uint8_t **all = malloc(n * sizeof *all);
    compared = train->features;
    for (size_t i = 0; i < n; i++)
        all[i] = i < train->count
                     ? train->bytes + i * train->features
                     : test->bytes + (i - train->count) * test->features;
    qsort(all, n, sizeof *all, by_content);
    for (size_t i = 1; i < n; i++)
        cr_assert(by_content(&all[i - 1], &all[i]) != 0);
    free(all);
}

Test(standin, never_shows_a_training_picture_in_the_test, .timeout = 60)
{
    Data train, test;
    setenv("DATASETS", "none", 1);
    cr_assert(data_mnist(DATA_TRAIN, &train) && data_mnist(DATA_TEST, &test));
    all_different(&train, &test);
    cr_assert(data_cifar(DATA_TRAIN, &train) && data_cifar(DATA_TEST, &test));
    all_different(&train, &test);
}

Test(standin, grows_training_and_test_digits_from_different_halves)
{
    enum { COUNT = 500 };
    static uint8_t pixels[COUNT * 784], marks[COUNT];
    size_t source[COUNT];
    cr_assert(standin_digits(DATA_TRAIN, COUNT, pixels, marks, source));
    for (size_t i = 0; i < COUNT; i++)
        cr_assert(source[i] < 898);
    cr_assert(standin_digits(DATA_TEST, COUNT, pixels, marks, source));
    for (size_t i = 0; i < COUNT; i++)
        cr_assert(source[i] >= 898 && source[i] < 1797);
}

Test(standin, has_about_as_many_pictures_of_each_class)
{
    Data sets[2];
    setenv("DATASETS", "none", 1);
    cr_assert(data_mnist(DATA_TRAIN, &sets[0]));
    cr_assert(data_cifar(DATA_TRAIN, &sets[1]));
    for (int s = 0; s < 2; s++) {
        size_t seen[10] = {0};
        for (size_t i = 0; i < sets[s].count; i++)
            seen[sets[s].labels[i]]++;
        for (int c = 0; c < 10; c++)
            cr_assert(seen[c] > 850 && seen[c] < 1150, "%d: %zu", c, seen[c]);
    }
}

/* Thresholds were measured on exactly these pictures. Who changes them
 * gives STANDIN_DIR another number, measures again, and enters the new
 * digests here. */
Test(standin, is_the_one_that_was_measured)
{
    static const char *const due[4] = {
        "fb096376fd9b85bf7278bed902b9ebb5cd324731a3ddb27a8d650a454a5e5c12",
        "e240adf877674ee9597c12c66ce0481a0d5fe132c4b52b520b3a6eb6b146be75",
        "5a677b1cd84f0b95bb570a2bf3ccd7f99d51494744e3c242d843caf78b394e10",
        "e664e31ff13d27da03ceef7bdb6b53a486e9b9c81c6064bfba69b3cab80569c1"};
    Data d;
    char hex[65];
    setenv("DATASETS", "none", 1);
    for (int i = 0; i < 4; i++) {
        DataPart part = i % 2 ? DATA_TEST : DATA_TRAIN;
        cr_assert(i < 2 ? data_mnist(part, &d) : data_cifar(part, &d));
        data_digest(&d, hex);
        cr_assert_str_eq(hex, due[i]);
        data_free(&d);
    }
}
