/* Checks of mlp_new. */
#include "check.h"
#include "inputs.h"
#include "mnist.h"

#include <stdio.h>
#include <string.h>

enum { PLAN = 1200 };

/* The text of a net with these widths; `between` and `behind` are what
 * stands between two linear layers and behind the last. */
static void plan_of(const size_t *widths, size_t n, const char *between,
                    const char *behind, char *plan)
{
    size_t used = 0;
    *plan = '\0';
    for (size_t i = 0; i + 1 < n; i++)
        used += (size_t)snprintf(plan + used, PLAN - used,
                                 "linear %zu %zu\n%s", widths[i],
                                 widths[i + 1], i + 2 < n ? between : behind);
}

static Net *mlp_of(const size_t *widths, size_t n, uint64_t seed)
{
    Net *net = mlp_new(widths, n, seed);
    if (!net)
        check_fail("mlp_new() gave no net", NULL, NULL);
    return net;
}

static const char *layers_cause(const size_t *widths, size_t n,
                                const char *text)
{
    static const struct {
        const char *between, *behind, *cause;
    } known[] = {
        {"sigmoid\n", "sigmoid\n",
         "there is a sigmoid behind the last layer: its outputs are logits, "
         "which the softmax turns into probabilities"},
        {"", "",
         "there are no sigmoids: linear layers one behind another are no "
         "more than a single one"},
        {"relu\n", "",
         "the layers between are ReLUs: sigmoids are asked for"},
        {"", "sigmoid\n",
         "the only sigmoid stands behind the last layer: they belong between "
         "the linear ones"}};
    char plan[PLAN + sizeof "sigmoid\n"] = "sigmoid\n";
    const char *cause = NULL;
    plan_of(widths, n, "sigmoid\n", "", plan + strlen(plan));
    if (strcmp(plan, text) == 0)
        return "there is a sigmoid in front of the first layer: the inputs "
               "go into it as they are";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        plan_of(widths, n, known[i].between, known[i].behind, plan);
        if (strcmp(plan, text) == 0 && !cause)
            cause = known[i].cause;
    }
    return cause;
}

static void has_layers(const size_t *widths, size_t n)
{
    char due[PLAN], text[PLAN], details[PLAN + 60];
    Net *net = mlp_of(widths, n, rng_next(check_rng()));
    plan_of(widths, n, "sigmoid\n", "", due);
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    if (strcmp(text, due) != 0) {
        snprintf(details, sizeof details, "the net is \"%s\"", text);
        for (char *c = details; *c; c++)
            *c = *c == '\n' ? '|' : *c;
        check_fail("the net does not have the layers that the widths ask for",
                   layers_cause(widths, n, text), details);
    }
    net_free(net);
}

Test(mlp_new, has_a_sigmoid_between_each_two_linear_layers)
{
    has_layers((size_t[]){check_size(5, 9), 4, check_size(2, 3), 7}, 4);
    has_layers((size_t[]){check_size(5, 9), 4, check_size(2, 3)}, 3);
    has_layers((size_t[]){6, 5, 4, 3, 4, 5}, 6);
}

Test(mlp_new, works_for_the_fewest_widths_and_the_most)
{
    size_t widths[17];
    for (size_t i = 0; i < 17; i++)
        widths[i] = 1000 + check_size(0, 20);
    for (size_t i = 2; i < 17; i++)
        widths[i] = check_size(1, 12);
    has_layers((size_t[]){8, 3}, 2);
    has_layers(widths + 1, 16);
    widths[1] = 3;
    has_layers(widths, 17);
}

Test(mlp_new, draws_weights_by_xaviers_rule)
{
    size_t widths[] = {check_size(40, 50), check_size(20, 30), 12};
    Net *net = mlp_of(widths, 3, rng_next(check_rng()));
    for (size_t l = 0; l < 2; l++) {
        size_t in = widths[l], out = widths[l + 1];
        Mat W = check_junk(in, out), b = check_junk(1, out);
        Mat zero = mat_new(1, out);
        double bound = sqrt(6.0 / (double)(in + out)), most = 0;
        net_get(net, 2 * l, &W, &b);
        for (size_t k = 0; k < mat_size(&W); k++)
            most = fmax(most, fabs(W.data[k]));
        check_that(most <= bound && most > 0.9 * bound,
                   "the weights are not drawn by the rule \"xavier\"",
                   "layer %zu: the largest is %g, the bound is %g", 2 * l,
                   most, bound);
        check_mat("the biases of a new net", &b, &zero, 0);
    }
    net_free(net);
}

static Mat weights_of(const Net *net, size_t layer, size_t in, size_t out)
{
    Mat W = check_junk(in, out), b = check_junk(1, out);
    net_get(net, layer, &W, &b);
    mat_free(&b);
    return W;
}

Test(mlp_new, depends_on_the_seed_and_on_nothing_else)
{
    size_t widths[] = {6, 6, 6};
    uint64_t seed = rng_next(check_rng());
    Net *a = mlp_of(widths, 3, seed), *b = mlp_of(widths, 3, seed);
    Net *other = mlp_of(widths, 3, seed + 1);
    Mat first = weights_of(a, 0, 6, 6), second = weights_of(a, 2, 6, 6);
    Mat same = weights_of(b, 0, 6, 6), fresh = weights_of(other, 0, 6, 6);
    check_that(alike(&first, &same),
               "two nets of the same seed have different weights", "seed %zu",
               (size_t)seed);
    check_that(!alike(&first, &fresh),
               "two nets of different seeds have the same weights",
               "seed %zu and the next", (size_t)seed);
    check_that(!alike(&first, &second),
               "two layers of a net have the same weights", "seed %zu",
               (size_t)seed);
    net_free(a);
    net_free(b);
    net_free(other);
}

Test(mlp_new, refuses_widths_that_make_no_net)
{
    size_t widths[18] = {4, 4, 4};
    Net *net = NULL;
    for (size_t i = 0; i < 3; i++) {
        widths[0] = widths[1] = widths[2] = 4;
        widths[i] = 0;
        net = mlp_new(widths, 3, 1);
        check_that(!net, "a net was made though a width is 0",
                   "%zu, %zu, %zu", widths[0], widths[1], widths[2]);
        net_free(net);
    }
    widths[2] = 4;
    for (size_t n = 0; n < 2; n++) {
        net = mlp_new(widths, n, 1);
        check_that(!net, "a net was made of a single width, or of none",
                   "%zu widths", n);
        net_free(net);
    }
    for (size_t i = 0; i < 18; i++)
        widths[i] = 3;
    net = mlp_new(widths, 18, 1);
    check_that(!net, "a net was made of more widths than it has room for",
               "18 widths");
    net_free(net);
    has_layers(widths, 5);
}
