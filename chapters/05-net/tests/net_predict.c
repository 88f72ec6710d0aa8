/* Checks of net_predict. */
#include "case.h"
#include "check.h"
#include "net.h"
#include "trace.h"

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
