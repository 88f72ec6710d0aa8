/* Checks of linear_new. */
#include "check.h"
#include "layer.h"
#include "linear.h"

static void bounds_hold(const Mat *W, double a)
{
    double most = 0, sum = 0, squares = 0, n = (double)mat_size(W);
    check_that(W->data[1] != W->data[0] && W->data[W->cols] != W->data[0],
               "weights are copies of each other: each has to be drawn on "
               "its own",
               NULL);
    for (size_t i = 0; i < mat_size(W); i++) {
        double w = W->data[i];
        check_that(fabs(w) <= a * (1 + 1e-12),
                   "a weight lies outside the interval [-a, a)",
                   "the weight is %g, a is %g", w, a);
        most = fmax(most, fabs(w));
        sum += w;
        squares += w * w;
    }
    check_that(most > 0.98 * a,
               "the weights do not reach the ends of the interval [-a, a)",
               "the largest is %g, a is %g", most, a);
    check_that(fabs(sum / n) < 6 * a / sqrt(3 * n),
               "the weights are not spread evenly around 0",
               "their mean is %g, a is %g", sum / n, a);
    check_that(fabs(squares / n - a * a / 3) < 6 * a * a * 0.3 / sqrt(n),
               "the weights are not uniform in [-a, a)",
               "the mean square is %g, due is about %g", squares / n,
               a * a / 3);
}

Test(linear_new, draws_weights_within_the_bound)
{
    const char *rules[] = {"xavier", "he", "product", "small"};
    for (size_t r = 0; r < 4; r++) {
        size_t in = check_size(40, 60), out = check_size(30, 40);
        double bounds[] = {sqrt(6.0 / (double)(in + out)),
                           sqrt(6.0 / (double)in),
                           sqrt(6.0 / (double)(in * out)), 0.001};
        Linear *l = layer_of(in, out, rules[r], rng_next(check_rng()));
        Mat W = check_junk(in, out), b = check_junk(1, out);
        linear_get(l, &W, &b);
        bounds_hold(&W, bounds[r]);
        linear_free(l);
    }
}

Test(linear_new, starts_biases_and_gradients_at_zero)
{
    size_t in = check_size(2, 6), out = check_size(7, 9);
    Linear *l = layer_of(in, out, "he", rng_next(check_rng()));
    Mat W = check_junk(in, out), b = check_junk(1, out);
    Mat zeros = mat_new(in, out), zero_row = mat_new(1, out);
    check_that(linear_in(l) == in && linear_out(l) == out,
               "the layer has the wrong size", "%zu x %zu, due %zu x %zu",
               linear_in(l), linear_out(l), in, out);
    linear_get(l, &W, &b);
    check_mat("b", &b, &zero_row, 0);
    linear_grad(l, &W, &b);
    check_no_shape_error();
    check_mat("dW of a new layer", &W, &zeros, 0);
    check_mat("db of a new layer", &b, &zero_row, 0);
    linear_free(l);
}

static void same_weights(const Mat *W, const Mat *first)
{
    for (size_t i = 0; i < mat_size(W); i++)
        if (W->data[i] != first->data[i])
            check_fail("the same seed gives other weights",
                       "they depend on more than the seed: on what a "
                       "generator like rand() has given before, on earlier "
                       "calls, or on the clock",
                       NULL);
}

Test(linear_new, gives_the_same_weights_for_the_same_seed)
{
    uint64_t seed = rng_next(check_rng());
    const uint64_t seeds[] = {seed, seed, seed + 1, seed ^ 1ull << 40};
    Mat W[4], b = mat_new(1, 5);
    for (size_t i = 0; i < 4; i++) {
        Linear *l = layer_of(4, 5, "xavier", seeds[i]);
        W[i] = check_junk(4, 5);
        linear_get(l, &W[i], &b);
        linear_free(l);
    }
    same_weights(&W[1], &W[0]);
    for (size_t other = 2; other < 4; other++) {
        size_t equal = 0;
        for (size_t i = 0; i < 20; i++)
            equal += W[0].data[i] == W[other].data[i];
        check_that(equal < 3, "another seed gives the same weights",
                   "%zu of 20 are equal", equal);
    }
    for (size_t i = 1; i < 20; i++)
        check_that(W[0].data[i] != W[0].data[0],
                   "weights are copies of each other: each has to be drawn "
                   "on its own",
                   "numbers 0 and %zu", i);
}

Test(linear_new, counts_no_calls)
{
    uint64_t seed = rng_next(check_rng());
    Mat first = check_junk(3, 4), b = mat_new(1, 4);
    for (size_t i = 0; i < 20; i++) {
        Linear *l = layer_of(3, 4, "he", seed);
        Mat W = check_junk(3, 4);
        linear_get(l, &W, &b);
        linear_free(l);
        if (i == 0)
            mat_assign(&W, &first);
        same_weights(&W, &first);
        mat_free(&W);
    }
}

Test(linear_new, can_start_from_zero)
{
    Linear *l = layer_of(3, 4, "zero", rng_next(check_rng()));
    Mat W = check_junk(3, 4), b = check_junk(1, 4), zeros = mat_new(3, 4);
    linear_get(l, &W, &b);
    check_mat("W by the rule \"zero\"", &W, &zeros, 0);
    linear_free(l);
}

Test(linear_new, gives_each_layer_memory_of_its_own)
{
    Case c = case_of(2, 3, 4), other = case_of(2, 3, 4);
    stays(&c, "another layer was made and set");
    linear_free(other.l);
    stays(&c, "another layer was freed");
    linear_free(c.l);
    linear_free(NULL);
}

Test(linear_new, refuses_an_unknown_rule)
{
    Linear *l = layer_of(3, 4, "he", 1);
    linear_free(l);
    check_that(linear_new(3, 4, "glorot", 1) == NULL,
               "a layer is made by a rule that does not exist", "\"glorot\"");
}
