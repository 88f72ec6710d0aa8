/* Checks of l2_loss. */
#include "check.h"
#include "cifar.h"
#include "set.h"
#include "shapes.h"

/* fabs() under <tgmath.h> is a macro. */
static double size_of(double x)
{
    return fabs(x);
}

static double squares_in(const Mat *m)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++)
        sum += (double)m->data[k] * m->data[k];
    return sum;
}

Test(l2_loss, agrees_with_the_formula_on_fresh_nets)
{
    Net *net = fresh_net();
    Set s = values_of(net);
    double lambda = check_uniform(0.01, 0.9);
    double due = lambda / 2 * sum_over(&s, true, square);
    double biases = lambda / 2 * sum_over(&s, false, square);
    double weights = (double)(mat_size(&s.at[0]) + mat_size(&s.at[2]));
    check_given_num("lambda", lambda);
    check_suspect_factor(2, "the half is missing: the penalty is lambda / 2 "
                            "times the sum of squares");
    check_suspect_factor(0.5, "the penalty is halved twice");
    check_suspect_factor(-1, "the penalty has the wrong sign: it makes the "
                             "loss larger");
    check_suspect_num(0, "nothing is added up, or 1 / 2 is computed in whole "
                         "numbers, which gives 0: write 0.5, or lambda / 2");
    check_suspect_num(due + biases, "biases are penalised, too: only weights "
                                    "are");
    check_suspect_num(biases, "the biases are penalised instead of the "
                              "weights");
    check_suspect_num(lambda / 2 * squares_in(&s.at[0]),
                      "only the first layer is penalised: every linear "
                      "layer has weights");
    check_suspect_num(lambda / 2 * squares_in(&s.at[2]),
                      "only the last layer is penalised: every linear layer "
                      "has weights");
    check_suspect_num(lambda / 2 * sum_over(&s, true, itself),
                      "the weights are not squared");
    check_suspect_num(lambda * sum_over(&s, true, itself),
                      "the weights are not squared");
    check_suspect_num(lambda * sum_over(&s, true, size_of),
                      "this adds up absolute values: L2 takes squares");
    check_suspect_num(lambda / 2 * sum_over(&s, true, size_of),
                      "this adds up absolute values: L2 takes squares");
    check_suspect_num(lambda / 2 * square(sum_over(&s, true, itself)),
                      "this is the square of the sum: it is the sum of "
                      "squares");
    check_suspect_num(lambda / 2 * sqrt(sum_over(&s, true, square)),
                      "a root is taken of the sum: the squares themselves "
                      "count");
    check_suspect_factor(1 / lambda, "lambda is missing");
    check_suspect_factor(lambda, "lambda is multiplied in twice");
    check_suspect_factor(1 / weights, "the sum is divided by the number of "
                                      "weights: nothing divides it");
    check_num("the penalty", l2_loss(net, lambda), due, 1e-9);
    set_free(&s);
    net_free(net);
}

Test(l2_loss, follows_the_net_and_lambda)
{
    Net *net = fresh_net();
    for (int i = 0; i < 3; i++) {
        Set s = values_of(net);
        double lambda = check_uniform(0.01, 0.9);
        check_num("the penalty of the same net later", l2_loss(net, lambda),
                  lambda / 2 * sum_over(&s, true, square), 1e-9);
        for (size_t k = 0; k < PARAMS; k++)
            rng_fill(check_rng(), -2, 2, &s.at[k]);
        put_values(net, &s);
        set_free(&s);
    }
    check_num("the penalty for lambda = 0", l2_loss(net, 0), 0, 0);
    net_free(net);
}

Test(l2_loss, is_nothing_for_a_net_without_weights)
{
    Net *net = net_build("sigmoid\nrelu\n", "he", 1);
    check_num("the penalty", l2_loss(net, 0.5), 0, 0);
    net_free(net);
}

static void ask_l2_loss(Net *net, const char *plan)
{
    Flat f = flat_of(net, plan);
    double sum = 0;
    for (size_t k = 0; k < mat_size(&f.value); k++)
        sum += f.weight.data[k] * f.value.data[k] * f.value.data[k];
    check_num("the penalty of a net of another shape", l2_loss(net, 0.5),
              sum / 4, 1e-9);
    flat_free(&f);
}

Test(l2_loss, takes_nets_of_any_shape)
{
    each_shape(ask_l2_loss);
}

Test(l2_loss, leaves_the_net_alone)
{
    Net *net = fresh_net();
    fresh_gradients(net, 1);
    Set values = values_of(net), grads = grads_of(net);
    l2_loss(net, 0.3);
    Set after = grads_of(net);
    check_set("gradient, which must not change", &after, &grads, 0);
    parameters_stay(net, &values);
    net_free(net);
}
