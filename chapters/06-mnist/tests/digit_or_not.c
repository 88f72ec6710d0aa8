/* Checks of digit_or_not. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "suspects.h"

Test(digit_or_not, is_one_for_the_digit_and_zero_for_the_others)
{
    for (size_t digit = 0; digit < 10; digit++) {
        Mat labels = mat_new(13, 1), due = mat_new(13, 1), y, inverse, five;
        for (size_t i = 0; i < 13; i++) {
            labels.data[i] = (real)(i < 10 ? i : check_size(0, 9));
            due.data[i] = labels.data[i] == (real)digit;
        }
        y = check_junk(13, 1);
        inverse = mat_copy(&due);
        five = mat_copy(&due);
        for (size_t i = 0; i < 13; i++) {
            inverse.data[i] = 1 - due.data[i];
            five.data[i] = labels.data[i] == 5;
        }
        check_given("labels", &labels);
        check_given_num("digit", (double)digit);
        check_suspect(&inverse, "0 and 1 are exchanged");
        if (digit != 5)
            check_suspect(&five, "the digit is always 5: it is given as an "
                                 "argument");
        check_suspect(&labels, "the labels are copied: 1 or 0 is asked for");
        digit_or_not(&labels, digit, &y);
        check_no_shape_error();
        check_mat("y", &y, &due, 0);
    }
}

Test(digit_or_not, may_write_over_the_labels)
{
    Mat labels = mat_of(5, 1, (double[]){1, 7, 0, 7, 1});
    Mat due = mat_of(5, 1, (double[]){1, 0, 0, 0, 1}), y = check_junk(5, 1);
    digit_or_not(&labels, 1, &y);
    check_mat("y", &y, &due, 0);
    digit_or_not(&labels, 1, &labels);
    suspect_alias(&labels);
    check_mat("y, written over the labels", &labels, &due, 0);
}

Test(digit_or_not, takes_any_number_of_samples)
{
    for (size_t k = 0; k < SIZES; k++) {
        size_t n = size_of_call(k).n, digit = check_size(0, 2);
        Mat labels = random_labels(n, 3), due = mat_copy(&labels);
        Mat y = check_junk(n, 1);
        for (size_t i = 0; i < n; i++)
            due.data[i] = labels.data[i] == (real)digit;
        digit_or_not(&labels, digit, &y);
        check_mat("y of a batch of another size", &y, &due, 0);
    }
}

Test(digit_or_not, leaves_y_alone_when_the_shapes_differ)
{
    Mat labels = random_labels(3, 4), y = check_random(4, 1, 0, 1);
    Mat before = mat_copy(&y);
    digit_or_not(&labels, 2, &y);
    check_shape_error("3 x 1", "4 x 1");
    check_mat("y after a shape error", &y, &before, 0);
    labels = check_random(4, 2, 0, 1);
    before = mat_copy(&labels);
    digit_or_not(&labels, 0, &labels);
    check_shape_error("4 x 2", "4 x 1");
    check_mat("y after a shape error", &labels, &before, 0);
}
