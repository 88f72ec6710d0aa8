/* Checks of accuracy. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"

Test(accuracy, is_the_share_of_right_guesses)
{
    size_t n = check_size(10, 20), wrong = check_size(2, 4);
    Mat labels = random_labels(n, 10), guess = mat_copy(&labels);
    for (size_t i = 0; i < wrong; i++) {
        size_t at = i * n / wrong;
        guess.data[at] = fmod(labels.data[at] + (i ? 3 : 1), 10);
    }
    double due = 1 - (double)wrong / (double)n;
    check_given("guess", &guess);
    check_given("labels", &labels);
    check_suspect_num(1 - due, "this is the share of wrong guesses");
    check_suspect_factor((double)n, "this is the number of right guesses: "
                                    "divide by the number of samples");
    check_suspect_factor(100, "this is a percentage: a share lies between 0 "
                              "and 1");
    double some = 0, beside = 0;
    for (size_t i = 0; i < n; i++) {
        some += labels.data[i] > 0 && guess.data[i] == labels.data[i];
        beside += fabs(labels.data[i] - guess.data[i]) <= 1;
    }
    check_suspect_num(some / (double)n, "right guesses of class 0 are not "
                                        "counted: 0 is a class like others");
    check_suspect_num(beside / (double)n,
                      "a guess beside the label counts as right: it has to "
                      "be the label itself");
    check_suspect_num(0, "a division of whole numbers drops what stands "
                         "behind the point: make one of them a double");
    check_num("the accuracy", accuracy(&guess, &labels), due, 1e-12);
}

Test(accuracy, counts_a_guess_that_is_nan_as_wrong)
{
    Mat labels = mat_of(5, 1, (double[]){0, 3, 0, 2, 1});
    Mat guess = mat_of(5, 1, (double[]){NAN, 3, NAN, NAN, 1});
    check_given("guess", &guess);
    check_given("labels", &labels);
    check_suspect_num(0.8, "a guess that is NaN counts as class 0: NaN "
                           "equals no label");
    check_num("the accuracy", accuracy(&guess, &labels), 0.4, 1e-12);
}

Test(accuracy, of_no_samples_is_zero)
{
    Mat none = mat_new(0, 1), labels = random_labels(5, 4);
    check_num("the accuracy of an ordinary batch", accuracy(&labels, &labels),
              1, 1e-12);
    check_suspect_num(NAN, "0 is divided by 0 samples");
    check_num("the accuracy of no samples", accuracy(&none, &none), 0, 0);
}

Test(accuracy, takes_any_number_of_samples)
{
    for (size_t k = 0; k < SIZES; k++) {
        size_t n = size_of_call(k).n, right = 0;
        Mat labels = random_labels(n, 3), guess = random_labels(n, 3);
        for (size_t i = 0; i < n; i++)
            right += labels.data[i] == guess.data[i];
        check_num("the accuracy of a batch of another size",
                  accuracy(&guess, &labels), (double)right / (double)n, tiny);
    }
}

Test(accuracy, is_nan_when_the_shapes_differ)
{
    Mat guess = random_labels(3, 4), labels = random_labels(4, 4);
    double share = accuracy(&guess, &labels);
    check_shape_error("3 x 1", "4 x 1");
    check_that(isnan(share), "the accuracy after a shape error is not NaN",
               "it is %g", share);
    guess = check_random(3, 2, 0, 1);
    share = accuracy(&guess, &guess);
    check_shape_error("3 x 2", "3 x 1");
    check_that(isnan(share), "the accuracy after a shape error is not NaN",
               "it is %g", share);
}
