/* Checks of train_epoch. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "net.h"
#include "pass.h"
#include "trace.h"

#include <stdlib.h>
#include <string.h>

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
