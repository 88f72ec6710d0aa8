/* Checks of net_forward. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "net.h"
#include "trace.h"

#include <stdio.h>

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
