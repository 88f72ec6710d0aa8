/* Checks of net_step. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "net.h"
#include "pass.h"
#include "trace.h"

#include <stdio.h>

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
