/* Checks of softmax. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"
#include "sheet.h"
#include "suspects.h"

#include <string.h>

static Mat exponentials(const Mat *z)
{
    Mat e = mat_copy(z);
    for (size_t k = 0; k < mat_size(z); k++)
        e.data[k] = exp(z->data[k]);
    return e;
}

static double sum_of(const Mat *m)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++)
        sum += m->data[k];
    return sum;
}

static void suspect_normalisation(const Mat *z)
{
    Mat e = exponentials(z), whole = scaled(&e, 1 / sum_of(&e));
    Mat sums = mat_new(1, z->cols), column = mat_copy(&e);
    mat_column_sums(&e, &sums);
    for (size_t i = 0; i < e.rows; i++)
        for (size_t c = 0; c < e.cols; c++)
            AT(&column, i, c) /= sums.data[c];
    check_suspect(&column, "each column is divided by its sum: a sample is a "
                           "row, so the sum goes along the row");
    check_suspect(&whole, "everything is divided by the sum of the whole "
                          "matrix: each row has a sum of its own");
    check_suspect(&e, "the exponentials are not divided by their sum");
    Mat tops = mat_copy(&e), halves = mat_copy(&e), mixed = mat_copy(&e);
    Mat carried = mat_copy(&e), shortened = mat_copy(&e);
    double total = 0;
    for (size_t i = 0; i < e.rows; i++) {
        double sum = 0, plain = 0, top = exp(row_max(z, i));
        for (size_t c = 0; c < e.cols; c++) {
            sum += AT(&e, i, c);
            plain += AT(z, i, c);
        }
        for (size_t c = 0; c < e.cols; c++) {
            AT(&tops, i, c) = exp(AT(z, i, c) - row_max(z, i));
            AT(&mixed, i, c) = AT(&tops, i, c) / sum;
            AT(&halves, i, c) = AT(z, i, c) / plain;
            AT(&shortened, i, c) /= sum - AT(&e, i, e.cols - 1);
        }
        total += sum / top;
        for (size_t c = 0; c < e.cols; c++)
            AT(&carried, i, c) /= top * total;
    }
    check_suspect(&carried,
                  "the sum goes on from row to row: each row starts "
                  "from zero");
    check_suspect(&shortened, "the last class is left out of the sum");
    check_suspect(&tops, "the exponentials are not divided by their sum");
    check_suspect(&mixed, "the maximum is subtracted above the fraction line "
                          "and not below it: the sum needs it too");
    check_suspect(&halves, "the logits are divided by their sum: the "
                           "exponentials have to be");
}

static void suspect_functions(const Mat *z)
{
    Mat minus = scaled(z, -1), wrong = naive_softmax(&minus);
    check_suspect(&wrong, "the sign of the exponent is the other way round: "
                          "the greatest logit has to get the greatest "
                          "probability");
    Mat again = naive_softmax(z), second = naive_softmax(&again);
    check_suspect(&second, twice);
    Mat single = mat_copy(z), powers = scaled(z, log(2));
    for (size_t k = 0; k < mat_size(z); k++)
        single.data[k] = sigma(z->data[k]);
    check_suspect(&single, "this is the sigmoid of each entry: the entries "
                           "of a row have to share one sum");
    wrong = naive_softmax(&powers);
    check_suspect(&wrong, "these are powers of 2: the softmax takes powers "
                          "of e, exp() in C");
}

Test(softmax, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat z = check_random(s.n, s.classes, -3, 3), due = naive_softmax(&z);
    Mat p = check_junk(s.n, s.classes), junk = mat_copy(&p);
    check_given("z", &z);
    suspect_normalisation(&z);
    suspect_functions(&z);
    check_suspect(&junk, "p has not been written");
    softmax(&z, &p);
    check_no_shape_error();
    check_mat("p", &p, &due, tiny);
}

Test(softmax, agrees_with_the_table_in_the_chapter)
{
    Mat z = mat_of(1, 3, sheet_z), due = mat_of(1, 3, sheet_p);
    Mat p = check_junk(1, 3);
    check_given("z", &z);
    softmax(&z, &p);
    check_mat("p", &p, &due, 1e-5);
}

static const char one_max[] =
    "the maximum is that of the whole batch: a row far below it underflows "
    "to 0/0, so each row needs a maximum of its own";

static const char first_max[] =
    "the maximum of the first row is used for all: each row has its own";
static const char added_max[] = "the maximum is added to the logits: it has "
                                "to be subtracted";

/* Row by row, what is subtracted by mistake. */
typedef enum { NOTHING, OF_ALL, OF_FIRST, NOT_BELOW_0, ADDED } WrongMax;

static Mat softmax_by(const Mat *z, WrongMax mistake)
{
    Mat p = mat_copy(z);
    double all = -INFINITY;
    for (size_t i = 0; i < z->rows; i++)
        all = fmax(all, row_max(z, i));
    for (size_t i = 0; i < z->rows; i++) {
        double own = row_max(z, i);
        double by = mistake == NOTHING       ? 0
                    : mistake == OF_ALL      ? all
                    : mistake == OF_FIRST    ? row_max(z, 0)
                    : mistake == NOT_BELOW_0 ? fmax(own, 0)
                                             : -own;
        Mat row = {1, z->cols, &AT(z, i, 0)}, q = shifted_softmax(&row, by);
        memcpy(&AT(&p, i, 0), q.data, z->cols * sizeof(real));
        mat_free(&q);
    }
    return p;
}

static void suspect_maxima(const Mat *z)
{
    static const char *const causes[] = {no_max, one_max, first_max, zero_max,
                                         added_max};
    for (WrongMax i = NOTHING; i <= ADDED; i++) {
        Mat wrong = softmax_by(z, i);
        check_suspect(&wrong, causes[i]);
        mat_free(&wrong);
    }
}

Test(softmax, survives_large_logits)
{
    Mat z = mat_of(
        3, 3,
        (double[]){1000, 999, 0, -1000, -1001, -3000, 1e300, -1e300, 0});
    Mat due = naive_softmax(&z), p = check_junk(3, 3);
    check_given("z", &z);
    suspect_maxima(&z);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
}

/* Heights that tell one wrong maximum from another. */
Test(softmax, takes_the_maximum_of_each_row)
{
    static const double heights[] = {1000, 3000, 500, 2000, -2000};
    Mat z = check_random(5, 5, -2, 2);
    for (size_t k = 0; k < mat_size(&z); k++)
        z.data[k] += heights[k / 5];
    Mat due = naive_softmax(&z), p = check_junk(5, 5);
    check_given("z", &z);
    suspect_maxima(&z);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
}

/* Beyond the reach of exp(), whichever class it is. */
Test(softmax, finds_the_maximum_wherever_it_stands)
{
    for (size_t c = 0; c < 7; c++) {
        Mat z = check_random(1, 7, -2, 2), p = check_junk(1, 7);
        z.data[c] += 2000;
        Mat due = naive_softmax(&z);
        check_given("z", &z);
        softmax(&z, &p);
        check_mat("p when one logit is far above the others", &p, &due, tiny);
    }
}

Test(softmax, may_write_over_its_input)
{
    Mat z = check_random(4, 6, -3, 3), due = naive_softmax(&z);
    Mat p = check_junk(4, 6);
    softmax(&z, &p);
    check_mat("p", &p, &due, tiny);
    check_given("z", &z);
    softmax(&z, &z);
    suspect_alias(&z);
    check_mat("p, written over z", &z, &due, tiny);
}

/* Columns that are not looked at keep what they held. */
static void suspect_ten_columns(const Mat *z, const Mat *came)
{
    if (z->cols <= 10)
        return;
    Mat few = mat_new(z->rows, 10), ten = mat_copy(came);
    for (size_t k = 0; k < mat_size(&few); k++)
        few.data[k] = AT(z, k / 10, k % 10);
    few = naive_softmax(&few);
    for (size_t k = 0; k < mat_size(&few); k++)
        AT(&ten, k / 10, k % 10) = few.data[k];
    check_suspect(&ten, "only the first ten classes are looked at: the "
                        "number of columns says how many there are");
    mat_free(&few);
    mat_free(&ten);
}

Test(softmax, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3), due = naive_softmax(&z);
        Mat p = check_junk(s.n, s.classes);
        softmax(&z, &p);
        suspect_ten_columns(&z, &p);
        check_mat("p of a batch of another size", &p, &due, tiny);
    }
}

Test(softmax, takes_an_empty_batch)
{
    Mat none = mat_new(0, 4);
    softmax(&none, &none);
    check_no_shape_error();
}

Test(softmax, leaves_p_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), p = check_random(4, 3, 0, 1);
    Mat before = mat_copy(&p);
    softmax(&z, &p);
    check_shape_error("3 x 4", "4 x 3");
    check_mat("p after a shape error", &p, &before, 0);
}
