/* Checks of chapter 4. One source, linked with your code on your machine
 * and with proxies for it when it is graded. */
#include "activations.h"
#include "check.h"
#include "gradcheck.h"
#include "linear.h"
#include "mynet.h"
#include "patients.h"

#include "tests.inc"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const double tiny = 1e-11; /* what rounding may do to a short sum */

/* A layer with fresh parameters, and a batch for it. All four shapes differ,
 * so that nothing fits by accident. */
typedef struct {
    size_t n, in, out;
    Linear *l;
    Mat W, b, x, dy;
} Case;

static Linear *layer_of(size_t in, size_t out, const char *rule,
                        uint64_t seed)
{
    Linear *l = linear_new(in, out, rule, seed);
    if (!l)
        check_fail(
            "linear_new() returned NULL, so there is no layer to check",
            "linear_new() has to come first", NULL);
    return l;
}

static Case case_of(size_t n, size_t in, size_t out)
{
    Case c = {n, in, out, layer_of(in, out, "xavier", 1), {0}, {0}, {0}, {0}};
    c.W = check_random(in, out, -2, 2);
    c.b = check_random(1, out, -2, 2);
    c.x = check_random(n, in, -3, 3);
    c.dy = check_random(n, out, -2, 2);
    linear_set(c.l, &c.W, &c.b);
    return c;
}

static Case fresh_case(void)
{
    return case_of(check_size(3, 4), check_size(5, 6), check_size(7, 8));
}

static void case_free(Case *c)
{
    linear_free(c->l);
    mat_free(&c->W);
    mat_free(&c->b);
    mat_free(&c->x);
    mat_free(&c->dy);
}

/* The layer's parameters, as they are now. */
static void stays(const Case *c, const char *after)
{
    char name[80];
    Mat W = check_junk(c->in, c->out), b = check_junk(1, c->out);
    linear_get(c->l, &W, &b);
    snprintf(name, sizeof name, "W after %s", after);
    check_mat(name, &W, &c->W, 0);
    snprintf(name, sizeof name, "b after %s", after);
    check_mat(name, &b, &c->b, 0);
    mat_free(&W);
    mat_free(&b);
}

/* Naive formulas */

static Mat forward_of(const Case *c)
{
    Mat y = mat_new(c->n, c->out);
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->out; j++) {
            long double sum = c->b.data[j];
            for (size_t k = 0; k < c->in; k++)
                sum += (long double)AT(&c->x, i, k) * AT(&c->W, k, j);
            AT(&y, i, j) = (real)sum;
        }
    return y;
}

static Mat dx_of(const Case *c)
{
    Mat dx = mat_new(c->n, c->in);
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->in; k++) {
            long double sum = 0;
            for (size_t j = 0; j < c->out; j++)
                sum += (long double)AT(&c->dy, i, j) * AT(&c->W, k, j);
            AT(&dx, i, k) = (real)sum;
        }
    return dx;
}

static Mat dW_of(const Case *c)
{
    Mat dW = mat_new(c->in, c->out);
    for (size_t k = 0; k < c->in; k++)
        for (size_t j = 0; j < c->out; j++) {
            long double sum = 0;
            for (size_t i = 0; i < c->n; i++)
                sum += (long double)AT(&c->x, i, k) * AT(&c->dy, i, j);
            AT(&dW, k, j) = (real)sum;
        }
    return dW;
}

static Mat db_of(const Case *c)
{
    Mat db = mat_new(1, c->out);
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->out; j++)
            db.data[j] += AT(&c->dy, i, j);
    return db;
}

/* The same numbers, taken for a matrix with rows and columns exchanged:
 * element (i, j) is read where element (j, i) of a cols x rows matrix is. */
static Mat misread(const Mat *m)
{
    Mat wrong = mat_new(m->rows, m->cols);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            AT(&wrong, i, j) = m->data[j * m->rows + i];
    return wrong;
}

/* The transpose, its numbers written row by row into a matrix of m's shape.
 */
static Mat miswritten(const Mat *m)
{
    Mat wrong = mat_new(m->rows, m->cols);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            wrong.data[j * m->rows + i] = AT(m, i, j);
    return wrong;
}

static Mat sum_of(const Mat *a, const Mat *b)
{
    Mat sum = mat_copy(b);
    mat_add_scaled(1, a, &sum);
    return sum;
}

/* How wide to draw */

static void bound_is(const char *rule, size_t in, size_t out, double due)
{
    char name[40], text[20]; /* of the same letters, in another place */
    snprintf(name, sizeof name, "the bound of rule \"%s\"", rule);
    snprintf(text, sizeof text, "%s", rule);
    double bound = init_bound(text, in, out);
    if (isnan(bound) && !isnan(init_bound(rule, in, out)))
        check_fail("a rule is known only where the test wrote it",
                   "== asks whether two texts lie in the same place: "
                   "strcmp() compares their letters",
                   NULL);
    check_given_num("in", (double)in);
    check_given_num("out", (double)out);
    check_num(name, bound, due, 1e-12);
}

Test(init_bound, knows_xavier)
{
    size_t n_in = check_size(11, 60), n_out = check_size(70, 200);
    double in = (double)n_in, out = (double)n_out;
    check_suspect_num(
        sqrt(6 / (in * out)),
        "in and out are multiplied where they have to be added");
    check_suspect_num(sqrt(6 / in + out),
                      "6 / in + out divides before it adds: the sum needs "
                      "brackets");
    check_suspect_num(sqrt(6.0) / (in + out), "the root covers only the 6");
    check_suspect_num(6 / (in + out), "the root is missing");
    check_suspect_num(sqrt(2 / (in + out)),
                      "this is the standard deviation of Xavier's rule; the "
                      "bound of the uniform interval is sqrt(3) times that");
    check_suspect_num(sqrt(6 / in), "this is He's rule: out is missing");
    check_suspect_num(sqrt(6 / out), "in is missing");
    check_suspect_num(sqrt(1 / in), "this is another rule, sqrt(1 / in)");
    check_suspect_num(0, "6 / (in + out) between integers is an integer, "
                         "here 0: divide doubles");
    bound_is("xavier", n_in, n_out, sqrt(6 / (in + out)));
}

Test(init_bound, knows_he)
{
    size_t n_in = check_size(11, 60), n_out = check_size(70, 200);
    double in = (double)n_in, out = (double)n_out;
    check_suspect_num(sqrt(2 / in),
                      "this is the standard deviation of He's rule; the "
                      "bound of the uniform interval is sqrt(3) times that");
    check_suspect_num(sqrt(6 / out),
                      "He's rule counts the inputs, this counts the outputs");
    check_suspect_num(sqrt(6 / (in + out)), "this is Xavier's rule");
    check_suspect_num(0, "6 / in between integers is an integer, here 0: "
                         "divide doubles");
    bound_is("he", n_in, n_out, sqrt(6 / in));
}

Test(init_bound, knows_the_other_three)
{
    size_t in = check_size(11, 60), out = check_size(70, 200);
    check_suspect_num(sqrt(6 / (double)(in + out)),
                      "this rule is meant to be wrong: it multiplies");
    bound_is("product", in, out, sqrt(6 / ((double)in * (double)out)));
    bound_is("small", in, out, 0.001);
    bound_is("zero", in, out, 0);
}

static void no_rule(const char *name)
{
    check_that(isnan(init_bound(name, 3, 4)),
               "an unknown rule does not give NaN", "the rule was \"%s\"",
               name);
}

/* A name that is nearly a rule's: whoever compares the beginning, the end or
 * a single letter takes it for one. */
static void no_neighbour(const char *name)
{
    if (!isnan(init_bound("glorot", 3, 4)) || isnan(init_bound(name, 3, 4)))
        no_rule(name);
    else
        check_fail("an unknown rule does not give NaN",
                   "a name that is nearly a rule's is taken for it: all "
                   "letters have to be equal, as strcmp() compares them",
                   NULL);
}

Test(init_bound, is_not_a_number_for_an_unknown_rule)
{
    const char *names[] = {"glorot", "", "x", "xavier2", "Xavier"};
    for (size_t i = 0; i < 5; i++)
        no_rule(names[i]);
}

Test(init_bound, knows_a_rule_by_its_whole_name)
{
    const char *rules[] = {"xavier", "he", "product", "small", "zero"};
    const char *longer[] = {"%ss",  "%s2", "%savy", "%s ",
                            "%s\n", "x%s", " %s",   "%s%s"};
    for (size_t r = 0; r < 5; r++) {
        char name[40];
        for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
            snprintf(name, sizeof name, longer[i], rules[r], rules[r]);
            no_neighbour(name);
        }
        no_neighbour(rules[r] + 1);
        snprintf(name, sizeof name, "%.*s", (int)strlen(rules[r]) - 1,
                 rules[r]);
        no_neighbour(name);
        for (size_t i = 0; i < strlen(rules[r]); i++) {
            snprintf(name, sizeof name, "%s", rules[r]);
            name[i] = (char)toupper(name[i]);
            no_neighbour(name);
            name[i] = '?';
            no_neighbour(name);
        }
    }
}

/* A new layer */

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

/* Forward */

static void suspect_forward(const Case *c)
{
    Case w = *c;
    Mat zero = mat_new(1, c->out), wrong;
    w.b = zero;
    wrong = forward_of(&w);
    check_suspect(&wrong, "the bias is missing");
    if (c->n > 1) {
        for (size_t j = 0; j < c->out; j++)
            AT(&wrong, 0, j) += c->b.data[j];
        check_suspect(&wrong, "the bias is added to the first sample only: "
                              "each row gets it");
    }
    w.b = mat_new(1, c->out);
    mat_add_scaled(2, &c->b, &w.b);
    wrong = forward_of(&w);
    check_suspect(&wrong, "the bias is added twice");
    w = *c;
    w.b = mat_new(1, c->out);
    mat_fill(&w.b, c->b.data[0]);
    wrong = forward_of(&w);
    check_suspect(&wrong, "every column gets the first bias: output j needs "
                          "b(0, j)");
    w = *c;
    w.W = misread(&c->W);
    wrong = forward_of(&w);
    check_suspect(&wrong, "W is read as if it were out x in: row k, column j "
                          "of an in x out matrix is at k * out + j");
}

Test(linear_forward, computes_x_W_plus_b)
{
    Case c = fresh_case();
    Mat y = check_junk(c.n, c.out), due = forward_of(&c);
    check_given("x", &c.x);
    check_given("W", &c.W);
    check_given("b", &c.b);
    suspect_forward(&c);
    Mat added = sum_of(&y, &due);
    check_suspect(&added, "the sum starts from what was in y before: start "
                          "it from zero");
    linear_forward(c.l, &c.x, &y);
    check_no_shape_error();
    check_mat("y", &y, &due, tiny);
    stays(&c, "linear_forward()");
    mat_free(&due);
    mat_free(&y);
    case_free(&c);
}

Test(linear_forward, takes_one_sample_and_many)
{
    size_t sizes[] = {1, 2, 40, check_size(1030, 1200)};
    for (size_t i = 0; i < 4; i++) {
        Case c =
            case_of(sizes[i], check_size(1, 3), 2 * check_size(2, 4) + 1);
        Mat y = check_junk(c.n, c.out), due = forward_of(&c);
        check_given("x", &c.x);
        suspect_forward(&c);
        linear_forward(c.l, &c.x, &y);
        check_mat("y", &y, &due, tiny);
        case_free(&c);
    }
}

Test(linear_forward, takes_many_inputs_and_many_outputs)
{
    size_t wide = check_size(1030, 1200);
    Case cases[] = {case_of(3, wide, 2), case_of(3, 2, wide)};
    for (size_t i = 0; i < 2; i++) {
        Mat y = check_junk(3, cases[i].out), due = forward_of(&cases[i]);
        linear_forward(cases[i].l, &cases[i].x, &y);
        check_mat("y of a wide layer", &y, &due, tiny);
        case_free(&cases[i]);
    }
}

/* Sheet D: W to 2 W and b to 2 b + 1 turn y into 2 y + 1. */
Test(linear_forward, follows_its_parameters)
{
    Case c = fresh_case();
    Mat y = check_junk(c.n, c.out), twice = check_junk(c.n, c.out);
    linear_forward(c.l, &c.x, &y);
    Mat due = mat_copy(&y), W = mat_copy(&c.W), b = mat_copy(&c.b);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = 2 * y.data[i] + 1;
    mat_add_scaled(1, &c.W, &W);
    for (size_t j = 0; j < c.out; j++)
        b.data[j] = 2 * c.b.data[j] + 1;
    linear_set(c.l, &W, &b);
    linear_forward(c.l, &c.x, &twice);
    check_suspect(&y, "W and b have changed, and this has not: it has to be "
                      "computed from W and b as they are now");
    check_mat("y after W became 2 W and b became 2 b + 1", &twice, &due,
              tiny);
    case_free(&c);
}

/* What one layer leaves behind, another one of another size must not find. */
Test(linear_forward, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {case_of(5, 3, 1), case_of(7, 9, 13), case_of(3, 1, 5)};
    for (size_t i = 0; i < 6; i++) {
        Case *c = &cases[i % 3];
        Mat y = check_junk(c->n, c->out), due = forward_of(c);
        linear_forward(c->l, &c->x, &y);
        check_mat("y of a layer, when layers of several sizes take turns", &y,
                  &due, tiny);
        mat_free(&due);
        mat_free(&y);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

Test(linear_forward, leaves_y_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7);
    Mat x = check_random(3, 4, -1, 1), y = check_random(3, 7, -1, 1);
    Mat small = check_random(2, 7, -1, 1), before = mat_copy(&y);
    linear_forward(c.l, &x, &y);
    check_shape_error("3 x 4", "5");
    check_mat("y after a shape error", &y, &before, 0);
    before = mat_copy(&small);
    linear_forward(c.l, &c.x, &small);
    check_shape_error("2 x 7", "3");
    check_mat("y after a shape error", &small, &before, 0);
    case_free(&c);
}

/* Backward */

typedef struct {
    Mat dx, dW, db;
} Grads;

static Grads backward(const Case *c)
{
    Grads g = {check_junk(c->n, c->in), check_junk(c->in, c->out),
               check_junk(1, c->out)};
    linear_backward(c->l, &c->x, &c->dy, &g.dx);
    check_no_shape_error();
    linear_grad(c->l, &g.dW, &g.db);
    return g;
}

/* The layer's parameters are those that it had, else a step was made. */
static void makes_no_step(const Case *c)
{
    Mat W = check_junk(c->in, c->out), b = check_junk(1, c->out);
    linear_get(c->l, &W, &b);
    bool moved = memcmp(W.data, c->W.data, mat_size(&W) * sizeof(real)) ||
                 memcmp(b.data, c->b.data, mat_size(&b) * sizeof(real));
    if (moved)
        check_fail("linear_backward() changes W or b",
                   "the backward pass makes a step: parameters move in "
                   "linear_step() only, so that dx is taken with the W of "
                   "the forward pass",
                   NULL);
    mat_free(&W);
    mat_free(&b);
}

static void suspect_scaled(const Case *c)
{
    check_suspect_factor(1.0 / (double)c->n,
                         "this is divided by the batch size: the loss has "
                         "done that already, the layer only sums");
    check_suspect_factor((double)c->n,
                         "this is multiplied by the batch size");
    check_suspect_factor(-1, "the sign is the other way round");
}

static void check_dx(const Case *c, const Mat *dx)
{
    Mat due = dx_of(c), wrong;
    Case w = *c;
    w.W = misread(&c->W);
    wrong = dx_of(&w);
    check_given("dy", &c->dy);
    check_given("W", &c->W);
    check_suspect(&wrong,
                  "W is read as if it were out x in: dx = dy WT needs "
                  "row k of W, W(k, j) for all j");
    w = *c;
    w.dy = mat_new(c->n, c->out);
    mat_fill(&w.dy, 1);
    wrong = dx_of(&w);
    check_suspect(&wrong, "dy is not used");
    suspect_scaled(c);
    check_mat("dx", dx, &due, tiny);
}

/* As wide as it is high, and the rest 0. */
static Mat square_of(const Mat *m)
{
    Mat square = mat_copy(m);
    size_t side = m->rows < m->cols ? m->rows : m->cols;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            if (i >= side || j >= side)
                AT(&square, i, j) = 0;
    return square;
}

/* Is it what the first few of many samples give? The loops are short: `of`
 * is a sum over the samples. */
static void suspect_prefix(const Case *c, Mat (*of)(const Case *),
                           const Mat *got)
{
    Case part = *c, one = *c;
    Mat sum = mat_new(got->rows, got->cols);
    one.n = one.x.rows = one.dy.rows = 1;
    for (part.n = 1; part.n < c->n; part.n++) {
        one.x.data = &AT(&c->x, part.n - 1, 0);
        one.dy.data = &AT(&c->dy, part.n - 1, 0);
        Mat term = of(&one);
        mat_add_scaled(1, &term, &sum);
        mat_free(&term);
        if (part.n > 1 && fabs((double)(got->data[0] - sum.data[0])) < 1e-9)
            check_suspect(&sum, "the sum ends before the last sample: it "
                                "runs over all rows of the batch, however "
                                "many there are");
    }
    mat_free(&sum);
}

static void check_dW(const Case *c, const Mat *dW)
{
    Mat due = dW_of(c), zero = mat_new(c->in, c->out), wrong;
    check_given("x", &c->x);
    check_given("dy", &c->dy);
    check_suspect(&zero, "no gradient was stored in the layer's dW");
    wrong = miswritten(&due);
    check_suspect(&wrong, "this is dyT x, the transpose: dW has W's shape, "
                          "in x out");
    Case w = *c;
    w.dy = mat_new(c->n, c->out);
    mat_fill(&w.dy, 1);
    wrong = dW_of(&w);
    check_suspect(&wrong, "dy is not used: each sample's x has to be weighed "
                          "with its dy");
    w = *c;
    w.n = 1;
    wrong = dW_of(&w);
    check_suspect(&wrong, "only the first sample counts: sum over the batch");
    wrong = square_of(&due);
    check_suspect(&wrong, "only a square part is computed: rows run to in, "
                          "columns to out");
    suspect_prefix(c, dW_of, dW);
    suspect_scaled(c);
    check_mat("dW", dW, &due, tiny);
}

static void check_db(const Case *c, const Mat *db)
{
    Mat due = db_of(c), wrong = mat_new(1, c->out);
    check_given("dy", &c->dy);
    check_suspect(&wrong, "no gradient was stored in the layer's db");
    for (size_t row = 0; row < c->n; row += c->n - 1) {
        for (size_t j = 0; j < c->out; j++)
            wrong.data[j] = AT(&c->dy, row, j);
        check_suspect(&wrong, row ? "this is the last row of dy alone: sum "
                                    "over the batch"
                                  : "this is the first row of dy alone: sum "
                                    "over the batch");
        if (c->n == 1)
            break;
    }
    suspect_prefix(c, db_of, db);
    mat_fill(&wrong, 1);
    check_suspect(&wrong, "these are ones: dy has to come in");
    mat_fill(&wrong, (double)c->n);
    check_suspect(&wrong, "these are counts: dy has to come in");
    suspect_scaled(c);
    check_mat("db", db, &due, tiny);
}

Test(linear_backward, gives_dx)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    makes_no_step(&c);
    check_dx(&c, &g.dx);
    case_free(&c);
}

Test(linear_backward, stores_dW)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    check_dW(&c, &g.dW);
    case_free(&c);
}

Test(linear_backward, stores_db)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    check_db(&c, &g.db);
    case_free(&c);
}

Test(linear_backward, takes_one_sample_and_many)
{
    size_t sizes[] = {1, 40, check_size(1030, 1200)};
    for (size_t i = 0; i < 3; i++) {
        Case c = case_of(sizes[i], 3, 5);
        Grads g = backward(&c);
        check_dx(&c, &g.dx);
        check_dW(&c, &g.dW);
        check_db(&c, &g.db);
        case_free(&c);
    }
}

Test(linear_backward, takes_many_inputs_and_many_outputs)
{
    size_t wide = check_size(1030, 1200);
    Case cases[] = {case_of(3, wide, 2), case_of(3, 2, wide)};
    for (size_t i = 0; i < 2; i++) {
        Grads g = backward(&cases[i]);
        check_dx(&cases[i], &g.dx);
        check_dW(&cases[i], &g.dW);
        check_db(&cases[i], &g.db);
        case_free(&cases[i]);
    }
}

Test(linear_backward, replaces_the_gradients_of_the_batch_before)
{
    Case c = fresh_case(), second = c;
    backward(&c);
    second.x = check_random(c.n, c.in, -3, 3);
    second.dy = check_random(c.n, c.out, -2, 2);
    Grads h = backward(&second);
    Mat first = dW_of(&c), due = dW_of(&second), sum = sum_of(&first, &due);
    check_suspect(&first, "these are still the gradients of the first batch");
    check_suspect(&sum, "dW is added to what was there: each backward pass "
                        "starts from zero");
    check_mat("dW of a second batch", &h.dW, &due, tiny);
    first = db_of(&c);
    due = db_of(&second);
    sum = sum_of(&first, &due);
    check_suspect(&first, "these are still the gradients of the first batch");
    check_suspect(&sum, "db is added to what was there: each backward pass "
                        "starts from zero");
    check_mat("db of a second batch", &h.db, &due, tiny);
    case_free(&c);
}

Test(linear_backward, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {case_of(5, 3, 1), case_of(7, 9, 13), case_of(3, 1, 5)};
    for (size_t i = 0; i < 6; i++) {
        Grads g = backward(&cases[i % 3]);
        check_dx(&cases[i % 3], &g.dx);
        check_dW(&cases[i % 3], &g.dW);
        check_db(&cases[i % 3], &g.db);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

/* Column j of m times 10 to a power: from -6 to 6, both of them there. */
static void spread_columns(Mat *m)
{
    for (size_t j = 0; j < m->cols; j++) {
        double power = j < 2 ? (j ? 6 : -6) : check_uniform(-6, 6);
        for (size_t i = 0; i < m->rows; i++)
            AT(m, i, j) *= (real)pow(10, power);
    }
}

static void spread_rows(Mat *m)
{
    for (size_t i = 0; i < m->rows; i++) {
        double power = i < 2 ? (i ? 6 : -6) : check_uniform(-6, 6);
        for (size_t j = 0; j < m->cols; j++)
            AT(m, i, j) *= (real)pow(10, power);
    }
}

static Mat sizes_in(const Mat *m)
{
    Mat sizes = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        sizes.data[i] = (real)fabs((double)m->data[i]);
    return sizes;
}

/* Compares each entry in units of the sum of its terms' sizes, which is what
 * rounding is measured by. */
static void check_closely(const char *name, const Mat *got, const Mat *due,
                          const Mat *unit, double tolerance)
{
    Mat came = mat_copy(got), right = mat_copy(due);
    for (size_t i = 0; i < mat_size(due); i++) {
        came.data[i] /= unit->data[i];
        right.data[i] /= unit->data[i];
    }
    check_mat(name, &came, &right, tolerance);
    mat_free(&came);
    mat_free(&right);
}

/* A difference of two losses has the accuracy of the loss, in which small
 * entries are lost; a sum of products has that of its own terms. */
Test(linear_backward, keeps_small_entries_beside_large_ones)
{
    Case c = fresh_case();
    spread_columns(&c.x);
    spread_rows(&c.W);
    spread_columns(&c.dy);
    linear_set(c.l, &c.W, &c.b);
    Case sizes = c;
    sizes.x = sizes_in(&c.x);
    sizes.W = sizes_in(&c.W);
    sizes.dy = sizes_in(&c.dy);
    Grads g = backward(&c);
    Mat due[] = {dx_of(&c), dW_of(&c), db_of(&c)};
    Mat unit[] = {dx_of(&sizes), dW_of(&sizes), db_of(&sizes)};
    check_closely("dx, in units of its terms,", &g.dx, &due[0], &unit[0],
                  1e-14);
    check_closely("dW, in units of its terms,", &g.dW, &due[1], &unit[1],
                  1e-14);
    check_closely("db, in units of its terms,", &g.db, &due[2], &unit[2],
                  1e-14);
    case_free(&c);
}

/* Each entry can be had by moving one number and running the layer forward
 * again, too: a hundred thousand products in the place of two. Plain loops in
 * any order take less than 100 ms. */
Test(linear_backward, does_no_more_work_than_a_few_products)
{
    Case c = case_of(64, 2003, 61);
    double begin = check_clock();
    Mat dx = dx_of(&c), dW = dW_of(&c);
    check_work_begins(check_clock() - begin);
    Grads g = backward(&c);
    check_work_ends("linear_backward() takes far longer than the two "
                    "products that it stands for");
    check_mat("dx of a wide layer", &g.dx, &dx, 1e-10);
    check_mat("dW of a wide layer", &g.dW, &dW, 1e-10);
    case_free(&c);
}

Test(linear_backward, does_without_dx)
{
    Case c = fresh_case();
    Mat dW = check_junk(c.in, c.out), db = check_junk(1, c.out);
    linear_backward(c.l, &c.x, &c.dy, NULL);
    check_no_shape_error();
    linear_grad(c.l, &dW, &db);
    check_dW(&c, &dW);
    check_db(&c, &db);
    case_free(&c);
}

/* Sheet D: W to 2 W turns dx into 2 dx, and leaves dW and db alone. */
Test(linear_backward, follows_its_parameters)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    Mat W = mat_copy(&c.W), due = sum_of(&g.dx, &g.dx);
    mat_add_scaled(1, &c.W, &W);
    linear_set(c.l, &W, &c.b);
    Grads h = backward(&c);
    check_suspect(&g.dx, "W has changed, and this has not: it has to be "
                         "computed from W as it is now");
    check_mat("dx after W became 2 W", &h.dx, &due, tiny);
    check_dW(&c, &h.dW);
    check_db(&c, &h.db);
    case_free(&c);
}

/* The loss of sheet D's gradient check: y weighed by an upstream gradient,
 * with y from linear_forward(). */
typedef struct {
    Linear *l;
    Mat W, b, x, up;
} Sheet;

static double sheet_loss(void *context)
{
    Sheet *s = context;
    Mat y = mat_new(s->x.rows, s->b.cols);
    double sum = 0;
    linear_set(s->l, &s->W, &s->b);
    linear_forward(s->l, &s->x, &y);
    for (size_t i = 0; i < mat_size(&y); i++)
        sum += (double)s->up.data[i] * (double)y.data[i];
    mat_free(&y);
    return sum;
}

static void agrees(const char *name, Sheet *s, Mat *at, const Mat *d)
{
    char message[100];
    GradCheck worst = gradcheck_all(sheet_loss, s, at, d, 1e-4);
    snprintf(message, sizeof message,
             "%s is not the gradient of what linear_forward() computes",
             name);
    check_that(worst.error < 1e-5, message,
               "row %zu, column %zu: came %.9g, the central difference is "
               "%.9g",
               worst.row, worst.col, worst.given, worst.numeric);
}

Test(linear_backward, verified_by_central_differences)
{
    Sheet s = {layer_of(5, 7, "xavier", 1), check_random(5, 7, 0.2, 1),
               check_random(1, 7, 0.2, 1), check_random(3, 5, -10, 10),
               mat_new(3, 7)};
    Mat dx = check_junk(3, 5), dW = check_junk(5, 7), db = check_junk(1, 7);
    mat_fill(&s.up, 2);
    linear_set(s.l, &s.W, &s.b);
    linear_backward(s.l, &s.x, &s.up, &dx);
    linear_grad(s.l, &dW, &db);
    agrees("dx", &s, &s.x, &dx);
    agrees("dW", &s, &s.W, &dW);
    agrees("db", &s, &s.b, &db);
    linear_free(s.l);
}

/* A shape error when one of the three does not fit, and nothing changes. */
static void refuses(const Case *c, const Mat *x, const Mat *dy, Mat *dx,
                    const char *shape, const char *other)
{
    Mat dW = check_junk(c->in, c->out), db = check_junk(1, c->out);
    Mat dW_before = mat_copy(&dW), db_before = mat_copy(&db),
        dx_before = mat_copy(dx);
    linear_grad(c->l, &dW_before, &db_before);
    linear_backward(c->l, x, dy, dx);
    check_shape_error(shape, other);
    linear_grad(c->l, &dW, &db);
    check_mat("dx after a shape error", dx, &dx_before, 0);
    check_mat("dW after a shape error", &dW, &dW_before, 0);
    check_mat("db after a shape error", &db, &db_before, 0);
    stays(c, "a shape error");
}

Test(linear_backward, leaves_everything_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7);
    backward(&c);
    Mat dy = check_random(3, 7, -1, 1), wide = check_random(3, 6, -1, 1);
    Mat few = check_random(2, 5, -1, 1), narrow = check_random(3, 4, -1, 1);
    Mat dx = check_junk(3, 5), less = check_junk(3, 4),
        turned = check_junk(5, 3), low = check_junk(2, 5);
    refuses(&c, &c.x, &wide, &dx, "3 x 6", "7");
    refuses(&c, &few, &dy, &low, "3 x 7", "2");
    refuses(&c, &narrow, &dy, &less, "3 x 4", "5");
    refuses(&c, &c.x, &dy, &turned, "5 x 3", "3 x 5");
    refuses(&c, &c.x, &dy, &less, "3 x 4", "3 x 5");
    case_free(&c);
}

/* Step */

static void suspect_step(const Case *c, const Mat *was, const Mat *grad,
                         double rate)
{
    const struct {
        double rate;
        const char *cause;
    } wrong[] = {
        {-rate, "this climbs: the step goes against the gradient"},
        {2 * rate, "the step is made twice"},
        {rate / (double)c->out,
         "the step is divided by the number of outputs: nothing divides it"},
        {rate / (double)c->n,
         "the step is divided by the batch size: the loss has done that"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Mat m = mat_copy(was);
        mat_add_scaled(-wrong[i].rate, grad, &m);
        check_suspect(&m, wrong[i].cause);
        mat_free(&m);
    }
}

/* Is every entry off by one and the same part of what it was? */
static void suspect_decay(const Mat *was, const Mat *due, const Mat *got)
{
    size_t largest = 0;
    for (size_t i = 0; i < mat_size(was); i++)
        if (fabs((double)was->data[i]) > fabs((double)was->data[largest]))
            largest = i;
    Mat shrunk = mat_copy(due);
    mat_add_scaled((got->data[largest] - due->data[largest]) /
                       was->data[largest],
                   was, &shrunk);
    check_suspect(&shrunk, "besides the step a part of the parameter itself "
                           "is taken off: there is no weight decay here");
    mat_free(&shrunk);
}

static void stepped(Case *c, const Grads *g, double rate, double times)
{
    Mat W = check_junk(c->in, c->out), b = check_junk(1, c->out);
    Mat *is[] = {&W, &b}, *was[] = {&c->W, &c->b};
    const Mat *grad[] = {&g->dW, &g->db};
    const char *names[] = {"W after a step", "b after a step"};
    linear_get(c->l, &W, &b);
    for (size_t p = 0; p < 2; p++) {
        Mat due = mat_copy(was[p]), wrong = mat_copy(was[p]);
        check_given_num("rate", rate);
        check_given("what it was", was[p]);
        check_given("its gradient", grad[p]);
        check_suspect(was[p], p ? "the biases do not move"
                                : "the weights do not move");
        suspect_step(c, was[p], grad[p], rate * times);
        mat_add_scaled(-1, grad[p], &wrong);
        check_suspect(&wrong, "the learning rate is missing");
        mat_add_scaled(-rate * times, grad[p], &due);
        suspect_decay(was[p], &due, is[p]);
        check_mat(names[p], is[p], &due, tiny);
    }
}

static void any_gradient(const Grads *g)
{
    double sum = 0;
    for (size_t i = 0; i < mat_size(&g->dW); i++)
        sum += fabs(g->dW.data[i]);
    check_that(sum > 0,
               "there are no gradients to step with: "
               "linear_backward() comes first",
               "dW is all zero");
}

Test(linear_step, goes_against_the_stored_gradients)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    any_gradient(&g);
    double rate = check_uniform(0.1, 0.4);
    linear_step(c.l, rate);
    stepped(&c, &g, rate, 1);
    case_free(&c);
}

Test(linear_step, leaves_the_gradients_as_they_are)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    any_gradient(&g);
    linear_step(c.l, 0.25);
    Mat dW = check_junk(c.in, c.out), db = check_junk(1, c.out);
    linear_grad(c.l, &dW, &db);
    Mat cleared = mat_new(c.in, c.out);
    check_suspect(&cleared, "the step clears the gradients: backward writes "
                            "them anew, nobody has to clear them");
    check_mat("dW after a step", &dW, &g.dW, 0);
    check_mat("db after a step", &db, &g.db, 0);
    linear_step(c.l, 0.25);
    stepped(&c, &g, 0.25, 2);
    case_free(&c);
}

Test(linear_step, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {case_of(2, 3, 1), case_of(2, 41, 31),
                    case_of(2, 1, 1100)};
    for (size_t i = 0; i < 6; i++) {
        Case *c = &cases[i % 3];
        linear_set(c->l, &c->W, &c->b);
        Grads g = backward(c);
        linear_step(c->l, 0.3);
        stepped(c, &g, 0.3, 1);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

/* Activations as layers */

typedef void (*ActivationFn)(const Mat *seen, const Mat *dy, Mat *dx);

static void activation_in_place(ActivationFn f, const Mat *seen,
                                const Mat *dy, const Mat *due)
{
    Mat both = mat_copy(dy), gone = mat_new(dy->rows, dy->cols);
    check_suspect(&gone, "dy is gone before it is read: dx may be dy itself");
    f(seen, &both, &both);
    check_mat("dx, written over dy,", &both, due, tiny);
}

static void activation_minds_shapes(ActivationFn f)
{
    Mat seen = check_random(2, 3, 0, 1), dy = check_random(3, 2, 0, 1);
    Mat dx = check_junk(2, 3), before = mat_copy(&dx), odd = check_junk(6, 1);
    f(&seen, &dy, &dx);
    check_shape_error("2 x 3", "3 x 2");
    check_mat("dx after a shape error", &dx, &before, 0);
    f(&dy, &seen, &dx);
    check_shape_error("2 x 3", "3 x 2");
    check_mat("dx after a shape error", &dx, &before, 0);
    before = mat_copy(&odd);
    f(&seen, &seen, &odd);
    check_shape_error("2 x 3", "6 x 1");
    check_mat("dx after a shape error", &odd, &before, 0);
}

/* Shapes in turn: small ones behind large ones, and odd numbers of elements.
 */
static void activation_takes_any_shape(ActivationFn f,
                                       double (*slope)(double seen))
{
    const size_t shapes[][2] = {{1, 1}, {3, 1},   {1, 7}, {2, 2},
                                {5, 3}, {37, 41}, {1, 2}, {1, 1301}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        size_t rows = shapes[s][0], cols = shapes[s][1];
        Mat seen = check_random(rows, cols, 0.05, 0.95);
        Mat dy = check_random(rows, cols, -3, 3), due = mat_copy(&dy);
        Mat dx = check_junk(rows, cols);
        for (size_t i = 0; i < mat_size(&seen); i++) {
            seen.data[i] *= slope(-1) == 0 && i % 2 ? -1 : 1;
            due.data[i] *= (real)slope(seen.data[i]);
        }
        f(&seen, &dy, &dx);
        check_mat("dx, when shapes take turns", &dx, &due, tiny);
        mat_free(&seen);
        mat_free(&dy);
        mat_free(&due);
        mat_free(&dx);
    }
}

static double logistic_slope(double y)
{
    return y * (1 - y);
}

static double ramp_slope(double x)
{
    return x > 0;
}

static void suspect_sigmoid_backward(const Mat *y, const Mat *dy)
{
    Mat twice = mat_new(y->rows, y->cols), alone = mat_copy(&twice),
        half = mat_copy(&twice), sum = mat_copy(&twice);
    for (size_t i = 0; i < mat_size(y); i++) {
        double s = 1 / (1 + exp(-(double)y->data[i])), v = y->data[i];
        twice.data[i] = (real)(dy->data[i] * s * (1 - s));
        alone.data[i] = (real)(v * (1 - v));
        half.data[i] = (real)(dy->data[i] * v);
        sum.data[i] = (real)(dy->data[i] + v * (1 - v));
    }
    check_suspect(&twice, "y is the sigmoid's output already: here a sigmoid "
                          "is applied to it a second time");
    check_suspect(&alone, "this is the slope alone: it has to be multiplied "
                          "by dy");
    check_suspect(&half, "the factor 1 - y is missing");
    check_suspect(&sum, "dy and the slope are added; the chain rule "
                        "multiplies");
    check_suspect(dy, "this is dy: the slope is missing");
    check_suspect_factor(-1, "the sign is the other way round");
}

Test(sigmoid_layer, multiplies_dy_by_the_slope)
{
    Mat y = check_random(check_size(2, 4), check_size(5, 7), 0.05, 0.95);
    Mat dy = check_random(y.rows, y.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(y.rows, y.cols);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    check_given("y", &y);
    check_given("dy", &dy);
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
    activation_in_place(sigmoid_backward, &y, &dy, &due);
}

Test(sigmoid_layer, takes_thousands_of_elements)
{
    Mat y = check_random(2 * check_size(15, 20) + 1,
                         2 * check_size(65, 75) + 1, 0.05, 0.95);
    Mat dy = check_random(y.rows, y.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(y.rows, y.cols);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx for thousands of elements", &dx, &due, tiny);
}

/* Where the sigmoid is flat a difference of two of its values keeps few
 * digits. The tolerance has room for y - y * y, which keeps all but three. */
Test(sigmoid_layer, keeps_its_digits_where_the_sigmoid_is_flat)
{
    size_t n = check_size(150, 160);
    Mat y = mat_new(1, n), dy = check_random(1, n, 1, 2);
    Mat due = mat_new(1, n), dx = check_junk(1, n);
    for (size_t i = 0; i < n; i++) {
        double away = pow(10, check_uniform(-3, -1));
        y.data[i] = (real)(i % 2 ? away : 1 - away);
        due.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    }
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_closely("dx, as a part of what is due,", &dx, &due, &due, 1e-13);
}

Test(sigmoid_layer, agrees_with_central_differences)
{
    Mat x = check_random(3, 4, -3, 3), up = check_random(3, 4, 0.5, 2);
    Mat y = mat_new(3, 4), above = mat_new(3, 4), below = mat_new(3, 4);
    Mat dx = check_junk(3, 4), due = mat_new(3, 4), moved = mat_copy(&x);
    sigmoid(&x, &y);
    for (size_t i = 0; i < 12; i++)
        moved.data[i] = (real)(x.data[i] + 1e-5);
    sigmoid(&moved, &above);
    for (size_t i = 0; i < 12; i++)
        moved.data[i] = (real)(x.data[i] - 1e-5);
    sigmoid(&moved, &below);
    for (size_t i = 0; i < 12; i++)
        due.data[i] =
            (real)(up.data[i] * (above.data[i] - below.data[i]) / 2e-5);
    check_given("y", &y);
    check_given("dy", &up);
    suspect_sigmoid_backward(&y, &up);
    sigmoid_backward(&y, &up, &dx);
    check_mat("dx", &dx, &due, 1e-8);
}

Test(sigmoid_layer, passes_nothing_where_it_is_saturated)
{
    Mat y = mat_of(1, 3, (double[]){0, 1, 0.5});
    Mat dy = check_random(1, 3, 1, 2), dx = check_junk(1, 3);
    Mat due = mat_of(1, 3, (double[]){0, 0, dy.data[2] / 4});
    suspect_sigmoid_backward(&y, &dy);
    sigmoid_backward(&y, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
}

Test(sigmoid_layer, takes_any_shape)
{
    activation_takes_any_shape(sigmoid_backward, logistic_slope);
}

Test(sigmoid_layer, leaves_dx_alone_when_the_shapes_differ)
{
    activation_minds_shapes(sigmoid_backward);
}

static void suspect_relu_backward(const Mat *x, const Mat *dy)
{
    Mat alone = mat_new(x->rows, x->cols), by_dy = mat_copy(&alone),
        both = mat_copy(&alone), leak = mat_copy(&alone),
        other = mat_copy(&alone);
    for (size_t i = 0; i < mat_size(x); i++) {
        double v = x->data[i], d = dy->data[i];
        alone.data[i] = v > 0;
        by_dy.data[i] = (real)(d > 0 ? d : 0);
        both.data[i] = (real)(v > 0 && d > 0 ? d : 0);
        leak.data[i] = (real)(v > 0 ? d : 0.01 * d);
        other.data[i] = (real)(v > 0 ? 0 : d);
    }
    check_suspect(&alone, "this is the slope alone: it has to be multiplied "
                          "by dy");
    check_suspect(&by_dy, "the slope is taken from dy: it depends on x");
    check_suspect(&both, "a negative dy is lost: ReLU cuts x, not the "
                         "gradient");
    check_suspect(&leak, "a little passes where x is negative: that is the "
                         "leaky ReLU");
    check_suspect(&other, "the slope is 1 where x is positive, 0 where it is "
                          "negative");
    check_suspect(dy, "this is dy: the slope is missing");
    check_suspect_factor(-1, "the sign is the other way round");
}

Test(relu_layer, gives_the_values_of_the_sheet)
{
    Mat x = mat_of(3, 5,
                   (double[]){-5.45328, -3.664833, 5.947309, 3.525093,
                              -2.177809, -3.343721, 1.966175, -6.265316,
                              3.455121, 8.836057, -5.035086, 8.977623,
                              3.344749, -8.082041, -1.163207});
    Mat due =
        mat_of(3, 5, (double[]){0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0});
    Mat ones = mat_new(3, 5), dx = check_junk(3, 5);
    mat_fill(&ones, 1);
    check_given("x", &x);
    suspect_relu_backward(&x, &ones);
    relu_backward(&x, &ones, &dx);
    check_mat("dx for dy = 1", &dx, &due, 0);
}

Test(relu_layer, passes_dy_where_x_is_positive)
{
    Mat x = check_random(check_size(3, 4), check_size(5, 7), 0.1, 5);
    Mat dy = check_random(x.rows, x.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(x.rows, x.cols);
    for (size_t i = 0; i < mat_size(&x); i++)
        if (rng_below(check_rng(), 2)) {
            x.data[i] = -x.data[i];
            due.data[i] = 0;
        }
    check_given("x", &x);
    check_given("dy", &dy);
    suspect_relu_backward(&x, &dy);
    relu_backward(&x, &dy, &dx);
    check_mat("dx", &dx, &due, tiny);
    activation_in_place(relu_backward, &x, &dy, &due);
}

Test(relu_layer, takes_thousands_of_elements)
{
    Mat x = check_random(2 * check_size(15, 20) + 1,
                         2 * check_size(65, 75) + 1, -3, 3);
    Mat dy = check_random(x.rows, x.cols, -3, 3), due = mat_copy(&dy);
    Mat dx = check_junk(x.rows, x.cols);
    for (size_t i = 0; i < mat_size(&x); i++)
        due.data[i] = x.data[i] > 0 ? dy.data[i] : 0;
    relu_backward(&x, &dy, &dx);
    check_mat("dx for thousands of elements", &dx, &due, tiny);
}

Test(relu_layer, takes_any_slope_at_the_kink)
{
    Mat x = mat_of(1, 3, (double[]){0, 2, -2});
    Mat dy = check_random(1, 3, 1, 2), dx = check_junk(1, 3);
    relu_backward(&x, &dy, &dx);
    check_that(dx.data[0] >= 0 && dx.data[0] <= dy.data[0],
               "at x = 0 the slope is not in [0, 1]", "dx %g for dy %g",
               (double)dx.data[0], (double)dy.data[0]);
    check_that(dx.data[1] == dy.data[1] && dx.data[2] == 0,
               "beside the kink dx is wrong", "x = 2: %g, x = -2: %g",
               (double)dx.data[1], (double)dx.data[2]);
}

Test(relu_layer, takes_any_shape)
{
    activation_takes_any_shape(relu_backward, ramp_slope);
}

Test(relu_layer, leaves_dx_alone_when_the_shapes_differ)
{
    activation_minds_shapes(relu_backward);
}

/* The gradient checker */

static double worst_of(const Mat *d, const Mat *claimed)
{
    double worst = 0;
    for (size_t i = 0; i < mat_size(d); i++)
        worst = fmax(worst, gradcheck_error(d->data[i], claimed->data[i]));
    return worst;
}

/* What the checker says about claimed gradients of a case. */
static Mat checked(const Case *c, const Grads *claimed)
{
    Mat errors = check_junk(1, 3);
    linear_check(c->l, &c->x, &c->dy, &claimed->dx, &claimed->dW,
                 &claimed->db, 1e-5, &errors);
    check_no_shape_error();
    return errors;
}

static Grads right_grads(const Case *c)
{
    return (Grads){dx_of(c), dW_of(c), db_of(c)};
}

static bool is_clear(const Mat *d)
{
    for (size_t i = 0; i < mat_size(d); i++)
        if (fabs((double)d->data[i]) < 1e-3)
            return false;
    return true;
}

/* Beside a slope of nearly 0 the error of the difference itself is large:
 * here no slope is. */
static Case clear_case(void)
{
    for (;;) {
        Case c = fresh_case();
        Grads g = right_grads(&c);
        if (is_clear(&g.dx) && is_clear(&g.dW) && is_clear(&g.db))
            return c;
        case_free(&c);
    }
}

/* What comes of a check that does not move one of the three, or whose loss
 * forgets the upstream gradient. */
static void suspect_check(const Case *c, const Grads *claimed, const Mat *due)
{
    static const char *const still[] = {
        "the inputs do not move: the loss reads x, not its copy",
        "the weights do not move while dW is measured",
        "the biases do not move while db is measured"};
    Case ones = *c;
    ones.dy = mat_new(c->n, c->out);
    mat_fill(&ones.dy, 1);
    Grads plain = right_grads(&ones);
    Mat no_up = mat_of(1, 3,
                       (double[]){worst_of(&plain.dx, &claimed->dx),
                                  worst_of(&plain.dW, &claimed->dW),
                                  worst_of(&plain.db, &claimed->db)});
    check_suspect(&no_up, "the loss leaves the upstream gradient out: it is "
                          "the sum of up * y");
    for (size_t i = 0; i < 3; i++) {
        Mat wrong = mat_copy(due);
        wrong.data[i] = 1;
        check_suspect(&wrong, still[i]);
        mat_free(&wrong);
    }
    Mat swapped =
        mat_of(1, 3, (double[]){due->data[1], due->data[2], due->data[0]});
    check_suspect(&swapped, "the order of the errors is dx, dW, db");
    check_suspect(&(Mat){1, 3, (real[]){0, 0, 0}},
                  "the broken gradient is not found to be broken");
    mat_free(&ones.dy);
}

Test(linear_check, finds_nothing_wrong_with_right_gradients)
{
    Case c = clear_case();
    Grads right = right_grads(&c);
    Mat errors = checked(&c, &right), none = mat_new(1, 3);
    suspect_check(&c, &right, &none);
    check_mat("the errors of dx, dW, db when all of them are right", &errors,
              &none, 1e-4);
    stays(&c, "linear_check()");
    case_free(&c);
}

/* Gradients are wrong as a whole now and then, each in another way. */
static const struct {
    const char *what;
    double factor; /* NaN: the numbers are in other places */
} spoils[] = {{"is a quarter of what is due", 0.25},
              {"has the other sign", -1},
              {"is zero", 0},
              {"is the transpose, written row by row", NAN}};
enum { SPOILS = sizeof spoils / sizeof *spoils };

static Mat spoilt(const Mat *right, size_t spoil)
{
    Mat wrong =
        isnan(spoils[spoil].factor) ? miswritten(right) : mat_copy(right);
    for (size_t i = 0; i < mat_size(right) && !isnan(spoils[spoil].factor);
         i++)
        wrong.data[i] *= (real)spoils[spoil].factor;
    return wrong;
}

Test(linear_check, measures_the_error_of_each_broken_gradient)
{
    for (size_t spoil = 0; spoil < SPOILS; spoil++)
        for (size_t which = 0; which < 3; which++) {
            char name[120];
            Case c = clear_case();
            Grads right = right_grads(&c), wrong = right;
            Mat *w[] = {&wrong.dx, &wrong.dW, &wrong.db};
            *w[which] = spoilt(w[which], spoil);
            Mat errors = checked(&c, &wrong);
            Mat due = mat_of(1, 3,
                             (double[]){worst_of(&right.dx, &wrong.dx),
                                        worst_of(&right.dW, &wrong.dW),
                                        worst_of(&right.db, &wrong.db)});
            snprintf(name, sizeof name, "the errors of dx, dW, db when %s %s",
                     (const char *[]){"dx", "dW", "db"}[which],
                     spoils[spoil].what);
            suspect_check(&c, &wrong, &due);
            check_mat(name, &errors, &due, 1e-4);
            case_free(&c);
        }
}

/* All slopes are sums of positive numbers: none is nearly 0. */
static Case positive_case(size_t n, size_t in, size_t out)
{
    Case c = case_of(n, in, out);
    rng_fill(check_rng(), 0.5, 1.5, &c.x);
    rng_fill(check_rng(), 0.5, 1.5, &c.W);
    rng_fill(check_rng(), 0.5, 1.5, &c.dy);
    linear_set(c.l, &c.W, &c.b);
    return c;
}

/* The last entry of one gradient is three times too large. */
static void finds_the_last(Case *c, size_t which)
{
    Grads wrong = right_grads(c);
    Mat *m = (Mat *[]){&wrong.dx, &wrong.dW, &wrong.db}[which];
    Mat due = mat_new(1, 3);
    m->data[mat_size(m) - 1] *= 3;
    due.data[which] = 0.5;
    Mat errors = checked(c, &wrong);
    suspect_check(c, &wrong, &due);
    check_mat("the errors of dx, dW, db when the last entry of one is three "
              "times too large",
              &errors, &due, 1e-3);
    stays(c, "linear_check()");
}

Test(linear_check, takes_a_thousand_samples)
{
    Case c = positive_case(check_size(1030, 1200), 1, 2);
    finds_the_last(&c, 0);
    case_free(&c);
}

Test(linear_check, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {positive_case(2, 3, 1), positive_case(5, 7, 9),
                    positive_case(1, 1, 4)};
    for (size_t i = 0; i < 9; i++)
        finds_the_last(&cases[i % 3], i / 3);
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

Test(linear_check, looks_at_every_entry)
{
    Case c = clear_case();
    for (size_t which = 0; which < 3; which++) {
        Grads g = right_grads(&c);
        Mat *m[] = {&g.dx, &g.dW, &g.db};
        size_t at = rng_below(check_rng(), mat_size(m[which]));
        m[which]->data[at] *= 3;
        Mat errors = checked(&c, &g), due = mat_new(1, 3);
        due.data[which] = 0.5;
        check_mat("the errors of dx, dW, db when one entry is three times "
                  "too large",
                  &errors, &due, 1e-4);
        m[which]->data[at] = NAN;
        errors = checked(&c, &g);
        check_that(isnan(errors.data[which]),
                   "a gradient that is not a number is not found",
                   "the error is %g", (double)errors.data[which]);
    }
    stays(&c, "linear_check()");
    case_free(&c);
}

/* A shape error that names `shape`, which one of the inputs has, and `other`;
 * `errors` stays. */
static void check_refuses(const Case *c, const Grads *g, Mat *errors,
                          const char *shape, const char *other)
{
    Mat before = mat_copy(errors);
    linear_check(c->l, &c->x, &c->dy, &g->dx, &g->dW, &g->db, 1e-5, errors);
    check_shape_error(shape, other);
    check_mat("errors after a shape error", errors, &before, 0);
}

Test(linear_check, leaves_errors_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7), wrong = c;
    Grads right = right_grads(&c), g = right;
    Mat errors = check_junk(1, 3), turned = check_junk(3, 1);
    check_refuses(&c, &g, &turned, "3 x 1", "1 x 3");
    g.dx = check_random(3, 4, -1, 1);
    check_refuses(&c, &g, &errors, "3 x 4", "3 x 5");
    wrong.x = g.dx;
    check_refuses(&wrong, &g, &errors, "3 x 4", "5");
    g = right, g.dW = check_random(7, 5, -1, 1);
    check_refuses(&c, &g, &errors, "7 x 5", "5 x 7");
    g = right, g.db = check_random(7, 1, -1, 1);
    check_refuses(&c, &g, &errors, "7 x 1", "1 x 7");
    g = right, wrong = c, wrong.dy = check_random(3, 6, -1, 1);
    check_refuses(&wrong, &g, &errors, "3 x 6", "7");
    wrong.dy = check_random(2, 7, -1, 1);
    check_refuses(&wrong, &g, &errors, "2 x 7", "3");
    case_free(&c);
}

/* Numbers in answers.md */

static _Noreturn void wrong_answer(const char *name, double came,
                                   const char *cause)
{
    char message[120], details[60];
    snprintf(message, sizeof message, "%s is not right", name);
    snprintf(details, sizeof details, "came %.9g", came);
    check_fail(message, cause, details);
}

static const char *student(void)
{
    const char *id = check_student();
    if (!*id)
        check_fail("student.txt names no id, so there are no numbers of your "
                   "own",
                   "write the line \"id: \" with your id into student.txt",
                   NULL);
    return id;
}

static bool is_diagnosis(size_t row, double bug)
{
    return bug >= 1 && bug <= PATIENT_BUGS && bug == floor(bug) &&
           patient_digest(hunt_salt, row, (size_t)bug) == hunt_digests[row];
}

Test(bug_hunt, names_every_bug)
{
    static const char *letters[] = {"A", "B", "C", "D", "E", "F"};
    size_t rows[PATIENTS], wrong = 0;
    patients_of(student(), rows);
    char message[80];
    for (size_t i = 0; i < PATIENTS; i++)
        wrong += !is_diagnosis(rows[i], check_answer("bug_hunt", letters[i]));
    snprintf(message, sizeof message, "%zu of %d bugs are named wrongly",
             wrong, PATIENTS);
    check_that(wrong == 0, message, "which ones is for you to find");
}

static bool close_to(double came, double due)
{
    return fabs(came - due) <= 1e-3 * fabs(due) + 1e-9;
}

/* A number found by hand, and what a slip would give. */
static void by_hand_is(const char *name, double due, size_t slips,
                       const double *wrong, const char *const *causes)
{
    double came = check_answer("by_hand", name);
    if (close_to(came, due))
        return;
    const char *cause = NULL;
    for (size_t i = 0; i < slips; i++)
        if (close_to(came, wrong[i]) && !close_to(wrong[i], due))
            cause = causes[i];
    wrong_answer(name, came, cause);
}

/* What comes out of the net for paper. */
typedef struct {
    double h[2], y[2], loss;
} Paper;

static double squash(double z)
{
    return 1 / (1 + exp(-z));
}

static Paper paper_of(const MyNet *net)
{
    Paper run = {.loss = 0};
    for (size_t k = 0; k < 2; k++) {
        double z = net->b1[k];
        for (size_t j = 0; j < 3; j++)
            z += net->x[j] * net->w1[j][k];
        run.h[k] = squash(z);
    }
    for (size_t m = 0; m < 2; m++) {
        double z = net->b2[m];
        for (size_t k = 0; k < 2; k++)
            z += run.h[k] * net->w2[k][m];
        run.y[m] = squash(z);
        run.loss += (run.y[m] - net->t[m]) * (run.y[m] - net->t[m]) / 2;
    }
    return run;
}

/* The hidden units with a slip: W1 with rows and columns exchanged, or no
 * biases. */
static void hidden_slips(const MyNet *net, double h[2][2])
{
    MyNet no_bias = *net;
    no_bias.b1[0] = no_bias.b1[1] = 0;
    Paper run = paper_of(&no_bias);
    h[0][0] = run.h[0];
    h[0][1] = run.h[1];
    run = paper_of(net);
    for (size_t k = 0; k < 2; k++) /* no sigmoid */
        h[1][k] = log(run.h[k] / (1 - run.h[k]));
}

Test(by_hand, has_the_forward_pass)
{
    static const char *const causes[] = {
        "the bias is missing", "this is the sum before the sigmoid"};
    MyNet net = mynet_of(student());
    Paper run = paper_of(&net);
    double slip[2][2];
    hidden_slips(&net, slip);
    by_hand_is("h1", run.h[0], 2, (double[]){slip[0][0], slip[1][0]}, causes);
    by_hand_is("h2", run.h[1], 2, (double[]){slip[0][1], slip[1][1]}, causes);
    for (size_t k = 0; k < 2; k++) {
        double z = log(run.y[k] / (1 - run.y[k])), no = z - net.b2[k];
        by_hand_is(k ? "y2" : "y1", run.y[k], 2, (double[]){squash(no), z},
                   causes);
    }
    static const char *const loss_causes[] = {
        "the factor 1/2 of the loss is missing",
        "the loss is divided by the number of outputs once too often"};
    by_hand_is("loss", run.loss, 2, (double[]){2 * run.loss, run.loss / 2},
               loss_causes);
}

/* The slope of the loss in w11, leaving parts of the chain out. */
static double chain(const MyNet *net, const Paper *run, bool out_slope,
                    bool hidden_slope, size_t outputs)
{
    double sum = 0, h = run->h[0];
    for (size_t m = 0; m < outputs; m++)
        sum += (run->y[m] - net->t[m]) *
               (out_slope ? run->y[m] * (1 - run->y[m]) : 1) * net->w2[0][m];
    return sum * (hidden_slope ? h * (1 - h) : 1) * net->x[0];
}

Test(by_hand, has_the_gradient_and_the_step)
{
    MyNet net = mynet_of(student());
    Paper run = paper_of(&net);
    static const char *const causes[] = {
        "the slope of the hidden sigmoid is missing",
        "the slopes of the output sigmoids are missing",
        "both outputs depend on h1: this follows only the first",
        "the sign is the other way round: dL/dy is y - t",
        "the last factor is missing: dz/dw is the input x1"};
    double d = chain(&net, &run, true, true, 2);
    by_hand_is("dw11", d, 5,
               (double[]){chain(&net, &run, true, false, 2),
                          chain(&net, &run, false, true, 2),
                          chain(&net, &run, true, true, 1), -d, d / net.x[0]},
               causes);
    double came = check_answer("by_hand", "w11"), w = net.w1[0][0];
    double room = fmax(fabs(d) * net.rate * 0.02, 5e-7);
    if (fabs(came - (w - net.rate * d)) <= room)
        return;
    wrong_answer("w11", came,
                 fabs(came - (w + net.rate * d)) <= room
                     ? "the step goes against the gradient"
                 : fabs(came - (w - d)) <= room
                     ? "the learning rate is missing"
                 : fabs(came - w) <= room ? "the weight has not moved; give "
                                            "seven decimals"
                                          : NULL);
}
