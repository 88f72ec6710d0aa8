/* Checks of adam_step. */
#include "adam.h"
#include "check.h"
#include "cifar.h"
#include "set.h"
#include "shapes.h"

#include <stdio.h>

/* Several updates with gradients of about this size, compared after each. */
static void follow_adam(double size, double tolerance)
{
    Net *net = fresh_net();
    Optimiser *o = adam_for(net);
    Set start = values_of(net);
    AdamState ways[ADAM_WAYS];
    for (AdamWay w = ADAM_RIGHT; w < ADAM_WAYS; w++)
        ways[w] = adam_state(&start);
    double rate = check_uniform(0.05, 0.2);
    for (size_t step = 1; step <= 4; step++) {
        fresh_gradients(net, size);
        Set grads = grads_of(net);
        adam_step(o, net, rate);
        Set now = values_of(net);
        for (AdamWay w = ADAM_RIGHT; w < ADAM_WAYS; w++)
            naive_adam(&ways[w], &grads, w, step, rate);
        for (size_t i = 0; i < PARAMS; i++) {
            char name[80];
            snprintf(name, sizeof name, "%s after update %zu", param_names[i],
                     step);
            check_given_num("rate", rate);
            check_given("gradient", &grads.at[i]);
            for (AdamWay w = ADAM_RIGHT + 1; w < ADAM_WAYS; w++)
                if ((w != T_FROM_0 || step == 1) && /* NaN ever after */
                    (w != T_AHEAD || i == 0)) /* else T_PER_PARAMETER's */
                    check_suspect(&ways[w].value.at[i], adam_causes[w]);
            check_mat(name, &now.at[i], &ways[ADAM_RIGHT].value.at[i],
                      tolerance);
        }
        Set left = grads_of(net);
        check_set("gradient, which must not change", &left, &grads, 0);
        set_free(&left);
        set_free(&grads);
        set_free(&now);
    }
    check_num("the number of updates in `steps`", (double)optimiser_steps(o),
              4, 0);
    for (AdamWay w = ADAM_RIGHT; w < ADAM_WAYS; w++) {
        set_free(&ways[w].value);
        set_free(&ways[w].m);
        set_free(&ways[w].v);
    }
    optimiser_free(o);
    net_free(net);
}

Test(adam_step, agrees_with_the_algorithm_on_fresh_gradients)
{
    follow_adam(1, 1e-9);
}

/* Where gradients are as small as epsilon, its place shows. */
Test(adam_step, adds_epsilon_to_the_root)
{
    follow_adam(1e-7, 1e-9);
}

Test(adam_step, does_not_move_without_a_gradient)
{
    Net *net = fresh_net();
    Optimiser *o = adam_for(net);
    fresh_gradients(net, 0);
    Set before = values_of(net);
    adam_step(o, net, 0.1);
    Set after = values_of(net);
    for (size_t i = 0; i < PARAMS; i++) {
        Mat nan = mat_copy(&before.at[i]);
        mat_fill(&nan, NAN);
        check_suspect(&nan, "0 is divided by 0: epsilon keeps the "
                            "denominator above 0, and t is 1 in the first "
                            "update");
        check_mat(param_names[i], &after.at[i], &before.at[i], 0);
        mat_free(&nan);
    }
    net_free(net);
}

/* Two updates by the same gradients. */
static void ask_adam_step(Net *net, const char *plan)
{
    Optimiser *o = adam_for(net);
    Flat due = flat_of(net, plan);
    for (size_t k = 0; k < mat_size(&due.value); k++) {
        double g = due.grad.data[k], m = 0, v = 0;
        for (int t = 1; t <= 2; t++) {
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            due.value.data[k] += 0.5 * adam_delta(ADAM_RIGHT, m, v, g, t);
        }
    }
    adam_step(o, net, 0.5);
    adam_step(o, net, 0.5);
    check_shaped(net, plan, &due);
    flat_free(&due);
    optimiser_free(o);
}

Test(adam_step, takes_nets_of_any_shape)
{
    each_shape(ask_adam_step);
}

Test(adam_step, leaves_both_moments_in_the_optimiser)
{
    Net *net = fresh_net();
    Optimiser *o = adam_for(net);
    fresh_gradients(net, 1);
    Set grads = grads_of(net), first = set_copy(&grads), m = set_new();
    Set second = set_copy(&grads), v = set_new();
    adam_step(o, net, 0.1);
    for (size_t i = 0; i < PARAMS; i++) {
        optimiser_get(o, i, &m.at[i], &v.at[i]);
        for (size_t k = 0; k < mat_size(&grads.at[i]); k++) {
            double g = grads.at[i].data[k];
            first.at[i].data[k] = 0.1 * g;
            second.at[i].data[k] = 0.001 * g * g;
        }
        check_suspect(&second.at[i], "m and v are exchanged: m holds the "
                                     "first moments");
        check_mat("m after the first update", &m.at[i], &first.at[i], 1e-9);
        check_suspect(&first.at[i], "m and v are exchanged: v holds the "
                                    "second moments");
        check_mat("v after the first update", &v.at[i], &second.at[i], 1e-9);
    }
    optimiser_free(o);
    net_free(net);
}

Test(adam_step, keeps_two_nets_apart)
{
    Net *nets[2] = {fresh_net(), fresh_net()};
    Optimiser *o[2] = {adam_for(nets[0]), adam_for(nets[1])};
    AdamState due[2], mixed[2];
    size_t steps[2] = {0, 0}, all = 0;
    for (size_t k = 0; k < 2; k++) {
        Set start = values_of(nets[k]);
        due[k] = adam_state(&start);
        mixed[k] = adam_state(&start);
    }
    for (size_t i = 0; i < 5; i++) {
        size_t k = i % 3 ? 1 : 0;
        fresh_gradients(nets[k], 1);
        Set grads = grads_of(nets[k]);
        adam_step(o[k], nets[k], 0.1);
        naive_adam(&due[k], &grads, ADAM_RIGHT, ++steps[k], 0.1);
        naive_adam(&mixed[k], &grads, ADAM_RIGHT, ++all, 0.1);
        Set now = values_of(nets[k]);
        for (size_t p = 0; p < PARAMS; p++) {
            check_suspect(&mixed[k].value.at[p],
                          "updates are counted for all optimisers together: "
                          "each has `steps` of its own");
            check_mat(param_names[p], &now.at[p], &due[k].value.at[p], 1e-9);
        }
        set_free(&grads);
        set_free(&now);
    }
    optimiser_free(o[0]);
    optimiser_free(o[1]);
    net_free(nets[0]);
    net_free(nets[1]);
}

static double naive_sum(const Mat *m)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++)
        sum += m->data[k];
    return sum;
}

/* All that Adam remembers is in the optimiser, where a resumed run puts it.
 */
Test(adam_step, goes_on_from_what_the_optimiser_holds)
{
    Net *net = fresh_net(), *other = fresh_net();
    Optimiser *o = adam_for(net), *fresh = adam_for(other);
    Set start = values_of(net), m = set_new(), v = set_new();
    AdamState due = adam_state(&start), forgot = adam_state(&start);
    for (size_t step = 1; step <= 3; step++) {
        fresh_gradients(net, 1);
        Set grads = grads_of(net);
        adam_step(o, net, 0.1);
        naive_adam(&due, &grads, ADAM_RIGHT, step, 0.1);
        set_free(&grads);
    }
    Set now = values_of(net);
    put_values(other, &now);
    for (size_t i = 0; i < PARAMS; i++) {
        optimiser_get(o, i, &m.at[i], &v.at[i]);
        optimiser_set(fresh, optimiser_steps(o), i, &m.at[i], &v.at[i]);
    }
    fresh_gradients(other, 1);
    Set grads = grads_of(other);
    adam_step(fresh, other, 0.1);
    set_free(&forgot.value);
    forgot.value = set_copy(&now);
    naive_adam(&forgot, &grads, ADAM_RIGHT, 1, 0.1);
    naive_adam(&due, &grads, ADAM_RIGHT, 4, 0.1);
    Set after = values_of(other);
    for (size_t i = 0; i < PARAMS; i++) {
        if (isfinite(naive_sum(&forgot.value.at[i])))
            check_suspect(
                &forgot.value.at[i],
                "the optimiser begins anew: moments and count have to "
                "be those that it holds");
        check_mat(param_names[i], &after.at[i], &due.value.at[i], 1e-9);
    }
    optimiser_free(o);
    optimiser_free(fresh);
    net_free(net);
    net_free(other);
}
