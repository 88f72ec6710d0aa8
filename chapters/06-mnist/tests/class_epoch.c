/* Checks of class_epoch. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "mnist.h"
#include "naive.h"

#include <stdlib.h>
#include <string.h>

typedef enum {
    RIGHT,
    SUMMED,        /* the gradient is summed over the batch, not averaged */
    NOT_SHUFFLED,  /* samples in their order */
    LABELS_STAY,   /* samples shuffled, labels not */
    LAST_DROPPED,  /* the last, smaller batch is left out */
    LAST_SCALED,   /* the last batch is averaged over a full one */
    ONE_STEP,      /* parameters move once, with the last batch's gradient */
    ALL_AT_ONCE,   /* one batch of everything */
    UPHILL,        /* steps in the wrong direction */
    FRESH_NO_MORE, /* the seed is ignored */
    SOFTMAX_TWICE, /* probabilities are taken for logits */
    SPLIT,         /* the gradient is divided by the number of batches */
    STALE,         /* each step uses the gradients of the batch before */
    MISTAKES
} Mistake;

static const char *const epoch_causes[MISTAKES] = {
    [SUMMED] = "the gradient is summed over the batch; the mean has to come "
               "out: class_grad() gives it, and nothing multiplies it back",
    [NOT_SHUFFLED] = "the samples are visited as they stand: ask "
                     "epoch_order() for this epoch's order",
    [LABELS_STAY] = "the inputs are shuffled but the labels are not",
    [LAST_DROPPED] = "the last, smaller batch is left out",
    [LAST_SCALED] = "the last, smaller batch is divided by the full batch "
                    "size",
    [ONE_STEP] = "there is one step at the end of the epoch: each batch "
                 "needs its own",
    [ALL_AT_ONCE] = "the whole set is one batch",
    [UPHILL] = "the step goes uphill",
    [FRESH_NO_MORE] = "the order does not depend on the seed, so every epoch "
                      "has the same",
    [SOFTMAX_TWICE] = "the softmax is taken twice: class_loss() and "
                      "class_grad() want logits",
    [SPLIT] = "the gradient is divided by the number of batches: each batch "
              "makes a whole step with the mean over its own samples",
    [STALE] =
        "each step uses the gradients of the batch before: class_batch() "
        "comes first, then the step"};

static void move(Model *m, const Trace *t, double rate)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->layers[i].kind == LAYER_LINEAR && t->dW[i].data) {
            mat_add_scaled(-rate, &t->dW[i], &m->layers[i].W);
            mat_add_scaled(-rate, &t->db[i], &m->layers[i].b);
        }
}

/* One naive step on order[from .. from+rows-1]; `before` holds the last
 * batch's gradients and receives this one's. Returns the mean loss. */
static double naive_step(Model *m, const Case *c, const size_t *order,
                         size_t from, size_t rows, size_t batch, double rate,
                         Mistake mistake, Trace *before)
{
    Mat x = mat_new(rows, FEATURES), labels = mat_new(rows, 1);
    for (size_t i = 0; i < rows; i++) {
        memcpy(&AT(&x, i, 0), &AT(&c->x, order[from + i], 0),
               FEATURES * sizeof(real));
        labels.data[i] =
            c->labels
                .data[mistake == LABELS_STAY ? from + i : order[from + i]];
    }
    if (mistake == STALE)
        move(m, before, rate);
    Trace trace = forward_of(m, &x);
    const Mat *z = &trace.value[trace.count];
    Mat t = one_hot_of(&labels, CLASSES), p = naive_softmax(z);
    double loss = naive_loss(&p, &t);
    Mat dz = naive_grad(mistake == SOFTMAX_TWICE ? &p : z, &t);
    double factor = mistake == SUMMED        ? (double)rows
                    : mistake == LAST_SCALED ? (double)rows / (double)batch
                    : mistake == SPLIT
                        ? 1 / ceil((double)c->count / (double)batch)
                        : 1;
    for (size_t k = 0; k < mat_size(&dz); k++)
        dz.data[k] *= factor;
    backward_of(m, &dz, &trace);
    if (mistake != STALE)
        move(m, &trace, mistake == UPHILL ? -rate : rate);
    trace_free(before);
    *before = trace;
    Mat *all[] = {&x, &labels, &t, &p, &dz};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mat_free(all[i]);
    return loss;
}

/* Gradients of an earlier batch, which the net and the naive epoch begin
 * with, so that a step that is taken too early shows. */
static Trace earlier(const Case *c)
{
    Trace trace = forward_of(&c->m, &c->x);
    Mat dz = mat_new(c->count, CLASSES), y = mat_copy(&dz);
    mat_fill(&dz, 0.02);
    backward_of(&c->m, &dz, &trace);
    net_forward(c->net, &c->x, &y);
    net_backward(c->net, &dz, NULL);
    mat_free(&dz);
    mat_free(&y);
    return trace;
}

/* A naive epoch; the model moves, the mean loss is returned. */
static double naive_epoch(Model *m, const Case *c, size_t batch, double rate,
                          uint64_t seed, Mistake mistake)
{
    size_t count = c->count, last = count / batch * batch;
    size_t *order = malloc(count * sizeof *order);
    double sum = 0;
    Trace before = earlier(c);
    Model start = copy_of(m);
    epoch_order(mistake == FRESH_NO_MORE ? 0 : seed, order, count);
    for (size_t i = 0; mistake == NOT_SHUFFLED && i < count; i++)
        order[i] = i;
    if (mistake == ALL_AT_ONCE)
        batch = count;
    for (size_t from = 0; from < count; from += batch) {
        size_t rows = count - from < batch ? count - from : batch;
        if (mistake == LAST_DROPPED && from == last)
            break;
        if (mistake == ONE_STEP) {
            model_free(m);
            *m = copy_of(&start);
        }
        sum += (double)rows * naive_step(m, c, order, from, rows, batch, rate,
                                         mistake, &before);
    }
    trace_free(&before);
    model_free(&start);
    free(order);
    return sum / (double)count;
}

static Mat row_after(const Case *c, size_t batch, double rate, uint64_t seed,
                     Mistake mistake)
{
    Model m = copy_of(&c->m);
    naive_epoch(&m, c, batch, rate, seed, mistake);
    Mat row = row_of(&m, NULL);
    model_free(&m);
    return row;
}

static void trains(size_t batch)
{
    Case c = fresh_case();
    double rate = check_uniform(0.2, 0.6);
    uint64_t seed = rng_next(check_rng());
    Mat before = parameters_of(&c);
    for (Mistake i = RIGHT + 1; i < MISTAKES; i++) {
        Mat wrong = row_after(&c, batch, rate, seed, i);
        check_suspect(&wrong, epoch_causes[i]);
        mat_free(&wrong);
    }
    check_suspect(&before, "nothing has been trained: the parameters have "
                           "not moved");
    Mat due = row_after(&c, batch, rate, seed, RIGHT);
    class_epoch(c.net, c.samples, batch, rate, seed);
    check_no_shape_error();
    Mat came = parameters_of(&c);
    check_mat("the parameters after an epoch, one after another", &came, &due,
              tiny);
    case_free(&c);
}

Test(class_epoch, makes_one_step_for_each_batch)
{
    trains(STEP);
}

Test(class_epoch, works_when_batches_divide_the_samples)
{
    trains(COUNT);
    trains(1);
}

Test(class_epoch, works_when_the_batch_is_larger_than_the_set)
{
    trains(3 * COUNT);
}

/* In one process, smaller and larger than those before. */
Test(class_epoch, takes_sets_and_batches_of_any_size)
{
    const size_t counts[] = {3, 1, 12, check_size(1030, 1200), 5};
    const size_t batches[] = {2, 4, 5, check_size(200, 1100), 3};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Case c = case_of(counts[i]);
        Model m = copy_of(&c.m);
        uint64_t seed = rng_next(check_rng());
        double due = naive_epoch(&m, &c, batches[i], 0.3, seed, RIGHT);
        double said = class_epoch(c.net, c.samples, batches[i], 0.3, seed);
        Mat row = row_of(&m, NULL), came = parameters_of(&c);
        check_mat("the parameters after an epoch on a set of another size, "
                  "one after another",
                  &came, &row, 1e-8);
        check_num("the loss of a set of another size", said, due, 1e-8);
        model_free(&m);
        case_free(&c);
    }
}

/* The mean of the batches' means counts the samples of a small last batch
 * too much. */
Test(class_epoch, weighs_every_sample_alike_in_the_loss)
{
    Case c = fresh_case();
    Model m = copy_of(&c.m);
    Trace before = {0};
    uint64_t seed = rng_next(check_rng());
    double loss = naive_epoch(&m, &c, STEP, 1e-9, seed, RIGHT);
    double means = 0, full = 0;
    size_t order[COUNT];
    epoch_order(seed, order, COUNT);
    for (size_t from = 0; from < COUNT; from += STEP) {
        size_t rows = COUNT - from < STEP ? COUNT - from : STEP;
        double mean =
            naive_step(&m, &c, order, from, rows, STEP, 0, RIGHT, &before);
        means += mean / 3;
        full += mean * STEP / COUNT;
    }
    check_suspect_num(means, "this is the mean of the batches' means: a "
                             "smaller last batch counts too much in it");
    check_suspect_num(means * 3 / COUNT,
                      "the batches' means are added and divided by the "
                      "number of samples: each of them has been divided "
                      "already");
    check_suspect_num(means * 3, "the batches' means are added up: each "
                                 "counts with its number of samples, and "
                                 "the sum is divided by all samples");
    check_suspect_num(full, "each batch is counted with the full batch size, "
                            "the smaller last one too");
    check_suspect_factor(COUNT, "this is the sum over the samples: divide it "
                                "by their number");
    check_num("the loss of an epoch",
              class_epoch(c.net, c.samples, STEP, 1e-9, seed), loss, 1e-9);
    case_free(&c);
}

Test(class_epoch, goes_on_from_epoch_to_epoch)
{
    Case c = fresh_case();
    Model m = copy_of(&c.m);
    for (size_t epoch = 0; epoch < 3; epoch++) {
        uint64_t seed = rng_next(check_rng());
        naive_epoch(&m, &c, STEP, 0.3, seed, RIGHT);
        class_epoch(c.net, c.samples, STEP, 0.3, seed);
        Mat due = row_of(&m, NULL), came = parameters_of(&c);
        check_mat("the parameters after several epochs", &came, &due, 1e-8);
    }
    model_free(&m);
    case_free(&c);
}

Test(class_epoch, stays_finite_when_the_softmax_is_saturated)
{
    Case c = fresh_case();
    for (size_t k = 0; k < CLASSES; k++)
        c.m.layers[4].b.data[k] = k % 2 ? 900 : -900;
    model_give(&c.m, c.net);
    double loss = class_epoch(c.net, c.samples, STEP, 0.1, 1);
    Mat due = row_after(&c, STEP, 0.1, 1, RIGHT), came = parameters_of(&c);
    check_that(isfinite(loss), "the loss is not finite for logits of 900",
               "it is %g", loss);
    check_mat("the parameters after an epoch", &came, &due, 1e-9);
    case_free(&c);
}

Test(class_epoch, refuses_a_net_that_does_not_fit_the_samples)
{
    Case c = fresh_case();
    Net *other = net_build("linear 5 6\n", "xavier", 1);
    double said = class_epoch(other, c.samples, STEP, 0.1, 1);
    check_shape_error("x 4", "x 5");
    check_that(isnan(said),
               "the loss of a net that cannot be trained is not NaN",
               "it is %g", said);
    net_free(other);
    case_free(&c);
}
