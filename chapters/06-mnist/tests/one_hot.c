/* Checks of one_hot. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"

static void suspect_codes(const Mat *labels, const Mat *due)
{
    Mat up = mat_new(due->rows, due->cols), down = mat_copy(&up);
    Mat names = mat_copy(&up), holes = mat_copy(due);
    Mat right = mat_copy(&up), left = mat_copy(&up), tens = mat_copy(&up);
    for (size_t i = 0; i < due->rows; i++) {
        size_t label = (size_t)labels->data[i];
        if (label + 1 < due->cols)
            AT(&up, i, label + 1) = 1;
        if (label > 0)
            AT(&down, i, label - 1) = 1;
        size_t k = i * due->cols + label;
        if (k + 1 < mat_size(due))
            right.data[k + 1] = 1;
        if (k > 0)
            left.data[k - 1] = 1;
        AT(&names, i, label) = (real)label;
        if (10 * i + label < mat_size(due))
            tens.data[10 * i + label] = 1;
        for (size_t c = 0; c < due->cols; c++)
            AT(&holes, i, c) = c != label;
    }
    static const char far_right[] = "each 1 stands one column too far "
                                    "right: classes count from 0, as columns "
                                    "do";
    static const char far_left[] = "each 1 stands one column too far left: "
                                   "classes count from 0, as columns do";
    check_suspect(&up, far_right);
    check_suspect(&right, far_right);
    check_suspect(&down, far_left);
    check_suspect(&left, far_left);
    check_suspect(&names, "the label itself is written: the entry is 1 for "
                          "every class");
    check_suspect(&holes, "0 and 1 are exchanged");
    check_suspect(&tens, "each row is taken to be ten columns wide: t says "
                         "how wide it is");
}

Test(one_hot, marks_the_column_of_the_label)
{
    Size s = fresh_size();
    Mat labels = random_labels(s.n, s.classes);
    Mat due = one_hot_of(&labels, s.classes);
    Mat t = check_random(s.n, s.classes, 2, 3), junk = mat_copy(&t);
    Mat rest = mat_copy(&t);
    for (size_t i = 0; i < s.n; i++)
        AT(&rest, i, (size_t)labels.data[i]) = 1;
    check_given("labels", &labels);
    suspect_codes(&labels, &due);
    check_suspect(&rest, "what stood in t before is left beside the ones: "
                         "the other entries have to become 0");
    check_suspect(&junk, "t has not been written");
    one_hot(&labels, &t);
    check_no_shape_error();
    check_mat("t", &t, &due, 0);
}

Test(one_hot, knows_the_first_class_and_the_last)
{
    Mat labels = mat_of(3, 1, (double[]){0, 4, 0}), t = check_junk(3, 5);
    Mat due = one_hot_of(&labels, 5);
    check_given("labels", &labels);
    one_hot(&labels, &t);
    check_mat("t", &t, &due, 0);
}

Test(one_hot, leaves_zeros_for_a_label_that_is_no_class)
{
    Mat labels = mat_of(4, 1, (double[]){5, 1, -1, 9});
    Mat t = check_junk(4, 5), due = mat_new(4, 5);
    AT(&due, 1, 1) = 1;
    check_given("labels", &labels);
    one_hot(&labels, &t);
    check_mat("t, where only the second label is a class,", &t, &due, 0);
}

Test(one_hot, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat labels = random_labels(s.n, s.classes);
        Mat due = one_hot_of(&labels, s.classes);
        Mat t = check_junk(s.n, s.classes);
        one_hot(&labels, &t);
        check_mat("t of a batch of another size", &t, &due, 0);
    }
}

Test(one_hot, leaves_t_alone_when_the_shapes_differ)
{
    Mat labels = random_labels(3, 4), t = check_random(5, 4, 0, 1);
    Mat before = mat_copy(&t);
    one_hot(&labels, &t);
    check_shape_error("3 x 1", "5 x 1");
    check_mat("t after a shape error", &t, &before, 0);
    labels = check_random(5, 2, 0, 1);
    one_hot(&labels, &t);
    check_shape_error("5 x 2", "5 x 1");
    check_mat("t after a shape error", &t, &before, 0);
}
