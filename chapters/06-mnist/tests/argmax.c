/* Checks of argmax. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"

static Mat naive_argmax(const Mat *z)
{
    Mat guess = mat_new(z->rows, 1);
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = z->cols; c-- > 0;)
            if (AT(z, i, c) == row_max(z, i))
                guess.data[i] = (real)c;
    return guess;
}

static void suspect_guesses(const Mat *z, const Mat *due)
{
    Mat minus = scaled(z, -1), sizes = mat_copy(z), above = mat_copy(z);
    Mat next = mat_copy(due), value = mat_copy(due);
    for (size_t k = 0; k < mat_size(z); k++) {
        sizes.data[k] = fabs(z->data[k]);
        above.data[k] = fmax(z->data[k], 0);
    }
    for (size_t i = 0; i < z->rows; i++) {
        next.data[i] = due->data[i] + 1;
        value.data[i] = (real)row_max(z, i);
    }
    minus = naive_argmax(&minus);
    sizes = naive_argmax(&sizes);
    above = naive_argmax(&above);
    check_suspect(&minus, "this is the column of the smallest entry");
    check_suspect(&sizes, "the entries are compared without their signs");
    check_suspect(&above, "the search begins with 0 as the best so far: in "
                          "a row of negative entries nothing is greater; "
                          "begin with the first entry");
    check_suspect(&next, "the columns are counted from 1: classes count from "
                         "0");
    check_suspect(&value, "this is the greatest entry itself: its column is "
                          "asked for");
}

Test(argmax, finds_the_greatest_entry_of_each_row)
{
    size_t n = check_size(5, 9), classes = check_size(10, 13);
    Mat z = check_random(n, classes, -3, 3);
    for (size_t i = 0; i < n; i += 2) /* every other row below 0 */
        for (size_t c = 0; c < classes; c++)
            AT(&z, i, c) -= 4;
    Mat due = naive_argmax(&z), guess = check_junk(n, 1);
    Mat junk = mat_copy(&guess);
    check_given("z", &z);
    suspect_guesses(&z, &due);
    check_suspect(&junk, "guess has not been written");
    argmax(&z, &guess);
    check_no_shape_error();
    check_mat("guess", &guess, &due, 0);
}

Test(argmax, takes_the_first_of_equal_entries)
{
    Mat z = check_random(3, 6, -1, 1), guess = check_junk(3, 1);
    AT(&z, 0, 1) = AT(&z, 0, 4) = 2;
    for (size_t c = 0; c < 6; c++)
        AT(&z, 1, c) = 0.5;
    AT(&z, 2, 0) = AT(&z, 2, 5) = 3;
    Mat due = mat_of(3, 1, (double[]){1, 0, 0});
    Mat last = mat_of(3, 1, (double[]){4, 5, 5});
    check_given("z", &z);
    check_suspect(&last, "the last of equal entries is taken: compare with "
                         ">, not with >=");
    argmax(&z, &guess);
    check_mat("guess", &guess, &due, 0);
}

Test(argmax, answers_nan_for_a_row_with_nan)
{
    Mat z = check_random(4, 5, -1, 1), due = naive_argmax(&z);
    Mat guess = check_junk(4, 1);
    AT(&z, 0, 0) = AT(&z, 1, 3) = AT(&z, 2, 4) = NAN;
    argmax(&z, &guess);
    for (size_t i = 0; i < 3; i++)
        if (!isnan(guess.data[i]))
            check_fail("a row that holds a NaN is given a class",
                       "comparisons with NaN are false, so a net that has "
                       "broken down seems to answer some class, often 0: "
                       "ask isnan()",
                       NULL);
    check_num("the guess for a row without NaN", guess.data[3], due.data[3],
              0);
}

Test(argmax, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3), due = naive_argmax(&z);
        Mat guess = check_junk(s.n, 1);
        argmax(&z, &guess);
        check_mat("the guesses for a batch of another size", &guess, &due, 0);
    }
}

Test(argmax, leaves_guess_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), guess = check_random(4, 1, 0, 1);
    Mat before = mat_copy(&guess);
    argmax(&z, &guess);
    check_shape_error("4 x 1", "3 x 1");
    check_mat("guess after a shape error", &guess, &before, 0);
    guess = check_random(3, 2, 0, 1);
    before = mat_copy(&guess);
    argmax(&z, &guess);
    check_shape_error("3 x 2", "3 x 1");
    check_mat("guess after a shape error", &guess, &before, 0);
}
