/* Checks of sgd_step. */
#include "check.h"
#include "cifar.h"
#include "set.h"
#include "shapes.h"

static void ask_sgd_step(Net *net, const char *plan)
{
    Flat due = flat_of(net, plan);
    mat_add_scaled(-0.5, &due.grad, &due.value);
    sgd_step(net, 0.5);
    check_shaped(net, plan, &due);
    flat_free(&due);
}

Test(sgd_step, takes_nets_of_any_shape)
{
    each_shape(ask_sgd_step);
}

Test(sgd_step, moves_every_parameter_against_its_gradient)
{
    Net *net = fresh_net();
    Set last = set_new();
    for (int i = 0; i < 2; i++) {
        double rate = check_uniform(0.1, 0.5);
        fresh_gradients(net, 1);
        Set before = values_of(net), grads = grads_of(net);
        sgd_step(net, rate);
        Set after = values_of(net), grads_after = grads_of(net);
        for (size_t k = 0; k < PARAMS; k++) {
            const struct {
                double factor;
                const char *cause;
            } wrong[] = {
                {0, k % 2 ? "biases do not move: they have gradients, too"
                          : "this parameter has not moved"},
                {rate, "the step goes uphill"},
                {-1, "the rate is missing"},
                {-rate / BATCH, "the gradient is divided by the batch size "
                                "once more"}};
            Mat due = plus(&before.at[k], -rate, &grads.at[k], itself);
            for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
                Mat m = plus(&before.at[k], wrong[w].factor, &grads.at[k],
                             itself);
                check_suspect(&m, wrong[w].cause);
                mat_free(&m);
            }
            Mat moved = mat_copy(&due);
            mat_add_scaled(-0.9 * rate, &last.at[k], &moved);
            check_suspect(&moved, "the step before is still in this one, as "
                                  "with momentum: each step is made of the "
                                  "gradient that is stored now");
            mat_free(&moved);
            check_given_num("rate", rate);
            check_mat(param_names[k], &after.at[k], &due, tiny);
            mat_free(&due);
        }
        check_set("gradient, which must not change", &grads_after, &grads, 0);
        set_free(&last);
        last = grads;
    }
    net_free(net);
}
