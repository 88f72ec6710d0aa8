/* Checks of class_batch. */
#include "../../05-net/tests/model.h"
#include "../../05-net/tests/trace.h"
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "gradcheck.h"
#include "inputs.h"
#include "mnist.h"
#include "naive.h"
#include "suspects.h"

static Mat gradients_of(const Case *c)
{
    Model m = copy_of(&c->m);
    for (size_t i = 0; i < m.count; i++)
        if (m.layers[i].kind == LAYER_LINEAR)
            net_grad(c->net, i, &m.layers[i].W, &m.layers[i].b);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

/* Known ways to go wrong between the logits and their gradient. */
typedef enum {
    BATCH_RIGHT,
    BATCH_SUMMED,
    BATCH_TWICE_MEAN,
    BATCH_UPHILL,
    BATCH_NEXT_CLASS,
    BATCH_SOFTMAX_TWICE,
    BATCH_SLOPE_AGAIN,
    BATCH_ONES,
    BATCH_NO_LABELS,
    BATCH_OF_P,
    BATCH_MISTAKES
} BatchMistake;

static const char *const batch_causes[BATCH_MISTAKES] = {
    [BATCH_SUMMED] = "the gradient is summed over the batch: class_grad() "
                     "gives that of the mean, and nothing multiplies it back",
    [BATCH_TWICE_MEAN] = "the gradient is divided by the batch size once "
                         "more: class_grad() has done it",
    [BATCH_UPHILL] = "the gradient that goes back has the wrong sign",
    [BATCH_NEXT_CLASS] = "the labels are one class off: classes count from "
                         "0",
    [BATCH_SOFTMAX_TWICE] = "the softmax is taken twice: class_loss() and "
                            "class_grad() want logits, the net's output as "
                            "it is",
    [BATCH_SLOPE_AGAIN] = "the backward pass of the softmax is applied on "
                          "top: class_grad() holds it already",
    [BATCH_ONES] = "the backward pass starts from ones: it has to start from "
                   "the gradient of the loss",
    [BATCH_NO_LABELS] =
        "the labels are not used: one_hot() makes a matrix of "
        "them, class_grad() wants it",
    [BATCH_OF_P] = "the gradient with respect to the probabilities goes into "
                   "the net, whose output are logits"};

/* The gradient that goes back into the net, and the loss. */
static Mat start_of(const Mat *z, const Mat *t, BatchMistake mistake)
{
    Mat dz = naive_grad(z, t), p = naive_softmax(z), w;
    double n = (double)z->rows;
    if (mistake == BATCH_SUMMED || mistake == BATCH_TWICE_MEAN)
        return scaled(&dz, mistake == BATCH_SUMMED ? n : 1 / n);
    if (mistake == BATCH_UPHILL)
        return scaled(&dz, -1);
    if (mistake == BATCH_SOFTMAX_TWICE)
        return naive_grad(&p, t);
    if (mistake == BATCH_SLOPE_AGAIN)
        return naive_backward(&p, &dz, 1, 1);
    w = mat_copy(z);
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++)
            AT(&w, i, c) =
                mistake == BATCH_ONES        ? 1
                : mistake == BATCH_NO_LABELS ? AT(&p, i, c) / n
                : mistake == BATCH_OF_P
                    ? -AT(t, i, c) / AT(&p, i, c) / n
                    : (AT(&p, i, c) - (c > 0 ? AT(t, i, c - 1) : 0)) / n;
    if (mistake != BATCH_RIGHT)
        return w;
    mat_free(&w);
    return dz;
}

static Mat gradients_with(const Case *c, BatchMistake mistake)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat t = one_hot_of(&c->labels, CLASSES);
    Mat dz = start_of(&trace.value[trace.count], &t, mistake);
    backward_of(&c->m, c->m.count, &dz, &trace);
    Mat row = row_of(&c->m, &trace);
    trace_free(&trace);
    mat_free(&t);
    mat_free(&dz);
    return row;
}

static void suspect_batches(const Case *c, const Mat *none)
{
    for (BatchMistake i = BATCH_RIGHT + 1; i < BATCH_MISTAKES; i++) {
        Mat wrong = gradients_with(c, i);
        check_suspect(&wrong, batch_causes[i]);
        mat_free(&wrong);
    }
    check_suspect(none, "no gradient has reached the layers: net_backward() "
                        "stores them");
}

static double loss_of(const Case *c)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat t = one_hot_of(&c->labels, CLASSES);
    Mat p = naive_softmax(&trace.value[trace.count]);
    double loss = naive_loss(&p, &t);
    trace_free(&trace);
    mat_free(&t);
    mat_free(&p);
    return loss;
}

Test(class_batch, leaves_the_gradients_of_the_loss_in_the_net)
{
    Case c = fresh_case();
    Mat none = gradients_of(&c), due = gradients_with(&c, BATCH_RIGHT);
    check_given("x", &c.x);
    check_given("labels", &c.labels);
    suspect_batches(&c, &none);
    class_batch(c.net, &c.x, &c.labels);
    check_no_shape_error();
    Mat came = gradients_of(&c);
    check_mat("the gradients, one after another", &came, &due, exact);
    case_free(&c);
}

Test(class_batch, returns_the_mean_loss)
{
    Case c = fresh_case();
    Trace trace = forward_of(&c.m, &c.x);
    Mat t = one_hot_of(&c.labels, CLASSES);
    suspect_loss_scales((Size){COUNT, CLASSES});
    suspect_logit_losses(&trace.value[trace.count], &t);
    Mat dz = naive_grad(&trace.value[trace.count], &t);
    Mat p = naive_softmax(&dz);
    check_suspect_num(naive_loss(&p, &t),
                      "the logits have been overwritten by their gradient "
                      "before the loss was taken of them");
    check_num("the loss", class_batch(c.net, &c.x, &c.labels), loss_of(&c),
              tiny);
    case_free(&c);
}

Test(class_batch, changes_no_parameter)
{
    Case c = fresh_case();
    Mat before = row_of_net(c.net, &c.m);
    class_batch(c.net, &c.x, &c.labels);
    Mat after = row_of_net(c.net, &c.m);
    check_that(alike(&after, &before),
               "the parameters change: computing gradients is no step", NULL);
    case_free(&c);
}

Test(class_batch, replaces_the_gradients_of_the_batch_before)
{
    Case c = fresh_case();
    Mat due = gradients_with(&c, BATCH_RIGHT), doubled = scaled(&due, 2);
    class_batch(c.net, &c.x, &c.labels);
    class_batch(c.net, &c.x, &c.labels);
    Mat came = gradients_of(&c);
    check_suspect(&doubled, "the gradients of two batches are added up");
    check_mat("the gradients after two batches", &came, &due, exact);
    case_free(&c);
}

Test(class_batch, takes_batches_of_any_size)
{
    const size_t sizes[] = {3, 1, 9, check_size(1030, 1200), 4};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Case c = case_of(sizes[i]);
        Mat due = gradients_with(&c, BATCH_RIGHT);
        double loss = class_batch(c.net, &c.x, &c.labels);
        Mat came = gradients_of(&c);
        check_num("the loss of a batch of another size", loss, loss_of(&c),
                  tiny);
        check_mat("the gradients of a batch of another size, one after "
                  "another",
                  &came, &due, exact);
        case_free(&c);
    }
}

/* The gradients of a class that is all but impossible, to the last digits:
 * its logits lie far below the others. */
Test(class_batch, is_exact_where_probabilities_are_small)
{
    enum { LAST = 4, RARE = 1 };
    Case c = fresh_case();
    for (size_t i = 0; i < c.count; i++)
        c.labels.data[i] += c.labels.data[i] == RARE;
    c.m.layers[LAST].b.data[RARE] -= (real)check_uniform(60, 90);
    model_give(&c.m, c.net);
    Mat due = gradients_with(&c, BATCH_RIGHT);
    class_batch(c.net, &c.x, &c.labels);
    Mat came = gradients_of(&c), rare = mat_new(1, 4), is = mat_new(1, 4);
    for (size_t k = 0; k < 4; k++) { /* 3 weights and a bias, at the end */
        size_t at = mat_size(&due) - (4 - k) * CLASSES + RARE;
        rare.data[k] = due.data[at];
        is.data[k] = came.data[at];
    }
    check_relative("the gradients for a class of hardly any probability", &is,
                   &rare, 1e-11);
    case_free(&c);
}

typedef struct {
    Case *c;
} BatchAt;

static double batch_at(void *context)
{
    return loss_of(((BatchAt *)context)->c);
}

Test(class_batch, verified_by_central_differences)
{
    Case c = fresh_case();
    class_batch(c.net, &c.x, &c.labels);
    for (size_t i = 0; i < c.m.count; i += 2) {
        Mat dW = mat_copy(&c.m.layers[i].W), db = mat_copy(&c.m.layers[i].b);
        net_grad(c.net, i, &dW, &db);
        GradCheck w = gradcheck_all(batch_at, &(BatchAt){&c},
                                    &c.m.layers[i].W, &dW, 1e-5);
        GradCheck b = gradcheck_all(batch_at, &(BatchAt){&c},
                                    &c.m.layers[i].b, &db, 1e-5);
        check_that(w.error < 1e-3 && b.error < 1e-3,
                   "a gradient differs from the central difference of the "
                   "loss",
                   "layer %zu: relative error %.3g in the weights, %.3g in "
                   "the biases",
                   i, w.error, b.error);
    }
    case_free(&c);
}

Test(class_batch, is_nan_when_the_shapes_differ)
{
    Case c = fresh_case();
    Mat x = check_random(COUNT, 3, -1, 1), few = random_labels(5, CLASSES);
    class_batch(c.net, &c.x, &c.labels);
    Mat before = gradients_of(&c);
    double loss = class_batch(c.net, &x, &c.labels);
    check_shape_error("11 x 3", "11 x 4");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
    loss = class_batch(c.net, &c.x, &few);
    check_shape_error("5 x 1", "11 x 1");
    check_that(isnan(loss), "the loss after a shape error is not NaN",
               "it is %g", loss);
    Mat after = gradients_of(&c);
    check_mat("the gradients after a shape error", &after, &before, 0);
    case_free(&c);
}
