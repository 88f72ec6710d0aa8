/* Checks of central_differences. */
#include "activations.h"
#include "check.h"
#include "cubic.h"
#include "elementwise.h"

static double naive_sigmoid(double x, void *context)
{
    (void)context;
    return 1 / (1 + exp(-x));
}

Test(central_differences, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(
        1, 5, (double[]){-1.090656, -.732967, 1.189462, .705019, -.435562});
    Mat due =
        mat_of(1, 5, (double[]){.188245, .219215, .178901, .221338, .238508});
    Mat y = check_junk(1, 5);
    check_given("x", &x);
    central_differences(naive_sigmoid, NULL, &x, 1e-5, &y);
    check_mat("dydx for the sigmoid", &y, &due, 1e-6);
}

/* The slopes between x - eps and x + eps, and the known mistakes. */
static Mat slopes(const Mat *x, Cubic *p, double eps)
{
    Mat due = mat_copy(x), values = mat_copy(x), first = mat_copy(x);
    Mat spoilt = mat_copy(x), sided = mat_copy(x), fixed = mat_copy(x);
    Mat beyond = mat_copy(x), none = mat_new(x->rows, x->cols);
    double usual = 1e-5;
    for (size_t i = 0; i < mat_size(x); i++) {
        double at = x->data[i], hi = cubic(at + eps, p);
        due.data[i] = (hi - cubic(at - eps, p)) / (2 * eps);
        values.data[i] = cubic(at, p);
        beyond.data[i] = (cubic(values.data[i] + eps, p) -
                          cubic(values.data[i] - eps, p)) /
                         (2 * eps);
        first.data[i] = due.data[0];
        spoilt.data[i] = (hi - cubic(hi - eps, p)) / (2 * eps);
        sided.data[i] = (hi - values.data[i]) / eps;
        fixed.data[i] =
            (cubic(at + usual, p) - cubic(at - usual, p)) / (2 * usual);
    }
    check_suspect(&values, "these are the values of f, not its slopes");
    check_suspect(&beyond, "this is the slope at f(x): it is asked for at x");
    check_suspect(&none, integers);
    check_suspect(&first, "every element is the slope at the first x");
    check_suspect(&spoilt, "f(x + eps) is stored before f(x - eps) is "
                           "asked for: when x is the output too, x is gone "
                           "by then");
    check_suspect(&sided, "these are one-sided differences");
    check_suspect(&fixed, "eps has no effect: hand on the one that is given");
    check_suspect_factor(2, "twice too large: the points are 2 eps apart");
    check_suspect_factor(0.5, "half of what is due: the points are 2 eps "
                              "apart, not 4");
    mat_free(&values);
    mat_free(&first);
    mat_free(&spoilt);
    mat_free(&sided);
    mat_free(&fixed);
    mat_free(&beyond);
    mat_free(&none);
    return due;
}

Test(central_differences, takes_the_slope_at_every_element)
{
    Cubic p = fresh_cubic();
    Mat x = check_random(check_size(2, 4), check_size(2, 4), 1, 3);
    double eps = check_uniform(0.2, 0.6);
    Mat due = slopes(&x, &p, eps), y = check_junk(x.rows, x.cols);
    check_given("x", &x);
    check_given_num("eps", eps);
    central_differences(cubic, &p, &x, eps, &y);
    check_mat("dydx", &y, &due, 1e-9);
}

Test(central_differences, works_in_place)
{
    Cubic p = fresh_cubic();
    Mat x = check_random(3, 4, 1, 3), due = slopes(&x, &p, 0.25);
    check_given("x", &x);
    central_differences(cubic, &p, &x, 0.25, &x);
    check_mat("x, used as output too", &x, &due, 1e-9);
}

static Cubic shared_cubic;

static void differences_of_a_cubic(const Mat *x, Mat *y)
{
    central_differences(cubic, &shared_cubic, x, 0.25, y);
}

static double slope_of_cubic(double x)
{
    Cubic *p = &shared_cubic;
    return (cubic(x + 0.25, p) - cubic(x - 0.25, p)) / 0.5;
}

Test(central_differences, takes_every_shape)
{
    shared_cubic = fresh_cubic();
    takes_every_shape(differences_of_a_cubic, slope_of_cubic, 1e-9);
}

Test(central_differences, leaves_dydx_alone_when_the_shapes_differ)
{
    shared_cubic = fresh_cubic();
    minds_shapes(differences_of_a_cubic);
}
