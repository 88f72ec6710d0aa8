/* Checks of net_backward. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "net.h"
#include "pass.h"
#include "trace.h"

#include <stdio.h>
#include <string.h>

static const double exact = 1e-12; /* measured slopes are less so */

static const char *const slope_causes[SLOPE_MISTAKES] = {
    [SLOPE_OF_INPUT] = "sigmoid_backward() is given the sigmoid's input; it "
                       "wants the output, kept[i + 1]",
    [SLOPE_TWICE] = "the slope of the sigmoid is taken at its output",
    [SLOPE_MISSING] = "the gradient passes the activations unchanged: they "
                      "have backward passes too"};

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
