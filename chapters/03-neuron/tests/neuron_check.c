/* Checks of neuron_check. */
#include "check.h"
#include "inputs.h"
#include "measured.h"
#include "model.h"
#include "neuron.h"

static double run_neuron_check(const Model *m, const Mat *dx, double eps)
{
    return neuron_check(&m->x, &m->y, &m->w, &m->b, dx, eps);
}

Test(neuron_check, finds_the_right_gradient_right)
{
    Model m = random_model(check_size(3, 5), check_size(2, 4));
    Mat dz = naive_model_dz(&m), before = mat_copy(&m.x);
    Gradients right = gradients_from(&m, &dz);
    double error = run_neuron_check(&m, &right.dx, 1e-5);
    check_that(error >= 0 && error < 1e-6,
               "the right gradient has to be found right", "came %g", error);
    check_mat("x after the check", &m.x, &before, 0);
}

Test(neuron_check, agrees_on_how_wrong_a_gradient_is)
{
    Model m = random_model(check_size(3, 5), check_size(2, 4));
    Mat dz = naive_model_dz(&m);
    Gradients right = gradients_from(&m, &dz);
    Mat dx = tampered(&right.dx);
    double eps = check_uniform(0.01, 0.02);
    model_given(&m);
    check_given_num("eps", eps);
    double due = expect_error(&m.x, &m.y, &m.w, m.b.data[0], &dx, eps);
    check_num("the error", run_neuron_check(&m, &dx, eps), due, 1e-7);
}

Test(neuron_check, does_not_take_nan_for_a_gradient)
{
    Model m = random_model(3, 2);
    Mat dz = naive_model_dz(&m);
    Gradients right = gradients_from(&m, &dz);
    right.dx.data[check_size(0, 5)] = NAN;
    double error = run_neuron_check(&m, &right.dx, 1e-5);
    check_that(isnan(error),
               "a gradient that is not a number has to give an error that "
               "is not a number",
               "came %g; a comparison such as error > worst is false for "
               "NaN",
               error);
}

Test(neuron_check, is_zero_for_an_empty_batch)
{
    Model m = {mat_new(0, 3), mat_new(0, 1), check_random(3, 1, -1, 1),
               single(1)};
    Mat dx = mat_new(0, 3);
    check_num("the error of no samples", run_neuron_check(&m, &dx, 1e-5), 0,
              0);
    check_no_shape_error();
}

Test(neuron_check, tries_each_of_few_and_of_many_entries)
{
    size_t sizes[] = {2, check_size(40, 45), 3};
    for (size_t i = 0; i < 3; i++) {
        Model m = random_model(sizes[i], 2 + i % 2);
        Mat dz = naive_model_dz(&m);
        Gradients right = gradients_from(&m, &dz);
        size_t all = mat_size(&m.x);
        check_that(
            run_neuron_check(&m, &right.dx, 1e-5) < 1e-4,
            "right gradients of many entries are not found to be right",
            "%zu samples", m.x.rows);
        right.dx.data[check_size(all > 100 ? 100 : 0, all - 1)] *= 3;
        check_num("the error when one entry of many is three times too large",
                  run_neuron_check(&m, &right.dx, 1e-5), 0.5, 1e-4);
    }
}

Test(neuron_check, reports_shapes_that_differ)
{
    Mat right = mat_new(4, 3), wrong = mat_new(3, 4);
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        double error = run_neuron_check(&m, &right, 1e-5);
        reports_unfit(i);
        check_that(isnan(error), "a shape error has to return NaN", "came %g",
                   error);
    }
    Model m = random_model(4, 3);
    double error = run_neuron_check(&m, &wrong, 1e-5);
    check_shape_error("4 x 3", "3 x 4");
    check_that(isnan(error), "a shape error has to return NaN", "came %g",
               error);
}
