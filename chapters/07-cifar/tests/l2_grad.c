/* Checks of l2_grad. */
#include "check.h"
#include "cifar.h"
#include "set.h"
#include "shapes.h"

#include <stdio.h>

static double one(double x)
{
    return x == x;
}

static double sign_of(double x)
{
    return (x > 0) - (x < 0);
}

static void suspect_penalty(const Mat *g, const Mat *w, double lambda)
{
    const struct {
        double factor;
        double (*f)(double);
        const char *cause;
    } wrong[] = {
        {0, itself, "nothing is added to the gradient of the weights"},
        {2 * lambda, itself,
         "twice lambda W is added: the slope of w^2 is 2 w, and the half in "
         "front takes the 2 away"},
        {lambda / 2, itself,
         "half of lambda W is added: the half goes away with the 2 from the "
         "slope of w^2"},
        {-lambda, itself,
         "the sign is the other way round: it makes the weights grow"},
        {1, itself, "lambda is missing"},
        {lambda / BATCH, itself,
         "lambda is divided by the batch size: nothing divides it"},
        {lambda * BATCH, itself, "lambda is multiplied by the batch size"},
        {lambda, square,
         "the weights are squared: the slope of a square is not a square"},
        {lambda / 2, square,
         "this adds the penalty itself: its slope is wanted"},
        {lambda, sign_of,
         "this is the slope of the absolute value (L1): L2 adds lambda W"},
        {lambda, one, "lambda alone is added: it has to be lambda W"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Mat m = plus(g, wrong[i].factor, w, wrong[i].f);
        check_suspect(&m, wrong[i].cause);
        mat_free(&m);
    }
    Mat alone = mat_new(w->rows, w->cols);
    mat_add_scaled(lambda, w, &alone);
    check_suspect(&alone, "the gradient of the loss is overwritten: the "
                          "penalty's has to be added to it");
    mat_free(&alone);
}

static void check_penalised(const Set *got, const Set *grads, const Set *w,
                            double lambda)
{
    for (size_t i = 0; i < PARAMS; i += 2) {
        Mat due = plus(&grads->at[i], lambda, &w->at[i], itself);
        char name[80];
        snprintf(name, sizeof name, "gradient of %s", param_names[i]);
        check_given("W", &w->at[i]);
        check_given("gradient before", &grads->at[i]);
        suspect_penalty(&grads->at[i], &w->at[i], lambda);
        check_mat(name, &got->at[i], &due, tiny);
        mat_free(&due);
    }
    for (size_t i = 1; i < PARAMS; i += 2) {
        Mat wrong = plus(&grads->at[i], lambda, &w->at[i], itself);
        char name[80];
        snprintf(name, sizeof name, "gradient of %s", param_names[i]);
        check_suspect(&wrong, "biases are penalised, too: only weights are");
        check_mat(name, &got->at[i], &grads->at[i], 0);
        mat_free(&wrong);
    }
}

Test(l2_grad, adds_lambda_w_to_the_gradients_of_weights)
{
    Net *net = fresh_net();
    double lambda = check_uniform(0.1, 0.9);
    Set w = values_of(net);
    for (int i = 0; i < 3; i++) { /* each batch has gradients of its own */
        fresh_gradients(net, 1);
        Set grads = grads_of(net);
        l2_grad(net, lambda);
        Set got = grads_of(net);
        check_given_num("lambda", lambda);
        check_penalised(&got, &grads, &w, lambda);
        set_free(&grads);
        set_free(&got);
    }
    set_free(&w);
    net_free(net);
}

Test(l2_grad, moves_no_parameter)
{
    Net *net = fresh_net();
    fresh_gradients(net, 1);
    Set before = values_of(net);
    l2_grad(net, 0.4);
    parameters_stay(net, &before);
    net_free(net);
}

static void ask_l2_grad(Net *net, const char *plan)
{
    Flat due = flat_of(net, plan);
    for (size_t k = 0; k < mat_size(&due.value); k++)
        due.grad.data[k] += 0.5 * due.weight.data[k] * due.value.data[k];
    l2_grad(net, 0.5);
    check_shaped(net, plan, &due);
    flat_free(&due);
}

Test(l2_grad, takes_nets_of_any_shape)
{
    each_shape(ask_l2_grad);
}

/* A product is exact whatever the weight; a difference of squares is not. */
Test(l2_grad, is_exact_for_weights_of_all_magnitudes)
{
    Net *net = net_build("linear 5 7\n", "xavier", 1);
    Mat W = mat_new(5, 7), b = mat_new(1, 7), dW = mat_new(5, 7);
    double lambda = check_uniform(0.1, 0.9);
    if (!net)
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t k = 0; k < mat_size(&W); k++) {
        double reach = k % 2 ? 6 : 160;
        W.data[k] = (real)((check_uniform(0, 1) < 0.5 ? -1 : 1) *
                           pow(10, check_uniform(-reach, reach)));
    }
    W.data[0] =
        (real)check_uniform(1e158, 9e158); /* its square is too large */
    W.data[2] = (real)check_uniform(1e-170, 9e-170); /* and this one's is 0 */
    net_set(net, 0, &W, &b);
    l2_grad(net, lambda);
    net_grad(net, 0, &dW, &b);
    Mat due = mat_copy(&W);
    for (size_t k = 0; k < mat_size(&W); k++)
        due.data[k] *= lambda;
    check_given_num("lambda", lambda);
    check_given("W", &W);
    check_relative("lambda W, which is all that the gradient holds", &dW,
                   &due, 1e-15);
    net_free(net);
}

Test(l2_grad, adds_nothing_for_lambda_0)
{
    Net *net = fresh_net();
    fresh_gradients(net, 1);
    Set before = grads_of(net);
    l2_grad(net, 0);
    Set after = grads_of(net);
    check_set("gradient for lambda = 0", &after, &before, 0);
    net_free(net);
}
