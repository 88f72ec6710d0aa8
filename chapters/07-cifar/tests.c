/* Checks of chapter 7. Values that are due come from plain loops in this
 * file; gradients are put into nets by the passes of chapter 5. */
#include "check.h"
#include "cifar.h"
#include "evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double tiny = 1e-10; /* what rounding may do in a few layers */

/* A small net and what is in it */

enum { IN = 9, HIDDEN = 7, OUT = 3, BATCH = 5, PARAMS = 4 };
static const char small_plan[] = "linear 9 7\nrelu\nlinear 7 3\n";
static const char *const param_names[PARAMS] = {
    "W of the first layer", "b of the first layer", "W of the last layer",
    "b of the last layer"};

/* Parameters, or their gradients, as net_params() lists them. */
typedef struct {
    Mat at[PARAMS];
} Set;

static Set set_new(void)
{
    return (Set){{mat_new(IN, HIDDEN), mat_new(1, HIDDEN),
                  mat_new(HIDDEN, OUT), mat_new(1, OUT)}};
}

static Set set_copy(const Set *s)
{
    Set copy;
    for (size_t i = 0; i < PARAMS; i++)
        copy.at[i] = mat_copy(&s->at[i]);
    return copy;
}

static void set_free(Set *s)
{
    for (size_t i = 0; i < PARAMS; i++)
        mat_free(&s->at[i]);
}

static Set values_of(const Net *net)
{
    Set s = set_new();
    net_get(net, 0, &s.at[0], &s.at[1]);
    net_get(net, 2, &s.at[2], &s.at[3]);
    return s;
}

static Set grads_of(const Net *net)
{
    Set s = set_new();
    net_grad(net, 0, &s.at[0], &s.at[1]);
    net_grad(net, 2, &s.at[2], &s.at[3]);
    return s;
}

static void put_values(Net *net, const Set *s)
{
    net_set(net, 0, &s->at[0], &s->at[1]);
    net_set(net, 2, &s->at[2], &s->at[3]);
}

static void check_set(const char *what, const Set *got, const Set *due,
                      double tolerance)
{
    for (size_t i = 0; i < PARAMS; i++) {
        char name[100];
        snprintf(name, sizeof name, "%s: %s", param_names[i], what);
        check_mat(name, &got->at[i], &due->at[i], tolerance);
    }
}

/* A net with fresh parameters, none of them 0. What is checked below starts
 * from what the net hands out: it has to be what was put in. */
static Net *fresh_net(void)
{
    Net *net = net_build(small_plan, "he", 1);
    Set s = set_new();
    for (size_t i = 0; i < PARAMS; i++)
        rng_fill(check_rng(), 0.2, 1, &s.at[i]);
    for (size_t i = 0; i < PARAMS; i++)
        for (size_t k = 0; k < mat_size(&s.at[i]); k++)
            s.at[i].data[k] *= check_uniform(0, 1) < 0.5 ? -1 : 1;
    if (!net)
        check_fail("net_build() gave no net to check with", NULL, NULL);
    put_values(net, &s);
    Set back = values_of(net);
    check_set("what was put into the net", &back, &s, 0);
    set_free(&back);
    set_free(&s);
    return net;
}

/* The gradient of the last biases is the sum over the batch. */
static void gradients_are_there(const Net *net, const Mat *dy)
{
    Set grads = grads_of(net);
    Mat due = mat_new(1, OUT);
    mat_column_sums(dy, &due);
    check_mat("gradient that the net holds", &grads.at[3], &due, tiny);
    mat_free(&due);
    set_free(&grads);
}

/* Has the net store fresh gradients, of about this size. */
static void fresh_gradients(Net *net, double size)
{
    Mat x = check_random(BATCH, IN, -1, 1), y = check_junk(BATCH, OUT);
    Mat dy = check_random(BATCH, OUT, -size, size);
    net_forward(net, &x, &y);
    net_backward(net, &dy, NULL);
    gradients_are_there(net, &dy);
    mat_free(&x);
    mat_free(&y);
    mat_free(&dy);
}

static void parameters_stay(const Net *net, const Set *before)
{
    Set now = values_of(net);
    check_set("it must not change", &now, before, 0);
    set_free(&now);
}

/* sum of f(element) over weights (or biases) */
static double sum_over(const Set *s, bool weights, double (*f)(double))
{
    double sum = 0;
    for (size_t i = weights ? 0 : 1; i < PARAMS; i += 2)
        for (size_t k = 0; k < mat_size(&s->at[i]); k++)
            sum += f(s->at[i].data[k]);
    return sum;
}

static double square(double x)
{
    return x * x;
}

static double itself(double x)
{
    return x;
}

/* fabs() under <tgmath.h> is a macro. */
static double size_of(double x)
{
    return fabs(x);
}

/* Nets of other shapes, one after the other in one process */

/* All parameters of a net in a row, with their gradients; `weight` is 1 for
 * weights and 0 for biases. */
typedef struct {
    Mat value, grad, weight;
} Flat;

static Flat flat_of(const Net *net, const char *plan)
{
    Model value, grad;
    size_t size = 0, at = 0;
    model_new(plan, &value);
    model_new(plan, &grad);
    model_take(net, &value);
    for (size_t i = 0; i < grad.count; i++) {
        Mat *W = &grad.layers[i].W, *b = &grad.layers[i].b;
        if (grad.layers[i].kind == LAYER_LINEAR)
            net_grad(net, i, W, b);
        size += mat_size(W) + mat_size(b);
    }
    Flat f = {mat_new(1, size), mat_new(1, size), mat_new(1, size)};
    for (size_t i = 0; i < value.count; i++)
        for (size_t bias = 0; bias < 2; bias++) {
            const Mat *v = bias ? &value.layers[i].b : &value.layers[i].W;
            const Mat *g = bias ? &grad.layers[i].b : &grad.layers[i].W;
            for (size_t k = 0; k < mat_size(v); k++, at++) {
                f.value.data[at] = v->data[k];
                f.grad.data[at] = g->data[k];
                f.weight.data[at] = !bias;
            }
        }
    model_free(&value);
    model_free(&grad);
    return f;
}

static void flat_free(Flat *f)
{
    mat_free(&f->value);
    mat_free(&f->grad);
    mat_free(&f->weight);
}

/* A single weight, odd numbers of them, more than a thousand, and the
 * deepest net there is. */
enum { SHAPES = 5 };

static const char *plan_of_shape(size_t i)
{
    static const char *const plans[SHAPES] = {
        "linear 1 1\n", "linear 3 5\nrelu\nlinear 5 1\n",
        "linear 1031 3\nsigmoid\nlinear 3 2\n", NULL, "linear 2 2\n"};
    static char deepest[NET_MOST * 16];
    size_t used = 0;
    for (size_t l = 0; l < NET_MOST; l++)
        used +=
            (size_t)snprintf(deepest + used, sizeof deepest - used,
                             "linear %zu %zu\n", 1 + l % 3, 1 + (l + 1) % 3);
    return plans[i] ? plans[i] : deepest;
}

static Net *net_of_shape(const char *plan)
{
    Model m;
    Net *net = net_build(plan, "xavier", 1);
    if (!net || !model_new(plan, &m))
        check_fail("net_build() gave no net to check with", NULL, NULL);
    for (size_t i = 0; i < m.count; i++) {
        rng_fill(check_rng(), 0.2, 1, &m.layers[i].W);
        rng_fill(check_rng(), 0.2, 1, &m.layers[i].b);
    }
    model_give(&m, net);
    size_t in = m.layers[0].W.rows, out = m.layers[m.count - 1].W.cols;
    Mat x = check_random(2, in, 0.1, 1), y = check_junk(2, out);
    Mat dy = check_random(2, out, 0.1, 1);
    net_forward(net, &x, &y);
    net_backward(net, &dy, NULL);
    model_free(&m);
    mat_free(&x);
    mat_free(&y);
    mat_free(&dy);
    return net;
}

static void each_shape(void (*ask)(Net *net, const char *plan))
{
    for (size_t i = 0; i < SHAPES; i++) {
        Net *net = net_of_shape(plan_of_shape(i));
        ask(net, plan_of_shape(i));
        net_free(net);
    }
}

/* What came out of a net of another shape. */
static void check_shaped(const Net *net, const char *plan, const Flat *due)
{
    Flat now = flat_of(net, plan);
    check_mat("the parameters of a net of another shape", &now.value,
              &due->value, tiny);
    check_mat("the gradients in a net of another shape", &now.grad,
              &due->grad, tiny);
    flat_free(&now);
}

/* l2_loss */

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

/* l2_grad */

/* g + a * f(w), element by element. */
static Mat plus(const Mat *g, double a, const Mat *w, double (*f)(double))
{
    Mat sum = mat_copy(g);
    for (size_t k = 0; k < mat_size(g); k++)
        sum.data[k] += a * f(w->data[k]);
    return sum;
}

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

/* l2_shrink */

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

/* The loss and its gradients by plain loops */

static double naive_loss(const Mat *z, const Mat *labels)
{
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double whole = 0;
        for (size_t c = 0; c < z->cols; c++)
            whole += exp(AT(z, i, c));
        sum += log(whole) - AT(z, i, (size_t)labels->data[i]);
    }
    return sum / (double)z->rows;
}

/* y = x W + b */
static Mat affine(const Mat *x, const Mat *W, const Mat *b)
{
    Mat y = mat_new(x->rows, W->cols);
    for (size_t i = 0; i < y.rows; i++)
        for (size_t j = 0; j < y.cols; j++) {
            AT(&y, i, j) = b->data[j];
            for (size_t k = 0; k < x->cols; k++)
                AT(&y, i, j) += AT(x, i, k) * AT(W, k, j);
        }
    return y;
}

static Mat rectified(const Mat *x)
{
    Mat y = mat_copy(x);
    for (size_t k = 0; k < mat_size(x); k++)
        y.data[k] = x->data[k] > 0 ? x->data[k] : 0;
    return y;
}

static void add_grads(const Mat *x, const Mat *dy, Mat *dW, Mat *db)
{
    mat_fill(dW, 0);
    mat_fill(db, 0);
    for (size_t i = 0; i < x->rows; i++)
        for (size_t j = 0; j < dy->cols; j++) {
            db->data[j] += AT(dy, i, j);
            for (size_t k = 0; k < x->cols; k++)
                AT(dW, k, j) += AT(x, i, k) * AT(dy, i, j);
        }
}

/* Mean cross-entropy of the net with these parameters; its gradients go into
 * `grads` unless that is NULL. */
static double naive_batch(const Set *p, const Mat *x, const Mat *labels,
                          Set *grads)
{
    Mat a = affine(x, &p->at[0], &p->at[1]), h = rectified(&a);
    Mat z = affine(&h, &p->at[2], &p->at[3]), dz = mat_copy(&z);
    double loss = naive_loss(&z, labels);
    for (size_t i = 0; grads && i < z.rows; i++) {
        double whole = 0;
        for (size_t c = 0; c < z.cols; c++)
            whole += exp(AT(&z, i, c));
        for (size_t c = 0; c < z.cols; c++)
            AT(&dz, i, c) =
                (exp(AT(&z, i, c)) / whole - ((double)c == labels->data[i])) /
                (double)z.rows;
    }
    if (grads) {
        Mat dh = mat_new(h.rows, h.cols);
        add_grads(&h, &dz, &grads->at[2], &grads->at[3]);
        for (size_t i = 0; i < h.rows; i++)
            for (size_t k = 0; k < h.cols; k++)
                for (size_t c = 0; c < z.cols && AT(&a, i, k) > 0; c++)
                    AT(&dh, i, k) += AT(&dz, i, c) * AT(&p->at[2], k, c);
        add_grads(x, &dh, &grads->at[0], &grads->at[1]);
        mat_free(&dh);
    }
    mat_free(&a);
    mat_free(&h);
    mat_free(&z);
    mat_free(&dz);
    return loss;
}

static Mat fresh_labels(size_t n)
{
    Mat labels = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        labels.data[i] = (real)check_size(0, OUT - 1);
    return labels;
}

/* penalised_loss */

Test(penalised_loss, is_the_cross_entropy_and_the_penalty)
{
    Net *net = fresh_net();
    Set p = values_of(net);
    Mat x = check_random(BATCH, IN, -1, 1), labels = fresh_labels(BATCH);
    double lambda = check_uniform(0.1, 0.9);
    double loss = naive_batch(&p, &x, &labels, NULL);
    double penalty = lambda / 2 * sum_over(&p, true, square);
    check_given_num("lambda", lambda);
    check_given("x", &x);
    if (fabs(l2_loss(net, lambda) - penalty) < 1e-9)
        check_suspect_num(loss + 2 * penalty, "the penalty is added twice");
    check_suspect_num(loss, "the penalty is not there");
    check_suspect_num(penalty, "only the penalty is there");
    check_suspect_num(loss - penalty, "the penalty is taken away: it makes "
                                      "the loss larger");
    check_suspect_num(loss + penalty / BATCH,
                      "the penalty is divided by the batch size: it belongs "
                      "to the net, not to the samples");
    check_suspect_num(BATCH * (loss + penalty), "the mean is multiplied by "
                                                "the batch size");
    check_suspect_num(loss + BATCH * penalty,
                      "the penalty is added once for each sample: once is "
                      "enough");
    check_num("the loss", penalised_loss(net, &x, &labels, lambda),
              loss + penalty, 1e-9);
    check_num("the loss for lambda = 0", penalised_loss(net, &x, &labels, 0),
              loss, 1e-9);
    check_no_shape_error();
    net_free(net);
}

Test(penalised_loss, takes_batches_of_any_size)
{
    const size_t sizes[] = {3, 1, 9, check_size(1030, 1200), 4};
    Net *net = fresh_net();
    Set p = values_of(net);
    double penalty = 0.15 * sum_over(&p, true, square);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Mat x = check_random(sizes[i], IN, -1, 1);
        Mat labels = fresh_labels(sizes[i]);
        check_num("the loss of a batch of another size",
                  penalised_loss(net, &x, &labels, 0.3),
                  naive_batch(&p, &x, &labels, NULL) + penalty, 1e-9);
    }
    net_free(net);
}

Test(penalised_loss, reports_shapes_that_differ)
{
    Net *net = fresh_net();
    Mat x = check_random(BATCH, IN, -1, 1), labels = fresh_labels(BATCH + 1);
    double loss = penalised_loss(net, &x, &labels, 0.1);
    check_shape_error("6 x 1", "5 x 1");
    check_that(isnan(loss), "a shape error has to return NaN", "came %g",
               loss);
    x = check_random(BATCH, IN + 1, -1, 1);
    labels = fresh_labels(BATCH);
    loss = penalised_loss(net, &x, &labels, 0.1);
    check_shape_error("5 x 10", "5 x 9");
    check_that(isnan(loss), "a shape error has to return NaN", "came %g",
               loss);
    net_free(net);
}

/* sgd_step */

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

/* adam_step: the right way, and known wrong ones */

typedef enum {
    ADAM_RIGHT,
    NO_CORRECTION,
    ONLY_FIRST,
    ONLY_SECOND,
    MULTIPLIED,
    BETA_TIMES_T,
    T_FROM_0,
    T_PER_PARAMETER,
    T_STUCK,
    T_AHEAD,
    EPS_INSIDE,
    EPS_EARLY,
    FORGETFUL,
    SHARED,
    V_FROM_G,
    BETAS_SWAPPED,
    OLD_SWAPPED,
    LARGEST,
    G_WHOLE,
    UPHILL,
    NO_ROOT,
    WEIGHTS_ONLY,
    PLAIN,
    UNMOVED,
    ADAM_WAYS
} AdamWay;

static const char *const adam_causes[ADAM_WAYS] = {
    [NO_CORRECTION] = "the moments are not corrected: both start at 0, so "
                      "divide them by 1 - beta^t",
    [ONLY_FIRST] = "only the first moment is corrected: the second starts at "
                   "0, too",
    [ONLY_SECOND] = "only the second moment is corrected: the first starts "
                    "at 0, too",
    [MULTIPLIED] = "the moments are multiplied by 1 - beta^t: they are too "
                   "small at first, so they are divided by it",
    [BETA_TIMES_T] = "the correction takes beta times t: it is beta to the "
                     "power t",
    [T_FROM_0] = "no number comes out: 1 - beta^t is 0 when t is 0, so count "
                 "the update first; and the second moment, made of squares, "
                 "is never below 0",
    [T_PER_PARAMETER] = "t is counted once for each parameter matrix: one "
                        "update moves them all and counts once",
    [T_AHEAD] = "t is one ahead: the first update is number 1",
    [T_STUCK] = "t stays at 1: each update counts",
    [EPS_INSIDE] = "epsilon stands inside the root: it is added to the root",
    [EPS_EARLY] = "epsilon is added to the root before the correction: it "
                  "is added to the root of the corrected moment",
    [FORGETFUL] = "the moments begin at 0 in each update: they live in the "
                  "optimiser and stay there",
    [SHARED] = "this parameter shares its moments with another: parameter "
               "i has m[i] and v[i]",
    [V_FROM_G] = "the second moment is made of g: it is made of g squared",
    [BETAS_SWAPPED] = "beta1 and beta2 are exchanged: .9 belongs to m, .999 "
                      "to v",
    [OLD_SWAPPED] = "the moments keep each other's share of the old: m keeps "
                    "beta1 of it, v keeps beta2",
    [LARGEST] = "v holds the largest second moment so far: it is a mean, "
                "which falls again when gradients become smaller",
    [G_WHOLE] = "the gradient enters whole: in a mean that keeps the share "
                "beta of the old, the new has the share 1 - beta",
    [UPHILL] = "the step goes uphill",
    [NO_ROOT] = "the root of the second moment is missing",
    [WEIGHTS_ONLY] = "biases do not move: they have gradients and moments, "
                     "too",
    [PLAIN] = "this is plain gradient descent",
    [UNMOVED] = "this parameter has not moved"};

typedef struct {
    Set value, m, v;
} AdamState;

static AdamState adam_state(const Set *value)
{
    return (AdamState){set_copy(value), set_new(), set_new()};
}

/* By how much one number moves. */
static double adam_delta(AdamWay way, double m, double v, double g, double t)
{
    double b1 = 0.9, b2 = 0.999, eps = 1e-8;
    if (way == BETAS_SWAPPED)
        b1 = 0.999, b2 = 0.9;
    double c1 = 1 - pow(b1, t), c2 = 1 - pow(b2, t);
    if (way == BETA_TIMES_T)
        c1 = 1 - b1 * t, c2 = 1 - b2 * t;
    if (way == NO_CORRECTION || way == ONLY_SECOND)
        c1 = 1;
    if (way == NO_CORRECTION || way == ONLY_FIRST)
        c2 = 1;
    if (way == MULTIPLIED)
        c1 = 1 / c1, c2 = 1 / c2;
    return way == EPS_INSIDE  ? -(m / c1) / sqrt(v / c2 + eps)
           : way == EPS_EARLY ? -(m / c1) * sqrt(c2) / (sqrt(v) + eps)
           : way == NO_ROOT   ? -(m / c1) / (v / c2 + eps)
           : way == UPHILL    ? (m / c1) / (sqrt(v / c2) + eps)
           : way == PLAIN     ? -g
           : way == UNMOVED   ? 0
                              : -(m / c1) / (sqrt(v / c2) + eps);
}

/* Update number `step`, from 1. */
static void naive_adam(AdamState *s, const Set *grads, AdamWay way,
                       size_t step, double rate)
{
    double b1 = way == BETAS_SWAPPED ? 0.999 : 0.9;
    double b2 = way == BETAS_SWAPPED ? 0.9 : 0.999;
    double new1 = way == G_WHOLE ? 1 : 1 - b1;
    double new2 = way == G_WHOLE ? 1 : 1 - b2;
    if (way == OLD_SWAPPED)
        b1 = 0.999, b2 = 0.9;
    for (size_t i = 0; i < PARAMS; i++) {
        Mat *m = &s->m.at[way == SHARED ? 0 : i];
        Mat *v = &s->v.at[way == SHARED ? 0 : i];
        double t = way == T_FROM_0  ? (double)step - 1
                   : way == T_STUCK ? 1
                   : way == T_AHEAD ? (double)step + 1
                   : way == T_PER_PARAMETER
                       ? (double)(PARAMS * (step - 1) + i + 1)
                       : (double)step;
        if (way == FORGETFUL) {
            mat_fill(m, 0);
            mat_fill(v, 0);
        }
        if (way == WEIGHTS_ONLY && i % 2)
            continue;
        for (size_t k = 0; k < mat_size(&grads->at[i]); k++) {
            double g = grads->at[i].data[k];
            m->data[k] = b1 * m->data[k] + new1 * g;
            double old = v->data[k];
            v->data[k] = b2 * old + new2 * (way == V_FROM_G ? g : g * g);
            if (way == LARGEST)
                v->data[k] = fmax(old, v->data[k]);
            s->value.at[i].data[k] +=
                rate * adam_delta(way, m->data[k], v->data[k], g, t);
        }
    }
}

static Optimiser *adam_for(Net *net)
{
    Optimiser *o = optimiser_new("adam", net);
    if (!o)
        check_fail("optimiser_new() gave no optimiser", NULL, NULL);
    return o;
}

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

/* adam_by_hand: f(x) = x^2 from x = 2, rate .1, three updates */

typedef struct {
    double x[4];
} Walk;

static Walk walk_by_hand(AdamWay way)
{
    Walk w = {{2}};
    double m = 0, v = 0;
    for (size_t t = 1; t <= 3; t++) {
        double g = 2 * w.x[t - 1];
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * (way == V_FROM_G ? g : g * g);
        double at = way == T_STUCK ? 1 : (double)t;
        w.x[t] = w.x[t - 1] + 0.1 * adam_delta(way, m, v, g, at);
    }
    return w;
}

static void check_by_hand(const char *name, size_t step)
{
    static const AdamWay ways[] = {NO_CORRECTION, ONLY_FIRST, ONLY_SECOND,
                                   MULTIPLIED,    T_STUCK,    V_FROM_G,
                                   UPHILL,        NO_ROOT,    PLAIN};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        check_suspect_num(walk_by_hand(ways[i]).x[step],
                          adam_causes[ways[i]]);
    check_num(name, check_answer("adam_by_hand", name),
              walk_by_hand(ADAM_RIGHT).x[step], 2e-5);
}

Test(adam_by_hand, three_updates_with_corrected_moments)
{
    check_by_hand("x1", 1);
    check_by_hand("x2", 2);
    check_by_hand("x3", 3);
}

Test(adam_by_hand, one_update_without_correction)
{
    check_suspect_num(walk_by_hand(ADAM_RIGHT).x[1],
                      "this is the corrected one");
    check_num("raw", check_answer("adam_by_hand", "raw"),
              walk_by_hand(NO_CORRECTION).x[1], 2e-5);
}

/* decayed_rate */

Test(decayed_rate, falls_exponentially_with_the_epoch)
{
    double rate = check_uniform(0.1, 0.9), k = check_uniform(0.15, 0.45);
    size_t epoch = check_size(3, 9);
    double t = (double)epoch;
    check_given_num("rate", rate);
    check_given_num("k", k);
    check_given_num("epoch", t);
    check_suspect_num(rate, "nothing decays: if k * t is computed in whole "
                            "numbers, it is 0");
    if (k * t >= 1)
        check_suspect_num(rate * exp(-floor(k * t)),
                          "k * t is cut to a whole number");
    check_suspect_num(rate * exp(k * t), "the rate grows: the exponent has "
                                         "the wrong sign");
    check_suspect_num(rate * exp(-k * (t + 1)),
                      "epochs are counted from 1: the first is 0 and runs "
                      "at the full rate");
    check_suspect_num(rate * exp(-k * (t - 1)),
                      "one epoch too few is counted");
    check_suspect_num(rate * exp(-k * t * (t + 1) / 2),
                      "the decay is applied on top of that of the epochs "
                      "before: start from the first rate each time");
    check_suspect_num(exp(-k * t), "the rate itself is missing");
    check_suspect_num(rate * exp(-k), "the epoch is missing");
    check_suspect_num(rate * exp(-t), "k is missing");
    check_suspect_num(rate * (1 - k * t), "this falls in a straight line: "
                                          "take the exponential");
    check_suspect_num(rate / (1 + k * t), "this is another schedule, "
                                          "1 / (1 + k t)");
    check_suspect_num(rate * pow(k, t), "this is chapter 1's decay, k to "
                                        "the power t");
    check_suspect_num(rate * pow(2, -k * t), "the base is e: exp(), not "
                                             "exp2()");
    check_suspect_num(rate * pow(10, -k * t), "the base is e, not 10");
    check_num("the rate", decayed_rate(rate, k, epoch), rate * exp(-k * t),
              1e-9);
}

Test(decayed_rate, starts_at_the_full_rate)
{
    double rate = check_uniform(0.1, 0.9);
    check_suspect_num(rate * exp(-0.5),
                      "the first epoch is 0 and runs at the full rate: "
                      "epochs are counted from 1, or not looked at");
    check_num("the rate of epoch 0", decayed_rate(rate, 0.5, 0), rate, 0);
    check_num("the rate when k is 0", decayed_rate(rate, 0, 7), rate, 0);
}

Test(decayed_rate, depends_on_nothing_else)
{
    double rate = check_uniform(0.1, 0.9), k = check_uniform(0.1, 0.5);
    for (size_t i = 0; i < 6; i++) {
        size_t epoch = check_size(0, 12);
        check_num("the rate when epochs are asked for in any order",
                  decayed_rate(rate, k, epoch),
                  rate * exp(-k * (double)epoch), 1e-9);
    }
}

/* settings */

enum { NAMES = 8, NUMBERS = 6, ROOM = 1000 };
static const char *const all_names[NAMES] = {
    "l2",    "rate",   "decay",  "decoupled",
    "batch", "epochs", "layers", "optimiser"};

static Settings *fresh_settings(void)
{
    Settings *s = settings_new();
    char layers[64];
    snprintf(layers, sizeof layers, "%zu-%zu-10", check_size(20, 4000),
             check_size(8, 900));
    settings_put(s, "rate", check_uniform(0, 1) / 3);
    settings_put(s, "l2", check_uniform(0, 1e-4) / 7);
    settings_put(s, "decay", check_uniform(0, 0.9));
    settings_put(s, "decoupled", (double)check_size(0, 1));
    settings_put(s, "batch", (double)check_size(1, 9999));
    settings_put(s, "epochs", (double)check_size(1, 999));
    settings_put_text(s, "layers", layers);
    settings_put_text(s, "optimiser", check_size(0, 1) ? "adam" : "sgd");
    return s;
}

/* What stands behind "name = " at the beginning of a line, if it does so
 * once; else "". */
static const char *value_in(const char *text, const char *name, char *value)
{
    char start[40];
    size_t found = 0, length = (size_t)snprintf(start, 40, "%s = ", name);
    *value = '\0';
    for (const char *line = text; *line;) {
        size_t size = strcspn(line, "\n");
        if (strncmp(line, start, length) == 0 && found++ == 0 &&
            size - length < SETTINGS_TEXT)
            snprintf(value, SETTINGS_TEXT, "%.*s", (int)(size - length),
                     line + length);
        line += size + (line[size] == '\n');
    }
    if (found != 1)
        *value = '\0';
    return value;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static double printed(const char *format, double number)
{
    char text[400];
    snprintf(text, sizeof text, format, number);
    return strtod(text, NULL);
}

/* To the last bit: too fine for check_num()'s suspects. */
static void check_exact(const char *name, double got, double due)
{
    char message[100], details[100];
    if (got == due)
        return;
    snprintf(message, sizeof message, "%s is wrong", name);
    snprintf(details, sizeof details, "came %.17g, due %.17g", got, due);
    bool six = got == printed("%g", due), places = got == printed("%f", due);
    check_fail(message,
               isnan(got) ? "there is no number behind \"name = \" at the "
                            "beginning of exactly one line"
               : six && !places ? "%g writes six digits: a double needs 17"
               : places && !six ? "%f writes six places, which is nothing "
                                  "for a small number: a double needs 17 "
                                  "digits"
               : got == printed("%.15g", due)
                   ? "15 digits are not enough for every double: 17 are"
               : got == (float)due ? "the number has been a float on its way"
                                   : NULL,
               details);
}

static void check_text(const char *what, const char *got, const char *due)
{
    char message[160];
    snprintf(message, sizeof message, "%s is not what it was", what);
    check_that(strcmp(got, due) == 0, message,
               "came \"%.60s\", due \"%.60s\"", got, due);
}

Test(settings, writes_eight_lines_that_keep_every_digit)
{
    Settings *s = fresh_settings();
    char text[ROOM], value[SETTINGS_TEXT], due[SETTINGS_TEXT];
    memset(text, 'x', sizeof text);
    settings_write(s, text, sizeof text);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < NUMBERS; i++) {
        char *end, name[60];
        double number = strtod(value_in(text, all_names[i], value), &end);
        double was = settings_get(s, all_names[i]);
        snprintf(name, sizeof name, "%s, read from the text", all_names[i]);
        check_exact(name, *value && *end == '\0' ? number : NAN, was);
    }
    for (size_t i = NUMBERS; i < NAMES; i++) {
        settings_get_text(s, all_names[i], due, sizeof due);
        check_text(all_names[i], value_in(text, all_names[i], value), due);
    }
    check_that(count_lines(text) == NAMES, "the text has not eight lines",
               "it has %zu", count_lines(text));
    settings_free(s);
}

Test(settings, keeps_within_the_room_it_is_given)
{
    Settings *s = fresh_settings();
    char whole[ROOM] = "", text[ROOM];
    settings_write(s, whole, sizeof whole);
    size_t length = strnlen(whole, sizeof whole - 1);
    memset(text, 'x', sizeof text);
    settings_write(s, text + 1, 0);
    check_that(text[0] == 'x' && text[1] == 'x',
               "something is written though there is no room at all", NULL);
    for (size_t room = 1; room < length + 3; room += 1 + length / 9) {
        memset(text, 'x', sizeof text);
        settings_write(s, text, room);
        size_t keep = room - 1 < length ? room - 1 : length;
        check_that(text[keep] == '\0' && strncmp(text, whole, keep) == 0 &&
                       text[room] == 'x',
                   "the text is not cut off at the end of the room",
                   "room %zu", room);
    }
    settings_free(s);
}

/* The due text, its lines in a fresh order. */
static void text_of(const Settings *s, char *text, size_t size)
{
    size_t order[NAMES], used = 0;
    for (size_t i = 0; i < NAMES; i++)
        order[i] = i;
    rng_shuffle(check_rng(), order, NAMES);
    for (size_t i = 0; i < NAMES; i++) {
        const char *name = all_names[order[i]];
        char value[SETTINGS_TEXT];
        settings_get_text(s, name, value, sizeof value);
        if (order[i] < NUMBERS)
            snprintf(value, sizeof value, "%.17g", settings_get(s, name));
        used += (size_t)snprintf(text + used, size - used, "%s = %s\n%s",
                                 name, value, order[i] == 2 ? "\n" : "");
    }
}

static void same_settings(const Settings *got, const Settings *due)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        double was = settings_get(due, all_names[i]);
        check_exact(all_names[i], settings_get(got, all_names[i]), was);
    }
    for (size_t i = NUMBERS; i < NAMES; i++) {
        char a[SETTINGS_TEXT], b[SETTINGS_TEXT];
        settings_get_text(got, all_names[i], a, sizeof a);
        settings_get_text(due, all_names[i], b, sizeof b);
        check_text(all_names[i], a, b);
    }
}

Test(settings, reads_lines_in_any_order)
{
    Settings *due = fresh_settings(), *got = settings_new();
    char text[ROOM];
    text_of(due, text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a text with all eight lines is refused", "\"%.300s\"", text);
    same_settings(got, due);
    settings_free(due);
    settings_free(got);
}

Test(settings, reads_what_it_has_written)
{
    Settings *due = fresh_settings(), *got = settings_new();
    char text[ROOM] = "";
    settings_write(due, text, sizeof text);
    text[sizeof text - 1] = '\0';
    check_that(settings_read(text, got) == 1,
               "settings_read() refuses what settings_write() wrote",
               "\"%.300s\"", text);
    same_settings(got, due);
    settings_free(due);
    settings_free(got);
}

static void refused(const char *text, const char *message)
{
    Settings *s = fresh_settings(), *before = settings_new();
    for (size_t i = 0; i < NUMBERS; i++)
        settings_put(before, all_names[i], settings_get(s, all_names[i]));
    for (size_t i = NUMBERS; i < NAMES; i++) {
        char value[SETTINGS_TEXT];
        settings_get_text(s, all_names[i], value, sizeof value);
        settings_put_text(before, all_names[i], value);
    }
    check_that(settings_read(text, s) == 0, message, "\"%.300s\"", text);
    for (size_t i = 0; i < NUMBERS; i++)
        check_num("a number after a text was refused",
                  settings_get(s, all_names[i]),
                  settings_get(before, all_names[i]), 0);
    settings_free(s);
    settings_free(before);
}

/* The text `good` with another line in place of that of `name`. */
static void with_line(const char *good, const char *name, const char *other,
                      char *text, size_t size)
{
    char start[SETTINGS_TEXT];
    snprintf(start, sizeof start, "%s = ", name);
    const char *line = strstr(good, start);
    snprintf(text, size, "%.*s%s%s", (int)(line - good), good, other,
             line + strcspn(line, "\n"));
}

static void refused_line(const char *good, const char *name,
                         const char *other, const char *message)
{
    char text[2 * ROOM];
    with_line(good, name, other, text, sizeof text);
    refused(text, message);
}

/* "layers = 111...", with so many digits. */
static const char *line_of(char digit, size_t count)
{
    static char line[12 * SETTINGS_TEXT];
    size_t used = (size_t)snprintf(line, sizeof line, "layers = ");
    memset(line + used, digit, count);
    line[used + count] = '\0';
    return line;
}

Test(settings, reads_the_longest_text_that_fits)
{
    Settings *s = fresh_settings(), *got = settings_new();
    char good[ROOM], value[SETTINGS_TEXT], text[2 * ROOM];
    const char *longest = line_of('1', SETTINGS_TEXT - 1);
    text_of(s, good, sizeof good);
    with_line(good, "layers", longest, text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a text of as many characters as there is room for is refused",
               NULL);
    settings_get_text(got, "layers", value, sizeof value);
    check_that(strcmp(value, longest + strlen("layers = ")) == 0,
               "the longest text comes out as another", NULL);
    settings_free(s);
    settings_free(got);
}

/* Wherever the student's room for a line ends, one of these ends there. */
Test(settings, refuses_texts_that_are_somewhat_too_long)
{
    Settings *s = fresh_settings();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    for (size_t more = 0; more < SETTINGS_TEXT; more++) {
        with_line(good, "layers", line_of('1', SETTINGS_TEXT + more), text,
                  sizeof text);
        check_that(settings_read(text, s) == 0,
                   "a text that is too long is accepted", "\"%.300s\"", text);
    }
    settings_free(s);
}

Test(settings, reads_short_lines)
{
    Settings *s = fresh_settings(), *got = settings_new();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    with_line(good, "l2", "l2 = 0.5", text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a line with a short number is refused", NULL);
    check_num("l2", settings_get(got, "l2"), 0.5, 0);
    settings_free(s);
    settings_free(got);
}

Test(settings, refuses_values_that_cannot_be)
{
    Settings *s = fresh_settings();
    char good[ROOM];
    text_of(s, good, sizeof good);
    refused_line(good, "batch", "batch = -5", "a negative count is accepted");
    refused_line(good, "batch", "batch = 3.5",
                 "a count that is no whole number is accepted");
    refused_line(good, "batch", "batch = ",
                 "a count without digits is "
                 "accepted");
    refused_line(good, "epochs", "eras = 7",
                 "an unknown name is accepted in place of one that is "
                 "missing");
    refused_line(good, "layers", "layers = ", "an empty text is accepted");
    refused_line(good, "layers", line_of('1', SETTINGS_TEXT),
                 "a text for which there is no room is accepted");
    refused_line(good, "layers", line_of('1', 11 * SETTINGS_TEXT),
                 "a line of more than a thousand characters is accepted");
    settings_free(s);
}

Test(settings, refuses_what_is_not_whole)
{
    Settings *s = fresh_settings();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    refused("", "an empty text is taken for settings");
    snprintf(text, sizeof text, "%srate = 0.5\n", good);
    refused(text, "a name that comes twice is accepted");
    snprintf(text, sizeof text, "%smomentum = 0.5\n", good);
    refused(text, "an unknown name is accepted");
    snprintf(text, sizeof text, "%shello\n", good);
    refused(text, "a line without \" = \" is accepted");
    const char *line = strstr(good, "decay = ");
    size_t before = (size_t)(line - good), length = strcspn(line, "\n");
    snprintf(text, sizeof text, "%.*s%s", (int)before, good, line + length);
    refused(text, "a missing line is accepted");
    snprintf(text, sizeof text, "%.*sdecay = 0.1x%s", (int)before, good,
             line + length);
    refused(text, "a number with something behind it is accepted");
    snprintf(text, sizeof text, "%.*sdecay = %s", (int)before, good,
             line + length);
    refused(text, "a name without a value is accepted");
    settings_free(s);
}

/* cifar_epoch */

enum { COUNT = 11, STEP = 4, CHANNELS = 3 };

/* A small task: bytes, labels, and the numbers they stand for. */
typedef struct {
    size_t count;
    Mat x, t;
    Samples *samples;
} Task;

static Task task_of(size_t count)
{
    Task k = {count, mat_new(count, IN), mat_new(count, 1), NULL};
    uint8_t *bytes = malloc(count * (IN + 1)), *labels = bytes + count * IN;
    Mat scale = mat_new(2, CHANNELS);
    rng_fill(check_rng(), 100, 150, &scale);
    for (size_t c = 0; c < CHANNELS; c++)
        AT(&scale, 1, c) -= 50;
    for (size_t i = 0; i < count; i++) {
        k.t.data[i] = labels[i] = (uint8_t)check_size(0, OUT - 1);
        for (size_t j = 0; j < IN; j++) {
            size_t c = j / (IN / CHANNELS);
            uint8_t byte = (uint8_t)check_size(0, 255);
            bytes[i * IN + j] = byte;
            AT(&k.x, i, j) = (byte - AT(&scale, 0, c)) / AT(&scale, 1, c);
        }
    }
    k.samples = samples_new(bytes, count * IN, labels, count, &scale);
    mat_free(&scale);
    free(bytes);
    return k;
}

static Task fresh_task(void)
{
    return task_of(COUNT);
}

typedef enum {
    EPOCH_RIGHT,
    NO_PENALTY,
    PENALTY_TWICE, /* in the gradient and beside it */
    ADDED_TWICE,   /* in the gradient, and there once more */
    SHRINK_FIRST,  /* decoupled, before the update */
    OTHER_FORM,    /* coupled for decoupled, or the other way round */
    SHRINK_FULL,   /* decoupled, with the rate before decay */
    NO_DECAY,
    DECAY_FROM_1,
    DECAY_PER_BATCH,
    DECAY_WITHIN, /* the same, from the rate of the epoch on */
    T_ANEW,       /* Adam's count begins anew with each epoch */
    T_EPOCHS,     /* it is that of epochs */
    ALL_ANEW,     /* Adam begins anew with each epoch */
    NOT_SHUFFLED,
    SEED_IGNORED,
    LAST_DROPPED,
    ONE_UPDATE,
    SGD_ALWAYS,
    NO_UPDATE,
    EPOCH_WAYS
} EpochWay;

static const char *const epoch_causes[EPOCH_WAYS] = {
    [NO_PENALTY] =
        "the penalty has no effect: it enters the gradients before "
        "the update, or, decoupled, follows it",
    [PENALTY_TWICE] = "the penalty is there twice, in the gradients and "
                      "beside the update: `decoupled` says which of the two "
                      "is wanted",
    [ADDED_TWICE] = "the penalty's gradient is added twice",
    [SHRINK_FIRST] = "the weights shrink before the update: l2_shrink() "
                     "follows it",
    [OTHER_FORM] = "the other form of the penalty is used: `decoupled` says "
                   "which one is wanted",
    [SHRINK_FULL] = "the weights shrink by the rate of the first epoch: take "
                    "the decayed one",
    [NO_DECAY] = "the rate does not decay: ask decayed_rate() for this "
                 "epoch's",
    [DECAY_FROM_1] = "the rate decays one epoch too early: epoch counts from "
                     "0",
    [DECAY_PER_BATCH] = "the rate decays with every batch: it stays the same "
                        "throughout an epoch",
    [DECAY_WITHIN] = "the rate decays with every batch: it stays the same "
                     "throughout an epoch",
    [T_ANEW] = "the optimiser's count of updates begins anew with each "
               "epoch: it goes on as long as the optimiser lives",
    [T_EPOCHS] =
        "the optimiser's count is that of epochs: it counts updates, "
        "and the optimiser does so itself",
    [ALL_ANEW] = "the optimiser begins anew with each epoch: the one that is "
                 "handed in remembers the epochs before",
    [NOT_SHUFFLED] = "the samples are visited as they stand: ask "
                     "epoch_order() for this epoch's order",
    [SEED_IGNORED] = "the order does not depend on the seed, so every epoch "
                     "has the same",
    [LAST_DROPPED] = "the last, smaller batch is left out",
    [ONE_UPDATE] = "there is one update at the end of the epoch: each batch "
                   "needs its own",
    [SGD_ALWAYS] = "the update is plain gradient descent, whatever the "
                   "optimiser is: call optimiser_step()",
    [NO_UPDATE] = "no parameter has moved"};

typedef struct {
    const Task *task;
    bool adam, decoupled;
    double rate, l2, decay;
    size_t epoch, batch;
    uint64_t seed;
    double sum, means, last; /* losses seen: weighted, of batches, latest */
    double penalties, after; /* before and after updates, weighted, too */
    size_t updates;
} Epoch;

static bool same_set(const Set *a, const Set *b)
{
    for (size_t i = 0; i < PARAMS; i++)
        for (size_t k = 0; k < mat_size(&a->at[i]); k++)
            if (!(fabs(a->at[i].data[k] - b->at[i].data[k]) < 1e-9))
                return false;
    return true;
}

static void naive_shrink(Set *p, double share)
{
    for (size_t i = 0; i < PARAMS; i += 2)
        for (size_t k = 0; k < mat_size(&p->at[i]); k++)
            p->at[i].data[k] *= 1 - share;
}

/* One batch of rows index[0 .. rows - 1]. */
static void naive_update(Epoch *e, AdamState *s, const size_t *index,
                         size_t rows, double rate, bool last, EpochWay way)
{
    Mat x = mat_new(rows, IN), t = mat_new(rows, 1);
    Set grads = set_new();
    for (size_t i = 0; i < rows; i++) {
        memcpy(&AT(&x, i, 0), &AT(&e->task->x, index[i], 0),
               IN * sizeof(real));
        t.data[i] = e->task->t.data[index[i]];
    }
    e->last = naive_batch(&s->value, &x, &t, &grads);
    e->sum += e->last * (double)rows;
    e->means += e->last;
    e->penalties +=
        e->l2 / 2 * sum_over(&s->value, true, square) * (double)rows;
    bool beside = e->decoupled != (way == OTHER_FORM);
    bool inside = !beside || way == PENALTY_TWICE;
    beside |= way == PENALTY_TWICE;
    for (size_t i = 0; i < PARAMS && inside && way != NO_PENALTY; i += 2)
        mat_add_scaled((way == ADDED_TWICE ? 2 : 1) * e->l2, &s->value.at[i],
                       &grads.at[i]);
    e->updates++;
    if (way == ONE_UPDATE && !last)
        return;
    size_t step = way == ONE_UPDATE ? 1
                  : way == T_EPOCHS ? e->epoch + 1
                                    : e->updates;
    AdamWay adam = way == NO_UPDATE               ? UNMOVED
                   : e->adam && way != SGD_ALWAYS ? ADAM_RIGHT
                                                  : PLAIN;
    if (way == SHRINK_FIRST && beside)
        naive_shrink(&s->value, e->l2 * rate);
    naive_adam(s, &grads, adam, step, rate);
    if (way != SHRINK_FIRST && beside && way != NO_PENALTY &&
        way != NO_UPDATE)
        naive_shrink(&s->value,
                     e->l2 * (way == SHRINK_FULL ? e->rate : rate));
    e->after += e->l2 / 2 * sum_over(&s->value, true, square) * (double)rows;
    set_free(&grads);
    mat_free(&x);
    mat_free(&t);
}

static void naive_epoch(Epoch *e, AdamState *s, EpochWay way)
{
    size_t count = e->task->count, done = 0;
    size_t *order = malloc(count * sizeof *order);
    epoch_order(way == SEED_IGNORED ? 0 : e->seed, order, count);
    for (size_t i = 0; i < count && way == NOT_SHUFFLED; i++)
        order[i] = i;
    for (size_t from = 0; from < count; from += e->batch, done++) {
        size_t rows = count - from < e->batch ? count - from : e->batch;
        double t = way == NO_DECAY          ? 0
                   : way == DECAY_FROM_1    ? (double)e->epoch + 1
                   : way == DECAY_WITHIN    ? (double)(e->epoch + done)
                   : way == DECAY_PER_BATCH ? (double)(3 * e->epoch + done)
                                            : (double)e->epoch;
        if (way == LAST_DROPPED && rows < e->batch)
            break;
        naive_update(e, s, order + from, rows, e->rate * exp(-e->decay * t),
                     from + e->batch >= count, way);
    }
    free(order);
}

/* Settings of a fresh epoch. */
static Epoch fresh_epoch(const Task *task, bool adam, bool decoupled)
{
    return (Epoch){.task = task,
                   .adam = adam,
                   .decoupled = decoupled,
                   .rate = check_uniform(0.05, 0.1),
                   .l2 = check_uniform(0.2, 0.4),
                   .decay = check_uniform(0.2, 0.4),
                   .epoch = check_size(1, 3),
                   .batch = STEP,
                   .seed = rng_next(check_rng())};
}

static Settings *settings_of(const Epoch *e)
{
    Settings *s = settings_new();
    settings_put_text(s, "layers", "9-7-3");
    settings_put_text(s, "optimiser", e->adam ? "adam" : "sgd");
    settings_put(s, "rate", e->rate);
    settings_put(s, "l2", e->l2);
    settings_put(s, "decay", e->decay);
    settings_put(s, "decoupled", e->decoupled);
    settings_put(s, "batch", (double)e->batch);
    settings_put(s, "epochs", 9);
    return s;
}

/* One epoch by the code under test, from a fresh start; returns what it
 * said. */
static double do_epoch(Net *net, const Epoch *e)
{
    Settings *s = settings_of(e);
    Optimiser *o = optimiser_new(e->adam ? "adam" : "sgd", net);
    double said = cifar_epoch(net, o, e->task->samples, s, e->epoch, e->seed);
    optimiser_free(o);
    settings_free(s);
    return said;
}

/* Do the functions that an epoch calls work? If not, their own checks say so,
 * and nothing can be said about the epoch. */
static bool pieces_work(void)
{
    Net *net = fresh_net();
    Optimiser *o = optimiser_new("adam", net);
    bool work = fabs(decayed_rate(0.5, 0.5, 3) - 0.5 * exp(-1.5)) < 1e-9 &&
                fabs(decayed_rate(0.5, 0.5, 2) - 0.5 * exp(-1)) < 1e-9;
    Set start = values_of(net);
    AdamState s = adam_state(&start);
    for (size_t step = 1; step <= 4; step++) {
        fresh_gradients(net, 1);
        Set due = grads_of(net), now = values_of(net);
        for (size_t i = 0; i < PARAMS; i += 2)
            mat_add_scaled(0.3, &now.at[i], &due.at[i]);
        l2_grad(net, 0.3);
        Set got = grads_of(net);
        work = work && same_set(&got, &due);
        naive_adam(&s, &due, step <= 2 ? ADAM_RIGHT : PLAIN, step, 0.1);
        if (step <= 2)
            adam_step(o, net, 0.1);
        else
            sgd_step(net, 0.1);
        if (step % 2 == 0) {
            l2_shrink(net, 0.2, 0.3);
            naive_shrink(&s.value, 0.06);
        }
        Set after = values_of(net);
        work = work && same_set(&after, &s.value);
    }
    optimiser_free(o);
    net_free(net);
    return work;
}

static void follow_epoch(bool adam, bool decoupled, size_t batch)
{
    Task task = fresh_task();
    Net *net = fresh_net();
    Set start = values_of(net);
    Epoch e = fresh_epoch(&task, adam, decoupled), right;
    e.batch = batch;
    right = e;
    AdamState due = adam_state(&start), wrong[EPOCH_WAYS];
    naive_epoch(&right, &due, EPOCH_RIGHT);
    for (EpochWay w = EPOCH_RIGHT + 1; w < EPOCH_WAYS; w++) {
        Epoch other = e;
        wrong[w] = adam_state(&start);
        naive_epoch(&other, &wrong[w], w);
    }
    bool telling = pieces_work();
    do_epoch(net, &e);
    check_no_shape_error();
    Set now = values_of(net);
    for (size_t i = 0; i < PARAMS; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s after an epoch", param_names[i]);
        check_given_num("rate", e.rate);
        check_given_num("l2", e.l2);
        check_given_num("decay", e.decay);
        check_given_num("epoch", (double)e.epoch);
        for (EpochWay w = EPOCH_RIGHT + 1; telling && w < EPOCH_WAYS; w++)
            check_suspect(&wrong[w].value.at[i], epoch_causes[w]);
        check_mat(name, &now.at[i], &due.value.at[i], 1e-8);
    }
    samples_free(task.samples);
    net_free(net);
}

Test(cifar_epoch, descends_with_the_penalty_in_the_gradient)
{
    follow_epoch(false, false, STEP);
}

Test(cifar_epoch, hands_the_gradients_to_the_optimiser)
{
    follow_epoch(true, false, STEP);
}

Test(cifar_epoch, takes_the_penalty_beside_the_update_when_asked)
{
    follow_epoch(true, true, STEP);
    follow_epoch(false, true, STEP);
}

Test(cifar_epoch, takes_a_last_batch_of_one_and_batches_larger_than_the_set)
{
    follow_epoch(false, false, COUNT / 2);
    follow_epoch(false, false, 3 * COUNT);
}

Test(cifar_epoch, returns_the_cross_entropy_without_the_penalty)
{
    Task task = fresh_task();
    Net *net = fresh_net();
    Set start = values_of(net);
    Epoch e = fresh_epoch(&task, true, false), right = e;
    AdamState due = adam_state(&start);
    naive_epoch(&right, &due, EPOCH_RIGHT);
    double said = do_epoch(net, &e);
    Set now = values_of(net);
    double after = naive_batch(&now, &task.x, &task.t, NULL);
    for (int i = 0; i < 2; i++)
        check_suspect_num((right.sum + (i ? right.after : right.penalties)) /
                              COUNT,
                          "the penalty is part of it: without it, runs with "
                          "different penalties can be compared");
    check_suspect_num(right.means / 3,
                      "this is the mean over batches, and the last one is "
                      "smaller: weight each by its samples");
    check_suspect_num(right.sum, "the sum is not divided by the number of "
                                 "samples");
    check_suspect_num(right.means, "the batches' means are added up and not "
                                   "divided");
    check_suspect_num(right.last, "this is the loss of the last batch "
                                  "alone");
    if (isfinite(after) && !same_set(&now, &start))
        check_suspect_num(after,
                          "this is the loss after the epoch: each sample "
                          "counts at the time it was visited");
    check_num("the loss that is returned", said, right.sum / COUNT, 1e-9);
    samples_free(task.samples);
    net_free(net);
}

/* Three epochs, in which the optimiser lives on or, by mistake, does not. */
static void naive_epochs(const Epoch *e, AdamState *s, EpochWay way)
{
    Epoch naive = *e;
    for (size_t epoch = 0; epoch < 3; epoch++) {
        naive.epoch = epoch;
        naive.seed = e->seed + epoch;
        if (way == T_ANEW || way == ALL_ANEW)
            naive.updates = 0;
        for (size_t i = 0; i < PARAMS && way == ALL_ANEW; i++) {
            mat_fill(&s->m.at[i], 0);
            mat_fill(&s->v.at[i], 0);
        }
        naive_epoch(&naive, s, way);
    }
}

Test(cifar_epoch, goes_on_with_the_same_optimiser)
{
    static const EpochWay ways[] = {T_ANEW, T_EPOCHS, ALL_ANEW};
    enum { WAYS = sizeof ways / sizeof *ways };
    Task task = fresh_task();
    Net *net = fresh_net();
    Set begin = values_of(net);
    Epoch e = fresh_epoch(&task, true, false);
    AdamState due = adam_state(&begin), wrong[WAYS];
    naive_epochs(&e, &due, EPOCH_RIGHT);
    for (size_t w = 0; w < WAYS; w++) {
        wrong[w] = adam_state(&begin);
        naive_epochs(&e, &wrong[w], ways[w]);
    }
    bool telling = pieces_work();
    Settings *s = settings_of(&e);
    Optimiser *o = adam_for(net);
    for (size_t epoch = 0; epoch < 3; epoch++)
        cifar_epoch(net, o, task.samples, s, epoch, e.seed + epoch);
    Set now = values_of(net);
    for (size_t i = 0; i < PARAMS; i++) {
        char name[100];
        snprintf(name, sizeof name, "%s after three epochs", param_names[i]);
        for (size_t w = 0; w < WAYS && telling; w++)
            check_suspect(&wrong[w].value.at[i], epoch_causes[ways[w]]);
        check_mat(name, &now.at[i], &due.value.at[i], 1e-7);
    }
    optimiser_free(o);
    settings_free(s);
    samples_free(task.samples);
    net_free(net);
}

/* In one process, smaller and larger than those before. */
Test(cifar_epoch, takes_sets_and_batches_of_any_size)
{
    const size_t counts[] = {3, 1, 12, check_size(1030, 1200), 5};
    const size_t batches[] = {2, 4, 5, check_size(200, 1100), 3};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Task task = task_of(counts[i]);
        Net *net = fresh_net();
        Set start = values_of(net);
        Epoch e = fresh_epoch(&task, i % 2, false), naive;
        AdamState due = adam_state(&start);
        e.batch = batches[i];
        naive = e;
        naive_epoch(&naive, &due, EPOCH_RIGHT);
        double said = do_epoch(net, &e);
        Set now = values_of(net);
        check_set("after an epoch on a set of another size", &now, &due.value,
                  1e-7);
        check_num("the loss of a set of another size", said,
                  naive.sum / (double)task.count, 1e-8);
        samples_free(task.samples);
        net_free(net);
    }
}

Test(cifar_epoch, reports_a_net_that_does_not_fit)
{
    Task task = fresh_task();
    Net *net = net_build("linear 5 4\n", "he", 1);
    Epoch e = fresh_epoch(&task, false, false);
    double said = do_epoch(net, &e);
    check_shape_error("11 x 9", "11 x 5");
    check_that(isnan(said), "a shape error has to return NaN", "came %g",
               said);
    samples_free(task.samples);
    net_free(net);
}
