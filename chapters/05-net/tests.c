/* Checks of chapter 5. One source, linked with your code on your machine
 * and with proxies for it when it is graded. */
#include "check.h"
#include "evaluate.h"
#include "net.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double tiny = 1e-10;  /* what rounding may do in a few layers */
static const double exact = 1e-12; /* measured slopes are less so */

/* A net with fresh parameters, the same as a plain model, and a batch. */
enum { BATCH = 5 };
typedef struct {
    Net *net;
    Model m;
    Mat x;
} Case;

static Net *net_of(const char *plan)
{
    Net *net = net_build(plan, "xavier", rng_next(check_rng()));
    if (!net)
        check_fail("net_build() gave no net to check with", NULL, NULL);
    return net;
}

static void fresh_parameters(Model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        rng_fill(check_rng(), -1, 1, &m->layers[i].W);
        rng_fill(check_rng(), -1, 1, &m->layers[i].b);
    }
}

static Case batch_of(size_t rows, const char *plan, size_t inputs)
{
    Case c = {.net = net_of(plan)};
    if (!model_new(plan, &c.m))
        abort();
    fresh_parameters(&c.m);
    model_give(&c.m, c.net);
    c.x = check_random(rows, inputs, -2, 2);
    return c;
}

static Case case_of(const char *plan, size_t inputs)
{
    return batch_of(BATCH, plan, inputs);
}

static void case_free(Case *c)
{
    net_free(c->net);
    model_free(&c->m);
    mat_free(&c->x);
}

static const char *const mixed = "linear 6 7\nrelu\nlinear 7 4\nsigmoid\n"
                                 "linear 4 3\n";

/* Naive passes, layer by layer, with every value kept */

typedef struct {
    Mat value[NET_MOST + 1], grad[NET_MOST + 1];
    Mat dW[NET_MOST], db[NET_MOST];
    size_t count;
} Trace;

static Mat after_linear(const Mat *x, const Mat *W, const Mat *b)
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

static Mat after_activation(LayerKind kind, const Mat *x)
{
    Mat y = mat_copy(x);
    for (size_t i = 0; i < mat_size(x); i++)
        y.data[i] = kind == LAYER_RELU ? fmax(x->data[i], 0)
                                       : 1 / (1 + exp(-x->data[i]));
    return y;
}

static Trace forward_of(const Model *m, const Mat *x)
{
    Trace t = {.count = m->count};
    t.value[0] = mat_copy(x);
    for (size_t i = 0; i < m->count; i++)
        t.value[i + 1] =
            m->layers[i].kind == LAYER_LINEAR
                ? after_linear(&t.value[i], &m->layers[i].W, &m->layers[i].b)
                : after_activation(m->layers[i].kind, &t.value[i]);
    return t;
}

static void linear_grads(Trace *t, size_t i, const Mat *W)
{
    const Mat *x = &t->value[i], *dy = &t->grad[i + 1];
    t->grad[i] = mat_new(x->rows, x->cols);
    t->dW[i] = mat_new(W->rows, W->cols);
    t->db[i] = mat_new(1, W->cols);
    for (size_t n = 0; n < x->rows; n++)
        for (size_t j = 0; j < W->cols; j++) {
            t->db[i].data[j] += AT(dy, n, j);
            for (size_t k = 0; k < W->rows; k++) {
                AT(&t->dW[i], k, j) += AT(x, n, k) * AT(dy, n, j);
                AT(&t->grad[i], n, k) += AT(dy, n, j) * AT(W, k, j);
            }
        }
}

/* How an activation's backward pass goes wrong. */
typedef enum {
    SLOPE_RIGHT,
    SLOPE_OF_INPUT, /* the sigmoid's slope as x (1 - x), x its input */
    SLOPE_TWICE,    /* the sigmoid's slope at its output */
    SLOPE_MISSING,  /* dy is handed on as it is */
    SLOPE_MISTAKES
} Slope;

static const char *const slope_causes[SLOPE_MISTAKES] = {
    [SLOPE_OF_INPUT] = "sigmoid_backward() is given the sigmoid's input; it "
                       "wants the output, kept[i + 1]",
    [SLOPE_TWICE] = "the slope of the sigmoid is taken at its output",
    [SLOPE_MISSING] = "the gradient passes the activations unchanged: they "
                      "have backward passes too"};

static double slope_of(LayerKind kind, double x, double y, Slope slope)
{
    double s = 1 / (1 + exp(-y));
    if (slope == SLOPE_MISSING)
        return 1;
    if (kind == LAYER_RELU)
        return x > 0;
    return slope == SLOPE_OF_INPUT ? x * (1 - x)
           : slope == SLOPE_TWICE  ? s * (1 - s)
                                   : y * (1 - y);
}

/* Fills in the gradients below value[top], whose gradient is dy. */
static void backward_with(const Model *m, size_t top, const Mat *dy,
                          Slope slope, Trace *t)
{
    t->grad[top] = mat_copy(dy);
    for (size_t i = top; i-- > 0;) {
        if (m->layers[i].kind == LAYER_LINEAR) {
            linear_grads(t, i, &m->layers[i].W);
            continue;
        }
        const Mat *x = &t->value[i], *y = &t->value[i + 1];
        t->grad[i] = mat_copy(&t->grad[i + 1]);
        for (size_t e = 0; e < mat_size(x); e++)
            t->grad[i].data[e] *= (real)slope_of(
                m->layers[i].kind, x->data[e], y->data[e], slope);
    }
}

static void backward_of(const Model *m, size_t top, const Mat *dy, Trace *t)
{
    backward_with(m, top, dy, SLOPE_RIGHT, t);
}

static void trace_free(Trace *t)
{
    for (size_t i = 0; i <= t->count; i++) {
        mat_free(&t->value[i]);
        mat_free(&t->grad[i]);
        if (i < t->count) {
            mat_free(&t->dW[i]);
            mat_free(&t->db[i]);
        }
    }
}

/* No input of a ReLU is nearer to 0 than a check's step can reach. */
static bool off_the_kink(const Model *m, const Mat *x)
{
    Trace t = forward_of(m, x);
    bool off = true;
    for (size_t i = 0; i < m->count; i++)
        for (size_t e = 0;
             m->layers[i].kind == LAYER_RELU && e < mat_size(&t.value[i]);
             e++)
            off &= fabs(t.value[i].data[e]) > 1e-3;
    trace_free(&t);
    return off;
}

/* Describe */

/* Both numbers of each linear layer, the other way round. */
static void exchanged(const char *plan, char *text, size_t size)
{
    size_t in, out, used = 0;
    for (*text = '\0'; *plan && used < size; plan += strcspn(plan, "\n") + 1)
        used += (size_t)(sscanf(plan, "linear %zu %zu", &in, &out) == 2
                             ? snprintf(text + used, size - used,
                                        "linear %zu %zu\n", out, in)
                             : snprintf(text + used, size - used, "%.*s\n",
                                        (int)strcspn(plan, "\n"), plan));
}

static const char *description_cause(const char *text, const char *due)
{
    char other[1000];
    exchanged(due, other, sizeof other);
    return strcmp(text, other) == 0
               ? "the sizes are exchanged: inputs come first"
               : NULL;
}

static void described(const char *plan, const char *due)
{
    char text[1000], details[600];
    Net *net = net_of(plan);
    memset(text, 'x', sizeof text);
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    snprintf(details, sizeof details, "the description reads \"%.200s\"",
             text);
    for (char *c = details; *c; c++)
        *c = *c == '\n' ? '|' : *c;
    if (strcmp(text, due) != 0)
        check_fail(
            "the description is not the one that the contract asks for",
            description_cause(text, due), details);
    net_free(net);
}

Test(net_describe, writes_a_line_for_each_layer)
{
    char plan[200];
    size_t a = check_size(2, 30), b = check_size(31, 60);
    snprintf(plan, sizeof plan,
             "linear %zu %zu\nrelu\nlinear %zu %zu\nsigmoid\n", a, b, b, a);
    described(plan, plan);
    described("sigmoid\nrelu\n", "sigmoid\nrelu\n");
    described("", "");
    described("linear 1 12345\nrelu\nlinear 12345 2\n",
              "linear 1 12345\nrelu\nlinear 12345 2\n");
    Net *none = net_new();
    char text[] = "xx";
    net_describe(none, text, 1);
    check_that(text[0] == '\0' && text[1] == 'x',
               "where there is room for a zero only, a net without layers is "
               "not described by one",
               "the room holds %d, %d is behind it", text[0], text[1]);
    net_free(none);
}

Test(net_describe, describes_the_longest_net)
{
    char plan[1000] = "";
    size_t used = 0, in = check_size(101, 200), out = check_size(201, 300);
    for (size_t i = 0; i < NET_MOST; i++)
        used += (size_t)snprintf(plan + used, sizeof plan - used,
                                 i % 3 == 2 ? "%s" : "%s %zu %zu\n",
                                 i % 3 == 2 ? "sigmoid\n" : "linear",
                                 i % 3 ? out : in, i % 3 ? in : out);
    described(plan, plan);
}

Test(net_describe, keeps_within_the_room_it_is_given)
{
    const char *due = "linear 6 7\nrelu\nlinear 7 4\nsigmoid\nlinear 4 3\n";
    Net *net = net_of(mixed);
    char text[80];
    for (size_t room = 0; room < strlen(due) + 3; room++) {
        memset(text, 'x', sizeof text);
        net_describe(net, text, room);
        size_t keep = room == 0                ? 0
                      : room - 1 < strlen(due) ? room - 1
                                               : strlen(due);
        check_that(room == 0 ||
                       (text[keep] == '\0' && strncmp(text, due, keep) == 0),
                   "the text is not cut off at the end of the room",
                   "room %zu", room);
        for (size_t i = room; i < sizeof text; i++)
            check_that(text[i] == 'x', "the text is longer than the room",
                       "room %zu, byte %zu is written", room, i);
    }
    net_free(net);
}

/* Forward */

static void suspect_forward(const Case *c, const Mat *due)
{
    Trace t = forward_of(&c->m, &c->x);
    check_suspect(&t.value[t.count - 1], "the last layer is left out");
    for (size_t i = 0; i < c->m.count; i++) {
        if (c->m.layers[i].kind == LAYER_LINEAR)
            continue;
        Model without = c->m; /* one activation missing: a layer of kind */
        Mat rest = mat_copy(&t.value[i]);
        for (size_t k = i + 1; k < c->m.count; k++) {
            Mat next = c->m.layers[k].kind == LAYER_LINEAR
                           ? after_linear(&rest, &without.layers[k].W,
                                          &without.layers[k].b)
                           : after_activation(c->m.layers[k].kind, &rest);
            mat_free(&rest);
            rest = next;
        }
        if (rest.cols == due->cols)
            check_suspect(&rest, c->m.layers[i].kind == LAYER_RELU
                                     ? "a ReLU layer is passed over"
                                     : "a sigmoid layer is passed over");
        mat_free(&rest);
    }
    trace_free(&t);
}

/* The backward pass reads all of them. */
static void check_kept(const Case *c, const Trace *t)
{
    for (size_t i = 0; i <= t->count; i++) {
        const Mat *due = &t->value[i];
        char name[80];
        Mat kept = check_junk(due->rows, due->cols);
        snprintf(name, sizeof name, "kept[%zu], %s", i,
                 i == 0          ? "the input"
                 : i == t->count ? "the output"
                                 : "the value between two layers");
        check_suspect(&kept, i == t->count && i
                                 ? "what comes out of the last layer is not "
                                   "kept: net_backward_from() needs it"
                                 : "this is not kept: the backward pass "
                                   "needs it");
        net_kept(c->net, i, &kept);
        if (i < t->count)
            check_suspect(&t->value[i + 1],
                          "the layer's output stands where its input was: "
                          "each layer writes a matrix of its own");
        check_mat(name, &kept, due, tiny);
        mat_free(&kept);
    }
}

Test(net_forward, keeps_the_input_and_every_output)
{
    const char *plans[] = {mixed, "sigmoid\nrelu\n", "linear 6 1\nsigmoid\n",
                           "linear 6 7\nlinear 7 4\n", ""};
    for (size_t i = 0; i < 5; i++) {
        Case c = case_of(plans[i], 6);
        size_t sizes[] = {BATCH, 2, 9};
        for (size_t k = 0; k < 3; k++) {
            Mat x = check_random(sizes[k], 6, -2, 2);
            Trace t = forward_of(&c.m, &x);
            Mat y = check_junk(sizes[k], t.value[t.count].cols);
            net_forward(c.net, &x, &y);
            check_no_shape_error();
            check_kept(&c, &t);
            trace_free(&t);
            mat_free(&x);
            mat_free(&y);
        }
        case_free(&c);
    }
}

/* The input matrix may hold something else when the backward pass comes. */
Test(net_forward, keeps_a_copy_of_its_own)
{
    Case c = case_of("linear 6 3\n", 6);
    Mat y = check_junk(BATCH, 3), was = mat_copy(&c.x);
    Mat kept = check_junk(BATCH, 6), out = check_junk(BATCH, 3);
    net_forward(c.net, &c.x, &y);
    Mat said = mat_copy(&y);
    rng_fill(check_rng(), -2, 2, &c.x);
    rng_fill(check_rng(), -2, 2, &y);
    net_kept(c.net, 0, &kept);
    net_kept(c.net, 1, &out);
    check_suspect(&c.x,
                  "the net holds the caller's matrix, in which the next "
                  "batch stands already: copy x into net->kept[0]");
    check_mat("kept[0] after x has changed", &kept, &was, 0);
    check_suspect(&y, "the net holds the caller's matrix y: keep a copy");
    check_mat("kept[1] after y has changed", &out, &said, 0);
    case_free(&c);
}

static void forward_is_right(const char *plan, size_t inputs)
{
    Case c = case_of(plan, inputs);
    Trace t = forward_of(&c.m, &c.x);
    Mat *due = &t.value[t.count], y = check_junk(BATCH, due->cols);
    check_given("x", &c.x);
    if (t.count)
        suspect_forward(&c, due);
    net_forward(c.net, &c.x, &y);
    check_no_shape_error();
    check_mat("y", &y, due, tiny);
    mat_free(&y);
    trace_free(&t);
    case_free(&c);
}

Test(net_forward, sends_a_batch_through_all_layers)
{
    forward_is_right(mixed, 6);
    forward_is_right("linear 5 3\n", 5);
    forward_is_right("relu\nlinear 4 2\nsigmoid\n", 4);
}

Test(net_forward, takes_layers_in_any_order)
{
    forward_is_right("sigmoid\nrelu\n", 3);
    forward_is_right("linear 4 5\nlinear 5 6\nlinear 6 2\n", 4);
    forward_is_right("", 3);
}

Test(net_forward, takes_batches_of_any_size_one_after_another)
{
    Case c = case_of(mixed, 6);
    size_t sizes[] = {5, 2, 9, 1, check_size(1030, 1200), 5};
    for (size_t i = 0; i < 6; i++) {
        Mat x = check_random(sizes[i], 6, -2, 2), y = check_junk(sizes[i], 3);
        Trace t = forward_of(&c.m, &x);
        net_forward(c.net, &x, &y);
        check_mat("y of a batch of another size", &y, &t.value[t.count],
                  tiny);
        trace_free(&t);
    }
    case_free(&c);
}

/* As many layers as a net can have. */
static const char *deepest(void)
{
    static char plan[NET_MOST * 12];
    static const char *const lines[] = {"linear 3 3\n", "sigmoid\n",
                                        "linear 3 3\n", "relu\n"};
    size_t used = 0;
    for (size_t i = 0; i < NET_MOST; i++)
        used += (size_t)snprintf(plan + used, sizeof plan - used, "%s",
                                 lines[i % 4]);
    return plan;
}

Test(net_forward, takes_as_many_layers_as_a_net_can_have)
{
    forward_is_right(deepest(), 3);
}

Test(net_forward, takes_nets_of_several_sizes_in_turn)
{
    Case cases[] = {batch_of(3, "linear 2 3\nrelu\n", 2),
                    batch_of(7, "linear 9 31\nsigmoid\nlinear 31 5\n", 9),
                    batch_of(1, "linear 1 1\n", 1)};
    for (size_t i = 0; i < 6; i++) {
        Case *c = &cases[i % 3];
        Trace t = forward_of(&c->m, &c->x);
        Mat y = check_junk(c->x.rows, t.value[t.count].cols);
        net_forward(c->net, &c->x, &y);
        check_mat("y of a net, when nets of several sizes take turns", &y,
                  &t.value[t.count], tiny);
        trace_free(&t);
        mat_free(&y);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

Test(net_forward, leaves_y_alone_when_the_shapes_differ)
{
    Case c = case_of("linear 6 7\nrelu\nlinear 7 4\n", 6);
    Mat x = check_random(5, 9, -1, 1), y = check_random(5, 4, -1, 1);
    Mat small = check_random(5, 3, -1, 1), before = mat_copy(&y);
    net_forward(c.net, &x, &y);
    check_shape_error("5 x 9", "6");
    check_mat("y after a shape error", &y, &before, 0);
    before = mat_copy(&small);
    net_forward(c.net, &c.x, &small);
    check_shape_error("5 x 3", "4");
    check_mat("y after a shape error", &small, &before, 0);
    case_free(&c);
}

/* Backward */

typedef struct {
    Trace due, wrong[SLOPE_MISTAKES];
    Mat dy, dx, junk;
} Pass;

/* As check_no_shape_error(), with what the shapes in the error tell. */
static void check_pass_fits(const Case *c, const Trace *due, size_t top)
{
    static const char message[] =
        "a shape error was reported though the shapes fit";
    char text[200], end[60];
    size_t last = c->m.count;
    if (!student_mat_error(text, sizeof text))
        return;
    snprintf(end, sizeof end, "%zu x %zu", due->value[last].rows,
             due->value[last].cols);
    if (strncmp(text, "linear_backward", 15) == 0)
        check_fail(message,
                   "a linear layer is handed a matrix of another shape: it "
                   "wants its own input, kept[i], and the gradient of its "
                   "output, dkept[i + 1]",
                   text);
    check_fail(message,
               due->value[last].cols != due->value[top].cols &&
                       strstr(text, end)
                   ? "the pass begins behind the last layer: it begins "
                     "behind layer top - 1, and dy belongs to kept[top]"
                   : NULL,
               text);
}

/* Forward and backward through the first `top` layers, with the net's
 * functions and with naive ones. */
static Pass pass(Case *c, size_t top)
{
    Pass p = {.due = forward_of(&c->m, &c->x)};
    Mat *out = &p.due.value[c->m.count], y = check_junk(c->x.rows, out->cols);
    p.dy = check_random(c->x.rows, p.due.value[top].cols, -2, 2);
    p.dx = check_junk(c->x.rows, c->x.cols);
    p.junk = mat_copy(&p.dx);
    backward_of(&c->m, top, &p.dy, &p.due);
    for (Slope i = SLOPE_RIGHT + 1; i < SLOPE_MISTAKES; i++) {
        p.wrong[i] = forward_of(&c->m, &c->x);
        backward_with(&c->m, top, &p.dy, i, &p.wrong[i]);
    }
    net_forward(c->net, &c->x, &y);
    net_backward_from(c->net, top, &p.dy, &p.dx);
    check_pass_fits(c, &p.due, top);
    mat_free(&y);
    return p;
}

static const char sign_cause[] =
    "the sign is the other way round, here or in a layer further back";

static void check_grads(const Case *c, const Pass *p, size_t layer)
{
    static const char cause[] = "no gradient has reached this layer: walk "
                                "through all layers, the last first";
    char name[60];
    const Trace *due = &p->due;
    Mat dW = check_junk(due->dW[layer].rows, due->dW[layer].cols);
    Mat db = check_junk(1, dW.cols);
    Mat none = mat_new(dW.rows, dW.cols), none_b = mat_new(1, dW.cols);
    net_grad(c->net, layer, &dW, &db);
    snprintf(name, sizeof name, "dW of layer %zu", layer);
    check_suspect(&none, cause);
    for (Slope i = SLOPE_RIGHT + 1; i < SLOPE_MISTAKES; i++)
        check_suspect(&p->wrong[i].dW[layer], slope_causes[i]);
    check_suspect_factor(-1, sign_cause);
    check_mat(name, &dW, &due->dW[layer], exact);
    snprintf(name, sizeof name, "db of layer %zu", layer);
    check_suspect(&none_b, cause);
    check_suspect_factor(-1, sign_cause);
    check_mat(name, &db, &due->db[layer], exact);
}

static void check_all_grads(const Case *c, const Pass *p, size_t top)
{
    for (size_t i = top; i-- > 0;)
        if (c->m.layers[i].kind == LAYER_LINEAR)
            check_grads(c, p, i);
}

static void check_dx(const Pass *p, const char *name)
{
    check_given("dy", &p->dy);
    check_suspect(&p->junk, "dx has not been written");
    for (Slope i = SLOPE_RIGHT + 1; i < SLOPE_MISTAKES; i++)
        check_suspect(&p->wrong[i].grad[0], slope_causes[i]);
    check_suspect_factor(-1, sign_cause);
    check_mat(name, &p->dx, &p->due.grad[0], exact);
}

Test(net_backward, gives_every_linear_layer_its_gradients)
{
    Case c = case_of(mixed, 6);
    Pass p = pass(&c, 5);
    check_all_grads(&c, &p, 5);
    case_free(&c);
}

Test(net_backward, hands_back_dx)
{
    Case c = case_of(mixed, 6);
    Pass p = pass(&c, 5);
    check_dx(&p, "dx");
    case_free(&c);
    c = case_of("sigmoid\nlinear 6 4\nrelu\n", 6);
    p = pass(&c, 3);
    check_mat("dx of a net that begins with a sigmoid", &p.dx, &p.due.grad[0],
              tiny);
    case_free(&c);
}

Test(net_backward, can_start_below_the_last_layer)
{
    Case c = case_of("linear 6 7\nrelu\nlinear 7 4\nsigmoid\n", 6);
    for (size_t top = 4; top-- > 1;) {
        Pass p = pass(&c, top);
        check_all_grads(&c, &p, top);
        check_dx(&p, "dx");
    }
    case_free(&c);
}

Test(net_backward, leaves_layers_above_the_start_alone)
{
    Case c = case_of("linear 6 7\nrelu\nlinear 7 4\n", 6);
    Pass whole = pass(&c, 3);
    Pass part = pass(&c, 2);
    check_grads(&c, &whole, 2);
    check_grads(&c, &part, 0);
    case_free(&c);
}

Test(net_backward, does_without_dx)
{
    const char *plans[] = {mixed, "sigmoid\nlinear 6 4\nrelu\n",
                           "linear 6 7\nlinear 7 4\n"};
    for (size_t i = 0; i < 3; i++) {
        Case c = case_of(plans[i], 6);
        Pass p = pass(&c, c.m.count);
        Pass next = {.due = forward_of(&c.m, &c.x),
                     .dy = check_random(BATCH, p.dy.cols, -2, 2)};
        backward_of(&c.m, c.m.count, &next.dy, &next.due);
        net_backward_from(c.net, c.m.count, &next.dy, NULL);
        check_no_shape_error();
        check_all_grads(&c, &next, c.m.count);
        case_free(&c);
    }
}

Test(net_backward, takes_as_many_layers_as_a_net_can_have)
{
    Case c = case_of(deepest(), 3);
    Pass p = pass(&c, NET_MOST);
    check_all_grads(&c, &p, NET_MOST);
    check_dx(&p, "dx");
    case_free(&c);
}

Test(net_backward, takes_nets_of_several_sizes_in_turn)
{
    Case cases[] = {batch_of(3, "linear 2 3\nrelu\n", 2),
                    batch_of(check_size(1030, 1200),
                             "linear 3 5\nsigmoid\nlinear 5 1\n", 3),
                    batch_of(7, "linear 9 31\nsigmoid\nlinear 31 5\n", 9),
                    batch_of(1, "linear 1 1\n", 1)};
    for (size_t i = 0; i < 8; i++) {
        Case *c = &cases[i % 4];
        Pass p = pass(c, c->m.count);
        check_all_grads(c, &p, c->m.count);
        check_dx(&p, "dx");
    }
    for (size_t i = 0; i < 4; i++)
        case_free(&cases[i]);
}

/* Each entry can be had by moving one number and running the net forward
 * again, too: a hundred thousand passes in the place of one. */
Test(net_backward, does_no_more_work_than_a_few_passes)
{
    Case c = batch_of(64, "linear 2003 61\nsigmoid\nlinear 61 1\n", 2003);
    double begin = check_clock();
    Trace t = forward_of(&c.m, &c.x);
    Mat y = check_junk(64, 1), dy = check_random(64, 1, -2, 2);
    backward_of(&c.m, 3, &dy, &t);
    check_work_begins(check_clock() - begin);
    net_forward(c.net, &c.x, &y);
    net_backward_from(c.net, 3, &dy, NULL);
    check_work_ends("net_backward_from() takes far longer than one pass "
                    "through the layers");
    Mat dW = check_junk(2003, 61), db = check_junk(1, 61);
    net_grad(c.net, 0, &dW, &db);
    check_mat("dW of a wide layer", &dW, &t.dW[0], 1e-10);
    trace_free(&t);
    case_free(&c);
}

Test(net_backward, uses_the_parameters_of_before_the_step)
{
    Case c = case_of("linear 6 7\nlinear 7 4\n", 6);
    Pass p = pass(&c, 2);
    Mat W = check_junk(7, 4), b = check_junk(1, 4);
    net_get(c.net, 1, &W, &b);
    if (memcmp(W.data, c.m.layers[1].W.data, mat_size(&W) * sizeof(real)))
        check_fail("the backward pass changes parameters",
                   "it makes a step on the way: parameters move in "
                   "net_step() only, when every gradient is there",
                   NULL);
    check_grads(&c, &p, 0);
    case_free(&c);
}

Test(net_backward, replaces_the_gradients_of_the_batch_before)
{
    Case c = case_of(mixed, 6);
    Pass first = pass(&c, 5);
    c.x = check_random(BATCH, 6, -2, 2);
    Pass second = pass(&c, 5);
    Mat sum = mat_copy(&second.due.dW[4]), dW = check_junk(4, 3),
        db = check_junk(1, 3);
    mat_add_scaled(1, &first.due.dW[4], &sum);
    net_grad(c.net, 4, &dW, &db);
    check_suspect(&first.due.dW[4], "these are the gradients of the first "
                                    "batch: the values kept by the last "
                                    "forward pass count");
    check_suspect(&sum, "gradients of two batches are added up");
    check_mat("dW of layer 4 after a second batch", &dW, &second.due.dW[4],
              tiny);
    check_all_grads(&c, &second, 5);
    case_free(&c);
}

/* What a gradient check sees: the sum of up * y, as the net computes it. */
static double probe(Case *c, const Mat *up)
{
    Mat y = check_junk(up->rows, up->cols);
    double sum = 0;
    net_forward(c->net, &c->x, &y);
    for (size_t i = 0; i < mat_size(up); i++)
        sum += (double)up->data[i] * (double)y.data[i];
    mat_free(&y);
    return sum;
}

Test(net_backward, verified_by_central_differences)
{
    Case c = case_of(mixed, 6);
    while (!off_the_kink(&c.m, &c.x))
        rng_fill(check_rng(), -2, 2, &c.x);
    Pass p = pass(&c, 5);
    for (size_t i = 0; i < mat_size(&c.x); i++) {
        real before = c.x.data[i];
        c.x.data[i] = (real)(before + 1e-5);
        double above = probe(&c, &p.dy);
        c.x.data[i] = (real)(before - 1e-5);
        double below = probe(&c, &p.dy);
        c.x.data[i] = before;
        check_that(fabs((above - below) / 2e-5 - p.dx.data[i]) < 1e-6,
                   "dx is not the gradient of what net_forward() computes",
                   "came %.9g, the central difference is %.9g",
                   (double)p.dx.data[i], (above - below) / 2e-5);
    }
    case_free(&c);
}

Test(net_backward, leaves_everything_alone_when_the_shapes_differ)
{
    Case c = case_of("linear 6 7\nrelu\nlinear 7 4\n", 6);
    Pass p = pass(&c, 3);
    Mat dy = check_random(BATCH, 8, -1, 1), dx = check_junk(BATCH, 6);
    Mat before = mat_copy(&dx), odd = check_junk(2, 6);
    Mat other = check_random(BATCH, 4, -1, 1); /* would give other ones */
    net_backward_from(c.net, 3, &dy, &dx);
    check_shape_error("5 x 8", "5 x 4");
    check_mat("dx after a shape error", &dx, &before, 0);
    net_backward_from(c.net, 3, &other, &odd);
    check_shape_error("2 x 6", "5 x 6");
    check_all_grads(&c, &p, 3);
    case_free(&c);
}

/* Step */

static void moved(const Case *c, size_t layer, const Mat *dW, const Mat *db,
                  double rate)
{
    const Mat *was[] = {&c->m.layers[layer].W, &c->m.layers[layer].b};
    const Mat *grad[] = {dW, db};
    Mat is[] = {check_junk(was[0]->rows, was[0]->cols),
                check_junk(1, was[0]->cols)};
    net_get(c->net, layer, &is[0], &is[1]);
    for (size_t i = 0; i < 2; i++) {
        char name[60];
        Mat due = mat_copy(was[i]);
        mat_add_scaled(-rate, grad[i], &due);
        Mat up = mat_copy(was[i]);
        mat_add_scaled(rate, grad[i], &up);
        check_suspect(&up, "this climbs: the step goes against the gradient");
        Mat twice = mat_copy(&due);
        mat_add_scaled(-rate, grad[i], &twice);
        check_suspect(&twice, "this layer moves twice");
        check_suspect(was[i], "this layer has not moved");
        snprintf(name, sizeof name, "%s of layer %zu after a step",
                 i ? "b" : "W", layer);
        check_mat(name, &is[i], &due, tiny);
    }
}

Test(net_step, moves_every_linear_layer)
{
    Case c = case_of(mixed, 6);
    Pass p = pass(&c, 5);
    Mat dW[5], db[5];
    double rate = check_uniform(0.1, 0.5), sum = 0;
    for (size_t i = 0; i < 5; i++) {
        dW[i] = mat_new(c.m.layers[i].W.rows, c.m.layers[i].W.cols);
        db[i] = mat_new(1, dW[i].cols);
        net_grad(c.net, i, &dW[i], &db[i]);
        for (size_t e = 0; e < mat_size(&dW[i]); e++)
            sum += fabs(dW[i].data[e]);
    }
    check_that(sum > 0,
               "there are no gradients to step with: "
               "net_backward_from() comes first",
               "all are 0");
    net_step(c.net, rate);
    for (size_t i = 0; i < 5; i++)
        if (c.m.layers[i].kind == LAYER_LINEAR)
            moved(&c, i, &dW[i], &db[i], rate);
    trace_free(&p.due);
    case_free(&c);
}

Test(net_step, moves_linear_layers_that_follow_each_other)
{
    Case c = case_of("linear 6 7\nlinear 7 4\nlinear 4 3\n", 6);
    Pass p = pass(&c, 3);
    Mat dW[3], db[3];
    double rate = check_uniform(0.1, 0.5);
    for (size_t i = 0; i < 3; i++) {
        dW[i] = mat_new(c.m.layers[i].W.rows, c.m.layers[i].W.cols);
        db[i] = mat_new(1, dW[i].cols);
        net_grad(c.net, i, &dW[i], &db[i]);
    }
    net_step(c.net, rate);
    for (size_t i = 0; i < 3; i++)
        moved(&c, i, &dW[i], &db[i], rate);
    trace_free(&p.due);
    case_free(&c);
}

Test(net_step, takes_nets_of_several_sizes_in_turn)
{
    Case cases[] = {case_of("linear 2 1\n", 2), case_of(deepest(), 3),
                    case_of("linear 41 31\nrelu\nlinear 31 2\n", 41)};
    for (size_t n = 0; n < 6; n++) {
        Case *c = &cases[n % 3];
        Mat dW[NET_MOST], db[NET_MOST];
        model_give(&c->m, c->net);
        pass(c, c->m.count);
        for (size_t i = 0; i < c->m.count; i++)
            if (c->m.layers[i].kind == LAYER_LINEAR) {
                dW[i] = mat_copy(&c->m.layers[i].W);
                db[i] = mat_copy(&c->m.layers[i].b);
                net_grad(c->net, i, &dW[i], &db[i]);
            }
        net_step(c->net, 0.3);
        for (size_t i = 0; i < c->m.count; i++)
            if (c->m.layers[i].kind == LAYER_LINEAR)
                moved(c, i, &dW[i], &db[i], 0.3);
    }
    for (size_t n = 0; n < 3; n++)
        case_free(&cases[n]);
}

/* Predict */

static void predicts(const char *plan, bool ends_in_sigmoid)
{
    Case c = case_of(plan, 6);
    Trace t = forward_of(&c.m, &c.x);
    Mat p = check_junk(BATCH, 1), *out = &t.value[t.count];
    Mat squashed = after_activation(LAYER_SIGMOID, out);
    Mat answer = mat_copy(out);
    for (size_t i = 0; i < BATCH; i++)
        answer.data[i] =
            ends_in_sigmoid ? out->data[i] >= 0.5 : out->data[i] >= 0;
    check_given("x", &c.x);
    check_suspect(ends_in_sigmoid ? &squashed : out,
                  ends_in_sigmoid ? "the net ends in a sigmoid already: a "
                                    "second one is applied to its output"
                                  : "these are logits: the sigmoid makes "
                                    "probabilities of them");
    check_suspect(&answer, "these are decisions, 0 or 1: probabilities are "
                           "asked for");
    net_predict(c.net, &c.x, &p);
    check_no_shape_error();
    check_mat("p", &p, ends_in_sigmoid ? out : &squashed, tiny);
    case_free(&c);
}

Test(net_predict, gives_the_output_of_a_final_sigmoid)
{
    predicts("linear 6 7\nrelu\nlinear 7 1\nsigmoid\n", true);
}

Test(net_predict, squashes_logits)
{
    predicts("linear 6 7\nsigmoid\nlinear 7 1\n", false);
}

Test(net_predict, takes_batches_and_nets_of_several_sizes_in_turn)
{
    Case cases[] = {batch_of(3, "linear 2 1\nsigmoid\n", 2),
                    batch_of(check_size(1030, 1200),
                             "linear 3 5\nsigmoid\nlinear 5 1\n", 3),
                    batch_of(1, "linear 17 31\nrelu\nlinear 31 1\n", 17)};
    for (size_t i = 0; i < 6; i++) {
        Case *c = &cases[i % 3];
        Trace t = forward_of(&c->m, &c->x);
        Mat due = i % 3 ? after_activation(LAYER_SIGMOID, &t.value[t.count])
                        : mat_copy(&t.value[t.count]);
        Mat p = check_junk(c->x.rows, 1);
        net_predict(c->net, &c->x, &p);
        check_mat("p of a net, when nets of several sizes take turns", &p,
                  &due, tiny);
        trace_free(&t);
        mat_free(&due);
        mat_free(&p);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

static void refuses_to_predict(const char *plan, size_t inputs, size_t cols,
                               const char *shape, const char *other)
{
    Case c = case_of(plan, inputs);
    Mat p = check_random(BATCH, cols, 0, 1), before = mat_copy(&p);
    net_predict(c.net, &c.x, &p);
    check_shape_error(shape, other);
    check_mat("p after a shape error", &p, &before, 0);
    case_free(&c);
}

Test(net_predict, refuses_a_net_with_several_outputs)
{
    refuses_to_predict("linear 6 32\nsigmoid\n", 6, 1, "5 x 32", "5 x 1");
    refuses_to_predict("linear 6 32\n", 6, 1, "5 x 32", "5 x 1");
    refuses_to_predict("linear 6 32\n", 6, 32, "5 x 32", "5 x 1");
}

Test(net_predict, refuses_samples_that_do_not_fit_the_net)
{
    refuses_to_predict("linear 6 1\n", 7, 1, "x 7", "6");
    refuses_to_predict("linear 6 1\nsigmoid\n", 7, 1, "x 7", "6");
}

/* Training */

enum { FEATURES = 4, COUNT = 11, STEP = 4 }; /* of the usual task */

/* A small task: bytes, labels, and the numbers they stand for. */
typedef struct {
    size_t count, features;
    Mat x, t;
    Samples *samples;
} Task;

static Task task_of(size_t count, size_t features)
{
    Task k = {.count = count,
              .features = features,
              .x = mat_new(count, features),
              .t = mat_new(count, 1)};
    Mat scale = mat_of(2, 1, (double[]){8, 4});
    uint8_t *bytes = malloc(count * features), *labels = malloc(count);
    if (!bytes || !labels)
        abort();
    for (size_t i = 0; i < count * features; i++) {
        bytes[i] = (uint8_t)check_size(0, 16);
        k.x.data[i] = (real)((bytes[i] - 8.0) / 4.0);
    }
    for (size_t i = 0; i < count; i++)
        k.t.data[i] = labels[i] = (uint8_t)check_size(0, 1);
    k.samples = samples_new(bytes, count * features, labels, count, &scale);
    free(bytes);
    free(labels);
    mat_free(&scale);
    return k;
}

static void task_free(Task *k)
{
    samples_free(k->samples);
    mat_free(&k->x);
    mat_free(&k->t);
}

static Task fresh_task(void)
{
    return task_of(COUNT, FEATURES);
}

/* Known ways to get an epoch wrong. */
typedef enum {
    RIGHT,
    SUMMED,       /* the gradient is summed over the batch, not averaged */
    NOT_SHUFFLED, /* samples in their order */
    LABELS_STAY,  /* samples shuffled, labels not */
    LAST_DROPPED, /* the last, smaller batch is left out */
    LAST_SCALED,  /* the last batch is averaged over a full one */
    ONE_STEP,     /* parameters move once, with the last batch's gradient */
    ALL_AT_ONCE,  /* one batch of everything */
    UPHILL,
    FRESH_NO_MORE,  /* the seed is ignored */
    ONES,           /* the gradient of the loss is taken to be 1 */
    STALE,          /* each step uses the gradients of the batch before */
    SQUASHED_TWICE, /* the loss takes probabilities for logits */
    SLOPED,         /* the fused gradient passes through the sigmoid, too */
    AGAIN,          /* each batch is the first of the order */
    MISTAKES
} Mistake;

static const char *const epoch_causes[MISTAKES] = {
    [SUMMED] = "the gradient is summed over the batch; the mean has to come "
               "out: logits_grad() gives it, and nothing multiplies it back",
    [NOT_SHUFFLED] = "the samples are visited as they stand: ask "
                     "epoch_order() for this epoch's order",
    [LABELS_STAY] = "the inputs are shuffled but the labels are not",
    [LAST_DROPPED] = "the last, smaller batch is left out",
    [LAST_SCALED] = "the last, smaller batch is divided by the full batch "
                    "size",
    [ONE_STEP] =
        "there is one step at the end of the epoch: each batch needs "
        "its own",
    [ALL_AT_ONCE] = "the whole set is one batch",
    [UPHILL] = "the step goes uphill",
    [FRESH_NO_MORE] = "the order does not depend on the seed, so every epoch "
                      "has the same",
    [ONES] = "the backward pass starts from ones: it has to start from the "
             "gradient of the loss",
    [STALE] = "each step uses the gradients of the batch before: backward "
              "comes first, then the step",
    [SQUASHED_TWICE] = "the loss takes the output of the final sigmoid for "
                       "logits: kept[net_top(net)] are the logits",
    [SLOPED] = "the slope of the final sigmoid is multiplied in once more: "
               "it is in the fused gradient, so backward starts below it",
    [AGAIN] = "every batch takes the samples at the beginning of the order: "
              "each goes on where the one before it ended"};

static double mean_loss(const Mat *z, const Mat *t)
{
    double sum = 0;
    for (size_t i = 0; i < z->rows; i++) {
        double v = t->data[i] ? -z->data[i] : z->data[i];
        sum += fmax(v, 0) + log1p(exp(-fabs(v)));
    }
    return sum / (double)z->rows;
}

/* The gradients of the batch before, for the mistake STALE. */
static Trace stale;

static void move(Model *m, const Trace *t, double rate)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->layers[i].kind == LAYER_LINEAR && t->dW[i].data) {
            mat_add_scaled(-rate, &t->dW[i], &m->layers[i].W);
            mat_add_scaled(-rate, &t->db[i], &m->layers[i].b);
        }
}

/* One naive step on the samples index[0 .. rows-1]; returns the loss. */
static double naive_step(Model *m, const Task *k, const size_t *index,
                         size_t from, size_t rows, size_t batch, double rate,
                         Mistake mistake)
{
    Mat x = mat_new(rows, k->features), t = mat_new(rows, 1),
        dz = mat_copy(&t);
    from = mistake == AGAIN ? 0 : from;
    for (size_t i = 0; i < rows; i++) {
        memcpy(&AT(&x, i, 0), &AT(&k->x, index[from + i], 0),
               k->features * sizeof(real));
        t.data[i] =
            k->t.data[mistake == LABELS_STAY ? from + i : index[from + i]];
    }
    size_t last = m->count - 1, top = last;
    if (m->layers[last].kind != LAYER_SIGMOID || mistake == SQUASHED_TWICE)
        top = m->count;
    Trace trace = forward_of(m, &x);
    double share = mistake == SUMMED        ? 1
                   : mistake == LAST_SCALED ? (double)batch
                                            : (double)rows;
    for (size_t i = 0; i < rows; i++)
        dz.data[i] =
            (real)((1 / (1 + exp(-(double)trace.value[top].data[i])) -
                    t.data[i]) /
                   share);
    if (mistake == ONES)
        mat_fill(&dz, 1);
    double loss = mean_loss(&trace.value[top], &t);
    if (mistake == STALE)
        move(m, &stale, rate);
    backward_of(m, mistake == SLOPED ? m->count : top, &dz, &trace);
    if (mistake != STALE)
        move(m, &trace, mistake == UPHILL ? -rate : rate);
    trace_free(&stale);
    stale = trace;
    mat_free(&x);
    mat_free(&t);
    mat_free(&dz);
    return loss;
}

static Model copy_of(const Model *m)
{
    Model copy = *m;
    for (size_t i = 0; i < m->count; i++) {
        copy.layers[i].W = mat_copy(&m->layers[i].W);
        copy.layers[i].b = mat_copy(&m->layers[i].b);
    }
    return copy;
}

/* A naive epoch; the model moves, the mean loss is returned. */
static double naive_epoch(Model *m, const Task *k, size_t batch, double rate,
                          uint64_t seed, Mistake mistake)
{
    size_t n = k->count, last = n / batch * batch;
    size_t *order = malloc(n * sizeof *order);
    double sum = 0;
    if (!order)
        abort();
    epoch_order(mistake == FRESH_NO_MORE ? 0 : seed, order, n);
    for (size_t i = 0; mistake == NOT_SHUFFLED && i < n; i++)
        order[i] = i;
    if (mistake == ALL_AT_ONCE)
        batch = n;
    trace_free(&stale);
    stale = (Trace){0};
    Model start = copy_of(m);
    for (size_t from = 0; from < n; from += batch) {
        size_t rows = n - from < batch ? n - from : batch;
        if (mistake == LAST_DROPPED && from == last)
            break;
        if (mistake == ONE_STEP) {
            model_free(m);
            *m = copy_of(&start);
        }
        sum += (double)rows *
               naive_step(m, k, order, from, rows, batch, rate, mistake);
    }
    model_free(&start);
    free(order);
    return sum / (double)n;
}

/* All parameters in one row, so that one comparison sees the whole net. */
static Mat row_of(const Model *m)
{
    size_t size = 0, at = 0;
    for (size_t i = 0; i < m->count; i++)
        size += mat_size(&m->layers[i].W) + mat_size(&m->layers[i].b);
    Mat row = mat_new(1, size);
    for (size_t i = 0; i < m->count; i++) {
        const Mat *parts[] = {&m->layers[i].W, &m->layers[i].b};
        for (size_t p = 0; p < 2; p++)
            for (size_t e = 0; e < mat_size(parts[p]); e++)
                row.data[at++] = parts[p]->data[e];
    }
    return row;
}

static Mat row_after(const Model *start, const Task *k, size_t batch,
                     double rate, uint64_t seed, Mistake mistake)
{
    Model m = copy_of(start);
    naive_epoch(&m, k, batch, rate, seed, mistake);
    Mat row = row_of(&m);
    model_free(&m);
    return row;
}

static Mat row_of_net(const Case *c)
{
    Model m = copy_of(&c->m);
    model_take(c->net, &m);
    Mat row = row_of(&m);
    model_free(&m);
    return row;
}

static const char *const with_sigmoid =
    "linear 4 6\nrelu\nlinear 6 1\nsigmoid\n";
static const char *const with_logits = "linear 4 6\nsigmoid\nlinear 6 1\n";

/* Is it the right way, of another length? With one batch that is one step. */
static void suspect_length(const Mat *start, const Mat *due, const Mat *came)
{
    double along = 0, square = 0;
    for (size_t i = 0; i < mat_size(due); i++) {
        double way = due->data[i] - start->data[i];
        along += way * (came->data[i] - start->data[i]);
        square += way * way;
    }
    double length = along / square;
    if (!(length > 0) || fabs(length - COUNT) < 1e-6)
        return; /* another cause */
    Mat wrong = mat_copy(start);
    mat_add_scaled(-length, start, &wrong);
    mat_add_scaled(length, due, &wrong);
    check_suspect(&wrong, "the step goes the right way, but is too short or "
                          "too long: nothing else multiplies or divides the "
                          "rate");
    mat_free(&wrong);
}

static void trains(const char *plan, size_t batch)
{
    Case c = case_of(plan, FEATURES);
    Task k = fresh_task();
    double rate = check_uniform(0.2, 0.6);
    uint64_t seed = rng_next(check_rng());
    for (Mistake i = RIGHT + 1; i < MISTAKES; i++) {
        Mat wrong = row_after(&c.m, &k, batch, rate, seed, i);
        check_suspect(&wrong, epoch_causes[i]);
        mat_free(&wrong);
    }
    Mat before = row_of(&c.m);
    check_suspect(&before,
                  "nothing has been trained: the parameters have not "
                  "moved");
    Mat due = row_after(&c.m, &k, batch, rate, seed, RIGHT);
    double said = train_epoch(c.net, k.samples, batch, rate, seed);
    check_no_shape_error();
    Mat came = row_of_net(&c);
    if (batch >= COUNT)
        suspect_length(&before, &due, &came);
    check_mat("the parameters after an epoch, one after another", &came, &due,
              1e-9);
    Model m = copy_of(&c.m);
    double loss = naive_epoch(&m, &k, batch, rate, seed, RIGHT);
    check_suspect_factor(COUNT, "this is the sum over the samples: divide it "
                                "by their number");
    check_suspect_factor(1.0 / COUNT, "the mean is divided by the number of "
                                      "samples once more");
    check_num("the loss that train_epoch() returns", said, loss, 1e-9);
    samples_free(k.samples);
    case_free(&c);
}

Test(train_epoch, makes_one_step_for_each_batch)
{
    trains(with_sigmoid, STEP);
    trains(with_logits, STEP);
}

Test(train_epoch, works_when_batches_divide_the_samples)
{
    trains(with_sigmoid, COUNT);
    trains(with_logits, 1);
}

Test(train_epoch, works_when_the_batch_is_larger_than_the_set)
{
    trains(with_sigmoid, 3 * COUNT);
}

/* Each sample has an input of its own, which is 1 for it and 0 for all
 * others: the weight behind it moves when the sample is visited. One batch:
 * no weight moves before all are looked at. */
Test(train_epoch, visits_every_sample_once)
{
    uint8_t bytes[COUNT * COUNT] = {0}, labels[COUNT];
    Mat scale = mat_of(2, 1, (double[]){0, 1});
    for (size_t i = 0; i < COUNT; i++) {
        bytes[i * COUNT + i] = 1;
        labels[i] = (uint8_t)check_size(0, 1);
    }
    Case c = case_of("linear 11 1\n", COUNT);
    Samples *samples =
        samples_new(bytes, sizeof bytes, labels, COUNT, &scale);
    Mat W = check_junk(COUNT, 1), b = check_junk(1, 1);
    Mat times = mat_new(1, COUNT), once_each = mat_new(1, COUNT);
    size_t never = 0, often = 0;
    mat_fill(&once_each, 1);
    train_epoch(c.net, samples, COUNT, 1, rng_next(check_rng()));
    net_get(c.net, 0, &W, &b);
    for (size_t i = 0; i < COUNT; i++) {
        double z = c.m.layers[0].W.data[i] + c.m.layers[0].b.data[0];
        double once = (labels[i] - 1 / (1 + exp(-z))) / COUNT;
        double visits = (W.data[i] - c.m.layers[0].W.data[i]) / once;
        times.data[i] = visits;
        never += fabs(visits) < 1e-6;
        often += fabs(visits - 2) < 1e-6 || fabs(visits - 3) < 1e-6;
    }
    if (never && often)
        check_fail("some samples are visited several times in an epoch, "
                   "others never",
                   "the order is not that of epoch_order(): each number "
                   "occurs in it once",
                   NULL);
    check_suspect_factor(COUNT, epoch_causes[SUMMED]);
    check_suspect_factor(-1, epoch_causes[UPHILL]);
    check_mat("how often each sample is visited, as its weight tells,",
              &times, &once_each, 1e-8);
    samples_free(samples);
    mat_free(&scale);
    case_free(&c);
}

/* The mean of the batches' means counts the samples of a small last batch
 * too much. */
Test(train_epoch, weighs_every_sample_alike_in_the_loss)
{
    Case c = case_of(with_logits, FEATURES);
    Task k = fresh_task();
    Model m = copy_of(&c.m);
    double loss = naive_epoch(&m, &k, STEP, 1e-9, 5, RIGHT);
    size_t order[COUNT];
    epoch_order(5, order, COUNT);
    double means = 0, full = 0;
    for (size_t from = 0; from < COUNT; from += STEP) {
        size_t rows = COUNT - from < STEP ? COUNT - from : STEP;
        double mean = naive_step(&m, &k, order, from, rows, STEP, 0, RIGHT);
        means += mean / 3;
        full += mean * STEP / COUNT;
    }
    check_suspect_num(means, "this is the mean of the batches' means: a "
                             "smaller last batch counts too much in it");
    check_suspect_num(
        means * 3 / COUNT,
        "the batches' means are added and divided by the number "
        "of samples: each of them has been divided already");
    check_suspect_num(full, "each batch is counted with the full batch size, "
                            "the smaller last one too");
    check_num("the loss of an epoch",
              train_epoch(c.net, k.samples, STEP, 1e-9, 5), loss, 1e-9);
    case_free(&c);
}

/* Room that is made for one task does not do for another. */
Test(train_epoch, takes_tasks_of_several_sizes_in_turn)
{
    const struct {
        const char *plan;
        size_t features, count, batch;
    } tasks[] = {{"linear 2 1\nsigmoid\n", 2, 5, 2},
                 {"linear 19 6\nrelu\nlinear 6 1\n", 19, 40, 7},
                 {"linear 3 2\nsigmoid\nlinear 2 1\nsigmoid\n", 3,
                  check_size(1030, 1200), 50},
                 {"linear 3 1\n", 3, check_size(5000, 5200), 2000},
                 {"linear 1 1\n", 1, 3, 1}};
    for (size_t i = 0; i < 10; i++) {
        Case c = case_of(tasks[i % 5].plan, tasks[i % 5].features);
        Task k = task_of(tasks[i % 5].count, tasks[i % 5].features);
        uint64_t seed = rng_next(check_rng());
        Mat due = row_after(&c.m, &k, tasks[i % 5].batch, 0.1, seed, RIGHT);
        train_epoch(c.net, k.samples, tasks[i % 5].batch, 0.1, seed);
        check_no_shape_error();
        Mat came = row_of_net(&c);
        check_mat("the parameters, when nets and tasks of several sizes take "
                  "turns",
                  &came, &due, 1e-8);
        mat_free(&due);
        mat_free(&came);
        task_free(&k);
        case_free(&c);
    }
}

Test(train_epoch, goes_on_from_epoch_to_epoch)
{
    Case c = case_of(with_sigmoid, FEATURES);
    Task k = fresh_task();
    Model m = copy_of(&c.m);
    Model same = copy_of(&c.m);
    uint64_t first = 0;
    for (uint64_t epoch = 0; epoch < 3; epoch++) {
        uint64_t seed = rng_next(check_rng());
        first = epoch ? first : seed;
        naive_epoch(&same, &k, STEP, 0.3, first, RIGHT);
        Mat again = row_of(&same);
        naive_epoch(&m, &k, STEP, 0.3, seed, RIGHT);
        train_epoch(c.net, k.samples, STEP, 0.3, seed);
        Mat due = row_of(&m), came = row_of_net(&c);
        check_suspect(&again, "every epoch visits the samples in the order "
                              "of the first: each has a seed of its own");
        check_mat("the parameters after several epochs", &came, &due, 1e-8);
    }
    case_free(&c);
}

Test(train_epoch, stays_finite_when_the_sigmoid_is_saturated)
{
    const char *plans[] = {"linear 4 1\nsigmoid\n", "linear 4 1\n"};
    for (size_t i = 0; i < 2; i++) {
        Case c = case_of(plans[i], FEATURES);
        Task k = fresh_task();
        mat_fill(&c.m.layers[0].W, 0);
        mat_fill(&c.m.layers[0].b, i ? 800 : -800);
        model_give(&c.m, c.net);
        double loss = train_epoch(c.net, k.samples, STEP, 0.1, 1);
        Mat came = row_of_net(&c);
        Mat due = row_after(&c.m, &k, STEP, 0.1, 1, RIGHT);
        check_that(isfinite(loss), "the loss is not finite for logits of 800",
                   "it is %g", loss);
        check_mat("the parameters after an epoch", &came, &due, 1e-9);
        case_free(&c);
    }
}

/* Nothing may move, not even by gradients that were stored before. */
static void refuses_to_train(const char *plan, size_t inputs,
                             const char *shape, const char *other)
{
    Case c = case_of(plan, inputs);
    Task k = fresh_task();
    pass(&c, c.m.count);
    double said = train_epoch(c.net, k.samples, STEP, 0.1, 1);
    check_shape_error(shape, other);
    check_that(isnan(said),
               "the loss of a net that cannot be trained is not "
               "NaN",
               "it is %g", said);
    Mat came = row_of_net(&c), due = row_of(&c.m);
    check_suspect(&came, "training goes on after the error: ask for the "
                         "shapes first, and return before anything moves");
    check_mat("the parameters after a shape error", &came, &due, 0);
    case_free(&c);
}

Test(train_epoch, refuses_a_net_whose_output_fits_no_label)
{
    refuses_to_train("linear 4 32\nsigmoid\n", FEATURES, "x 32", "x 1");
    refuses_to_train("linear 4 32\n", FEATURES, "x 32", "x 1");
}

Test(train_epoch, refuses_samples_that_do_not_fit_the_net)
{
    refuses_to_train("linear 5 1\nsigmoid\n", 5, "x 4", "5");
}
