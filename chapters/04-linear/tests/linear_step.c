/* Checks of linear_step. */
#include "check.h"
#include "layer.h"
#include "linear.h"

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
