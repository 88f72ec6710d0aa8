/* Checks of l2_shrink. */
#include "check.h"
#include "cifar.h"
#include "set.h"
#include "shapes.h"

static void ask_l2_shrink(Net *net, const char *plan)
{
    Flat due = flat_of(net, plan);
    for (size_t k = 0; k < mat_size(&due.value); k++)
        due.value.data[k] *= 1 - 0.1 * due.weight.data[k];
    l2_shrink(net, 0.5, 0.2);
    check_shaped(net, plan, &due);
    flat_free(&due);
}

Test(l2_shrink, takes_nets_of_any_shape)
{
    each_shape(ask_l2_shrink);
}

Test(l2_shrink, takes_a_share_of_every_weight)
{
    Net *net = fresh_net();
    fresh_gradients(net, 1);
    Set before = values_of(net), grads = grads_of(net), due = values_of(net);
    double rate = check_uniform(0.1, 0.4), lambda = check_uniform(0.5, 0.9);
    check_given_num("rate", rate);
    check_given_num("lambda", lambda);
    l2_shrink(net, rate, lambda);
    Set after = values_of(net), grads_after = grads_of(net);
    for (size_t i = 0; i < PARAMS; i += 2) {
        mat_add_scaled(-rate * lambda, &before.at[i], &due.at[i]);
        Mat by_grad = mat_copy(&before.at[i]);
        mat_add_scaled(-rate * lambda, &grads.at[i], &by_grad);
        double keep = 1 - rate * lambda;
        check_suspect_factor(1 / keep, "nothing has shrunk");
        check_suspect_factor((1 - lambda) / keep, "the rate is missing");
        check_suspect_factor((1 - rate) / keep, "lambda is missing");
        check_suspect_factor((1 + rate * lambda) / keep,
                             "the weights grow: the share is to be taken "
                             "away");
        check_suspect_factor((1 - 2 * rate * lambda) / keep,
                             "the share is taken away twice");
        check_suspect_factor(rate * lambda / keep,
                             "only the share is left: it is what goes");
        check_suspect(&by_grad, "the gradient is taken, where the weight "
                                "itself is meant");
        check_mat(param_names[i], &after.at[i], &due.at[i], tiny);
    }
    for (size_t i = 1; i < PARAMS; i += 2) {
        Mat wrong = mat_copy(&before.at[i]);
        mat_add_scaled(-rate * lambda, &before.at[i], &wrong);
        check_suspect(&wrong, "biases shrink, too: only weights do");
        check_mat(param_names[i], &after.at[i], &before.at[i], 0);
        mat_free(&wrong);
    }
    check_set("gradient, which must not change", &grads_after, &grads, 0);
    net_free(net);
}
