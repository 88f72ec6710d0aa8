/* Checks of class_grad. */
#include "check.h"
#include "gradcheck.h"
#include "inputs.h"
#include "mistakes.h"
#include "mnist.h"
#include "naive.h"
#include "suspects.h"

static void suspect_gradient_scales(Size s)
{
    check_suspect_factor(-1, "the sign is the other way round: the gradient "
                             "is p - t, positive where a class was given "
                             "too much");
    suspect_gradient_of(s.n);
    check_suspect_factor(
        1 / (double)s.classes,
        text_with("the gradient is divided by the number of classes, %zu, on "
                  "top of the batch size: the mean is over samples only",
                  s.classes));
    check_suspect_factor((double)s.n / (double)s.classes,
                         "the gradient is divided by the number of classes "
                         "instead of the batch size");
}

static void suspect_slopes(const Mat *z, const Mat *t)
{
    Mat p = naive_softmax(z), again = naive_softmax(&p);
    Mat sloped = mat_copy(z), jacobi = mat_copy(z), alone = mat_copy(z);
    Mat second = mat_copy(z), dp = mat_copy(z), single = mat_copy(z);
    double n = (double)z->rows;
    for (size_t k = 0; k < mat_size(z); k++) {
        double pk = p.data[k], tk = t->data[k];
        sloped.data[k] = (pk - tk) * pk * (1 - pk) / n;
        alone.data[k] = pk / n;
        second.data[k] = (again.data[k] - tk) / n;
        dp.data[k] = -tk / pk / n;
        single.data[k] = (sigma(z->data[k]) - tk) / n;
    }
    jacobi = naive_grad(z, t);
    jacobi = naive_backward(&p, &jacobi, 1, 1);
    check_suspect(&sloped, "the slope p (1 - p) is multiplied in again: "
                           "p - t holds the slope of the softmax already");
    check_suspect(&jacobi, "the backward pass of the softmax is applied "
                           "again: p - t holds it already");
    check_suspect(&alone, "the labels are not subtracted");
    check_suspect(&second, twice);
    check_suspect(&dp, "this is the gradient with respect to p: the one with "
                       "respect to z is asked for");
    check_suspect(&single, "the sigmoid of each logit is used: the classes "
                           "share one softmax");
    mat_fill(&alone, 0);
    check_suspect(&alone, "everything is 0: 1 / N in whole numbers is 0 for "
                          "more than one sample; divide by a double");
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            AT(&alone, i, c) =
                (AT(&p, i, c) - AT(t, i, (c + 1) % z->cols)) / n;
    check_suspect(&alone, "the labels are one column off: classes count from "
                          "0, as columns do");
}

Test(class_grad, agrees_with_the_formula_on_fresh_batches)
{
    Size s = fresh_size();
    Mat z = check_random(s.n, s.classes, -3, 3), due;
    Mat t = random_one_hot(s.n, s.classes);
    Mat dz = check_junk(s.n, s.classes), junk = mat_copy(&dz);
    due = naive_grad(&z, &t);
    check_given("z", &z);
    check_given("t", &t);
    suspect_gradient_scales(s);
    suspect_slopes(&z, &t);
    check_suspect(&junk, "dz has not been written");
    class_grad(&z, &t, &dz);
    check_no_shape_error();
    check_mat("dz", &dz, &due, exact);
}

Test(class_grad, is_exact_where_probabilities_are_small)
{
    Size s = fresh_size();
    Mat z = steep_logits(s.n, s.classes), t = random_one_hot(s.n, s.classes);
    Mat due = naive_grad(&z, &t), dz = check_junk(s.n, s.classes);
    check_given("z", &z);
    check_given("t", &t);
    class_grad(&z, &t, &dz);
    check_relative("dz", &dz, &due, exact);
}

typedef struct {
    const Mat *z, *t;
} LossAt;

static double loss_at(void *context)
{
    const LossAt *at = context;
    Mat p = naive_softmax(at->z);
    double loss = naive_loss(&p, at->t);
    mat_free(&p);
    return loss;
}

Test(class_grad, verified_by_central_differences)
{
    Mat z = check_random(5, 4, -2, 2), t = random_one_hot(5, 4);
    Mat dz = check_junk(5, 4);
    class_grad(&z, &t, &dz);
    GradCheck worst =
        gradcheck_all(loss_at, &(LossAt){&z, &t}, &z, &dz, 1e-5);
    check_that(worst.error < 1e-5,
               "the gradient differs from the central difference of the loss",
               "row %zu, column %zu: came %.9g, the difference is %.9g",
               worst.row, worst.col, worst.given, worst.numeric);
}

Test(class_grad, is_finite_for_every_finite_logit)
{
    double far = check_uniform(800, 900);
    Mat z = mat_of(2, 3, (double[]){far, -far, 0, -far, -far, -far});
    Mat t = mat_of(2, 3, (double[]){0, 1, 0, 0, 0, 1});
    Mat due = naive_grad(&z, &t), dz = check_junk(2, 3);
    check_given("z", &z);
    check_given("t", &t);
    class_grad(&z, &t, &dz);
    check_mat("dz", &dz, &due, exact);
}

Test(class_grad, may_write_over_its_input)
{
    Mat z = check_random(4, 6, -3, 3), t = random_one_hot(4, 6);
    Mat due = naive_grad(&z, &t), dz = check_junk(4, 6);
    class_grad(&z, &t, &dz);
    check_mat("dz", &dz, &due, exact);
    class_grad(&z, &t, &z);
    suspect_alias(&z);
    check_mat("dz, written over z", &z, &due, exact);
}

Test(class_grad, takes_any_number_of_samples_and_classes)
{
    for (size_t i = 0; i < SIZES; i++) {
        Size s = size_of_call(i);
        Mat z = check_random(s.n, s.classes, -3, 3);
        Mat t = random_one_hot(s.n, s.classes), due = naive_grad(&z, &t);
        Mat dz = check_junk(s.n, s.classes);
        class_grad(&z, &t, &dz);
        check_mat("dz of a batch of another size", &dz, &due, exact);
    }
}

Test(class_grad, leaves_dz_alone_when_the_shapes_differ)
{
    Mat z = check_random(3, 4, -1, 1), t = random_one_hot(3, 5);
    Mat dz = check_random(3, 4, -1, 1), before = mat_copy(&dz);
    class_grad(&z, &t, &dz);
    check_shape_error("3 x 4", "3 x 5");
    check_mat("dz after a shape error", &dz, &before, 0);
    t = random_one_hot(3, 4);
    dz = check_random(4, 3, -1, 1);
    before = mat_copy(&dz);
    class_grad(&z, &t, &dz);
    check_shape_error("3 x 4", "4 x 3");
    check_mat("dz after a shape error", &dz, &before, 0);
}
