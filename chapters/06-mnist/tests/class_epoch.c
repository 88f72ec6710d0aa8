/* Checks of class_epoch. */
#include "../../05-net/tests/epoch.h"
#include "../../05-net/tests/model.h"
#include "../../05-net/tests/trace.h"
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "inputs.h"
#include "mistakes.h"
#include "mnist.h"
#include "naive.h"

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
    [NOT_SHUFFLED] = epoch_not_shuffled,
    [LABELS_STAY] = epoch_labels_stay,
    [LAST_DROPPED] = epoch_last_dropped,
    [LAST_SCALED] = epoch_last_scaled,
    [ONE_STEP] = epoch_one_step,
    [ALL_AT_ONCE] = epoch_all_at_once,
    [UPHILL] = epoch_uphill,
    [FRESH_NO_MORE] = epoch_seed_ignored,
    [SOFTMAX_TWICE] = "the softmax is taken twice: class_loss() and "
                      "class_grad() want logits",
    [SPLIT] = "the gradient is divided by the number of batches: each batch "
              "makes a whole step with the mean over its own samples",
    [STALE] =
        "each step uses the gradients of the batch before: class_batch() "
        "comes first, then the step"};

/* A model on its way through an epoch. */
typedef struct {
    Model *m, start;
    const Case *c;
    double rate;
    Mistake mistake;
    Trace before; /* with the gradients of the batch before */
} Way;

static double factor_of(const Way *w, Batch b)
{
    double rows = (double)b.rows, full = (double)b.full;
    return w->mistake == SUMMED        ? rows
           : w->mistake == LAST_SCALED ? rows / full
           : w->mistake == SPLIT       ? 1 / ceil((double)w->c->count / full)
                                       : 1;
}

/* One naive step; returns the mean loss. */
static double naive_step(void *context, Batch b)
{
    Way *w = context;
    if (w->mistake == ONE_STEP) {
        model_free(w->m);
        *w->m = copy_of(&w->start);
    }
    if (w->mistake == STALE)
        move(w->m, &w->before, w->rate);
    Mat x = rows_of(&w->c->x, b, false);
    Mat labels = rows_of(&w->c->labels, b, w->mistake == LABELS_STAY);
    Trace trace = forward_of(w->m, &x);
    const Mat *z = &trace.value[trace.count];
    Mat t = one_hot_of(&labels, CLASSES), p = naive_softmax(z);
    double loss = naive_loss(&p, &t);
    Mat dz = naive_grad(w->mistake == SOFTMAX_TWICE ? &p : z, &t);
    Mat scaled_dz = scaled(&dz, factor_of(w, b));
    backward_of(w->m, w->m->count, &scaled_dz, &trace);
    if (w->mistake != STALE)
        move(w->m, &trace, w->mistake == UPHILL ? -w->rate : w->rate);
    trace_free(&w->before);
    w->before = trace;
    Mat *all[] = {&x, &labels, &t, &p, &dz, &scaled_dz};
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
    backward_of(&c->m, c->m.count, &dz, &trace);
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
    Way w = {m, copy_of(m), c, rate, mistake, earlier(c)};
    Batches e = {.count = c->count,
                 .batch = mistake == ALL_AT_ONCE ? c->count : batch,
                 .seed = mistake == FRESH_NO_MORE ? 0 : seed,
                 .as_they_stand = mistake == NOT_SHUFFLED,
                 .last_dropped = mistake == LAST_DROPPED};
    double loss = each_batch(&e, naive_step, &w, NULL);
    trace_free(&w.before);
    model_free(&w.start);
    return loss;
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
    Mat before = row_of_net(c.net, &c.m);
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
    Mat came = row_of_net(c.net, &c.m);
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
        Mat row = row_of(&m, NULL), came = row_of_net(c.net, &c.m);
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
    uint64_t seed = rng_next(check_rng());
    double means, loss = naive_epoch(&m, &c, STEP, 1e-9, seed, RIGHT);
    Way still = {&m, copy_of(&m), &c, 0, RIGHT, {.count = 0}};
    each_batch(&(Batches){.count = COUNT, .batch = STEP, .seed = seed},
               naive_step, &still, &means);
    suspect_epoch_loss(means / 3, means * STEP / COUNT, 3, COUNT);
    check_suspect_num(means, "the batches' means are added up: each "
                             "counts with its number of samples, and "
                             "the sum is divided by all samples");
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
        Mat due = row_of(&m, NULL), came = row_of_net(c.net, &c.m);
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
    Mat due = row_after(&c, STEP, 0.1, 1, RIGHT),
        came = row_of_net(c.net, &c.m);
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
