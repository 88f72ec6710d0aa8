/* Checks of neuron_epoch. */
#include "check.h"
#include "inputs.h"
#include "model.h"
#include "naive.h"
#include "neuron.h"

#include <stdlib.h>

/* neuron_epoch: the epoch written out, and the same with one thing wrong. */

typedef enum {
    EPOCH_RIGHT,
    DROPPED,
    FULL_DIVISOR,
    SUMMED,
    BY_ALL,
    DIVIDED_TWICE,
    UPHILL,
    BIAS_LEFT,
    WEIGHTS_LEFT,
    FILE_ORDER,
    LABELS_ELSEWHERE,
    AT_ONCE,
    SAME_ROWS,
    BIAS_FIRST,
    EPOCH_FAULTS
} EpochFault;

static const char *const epoch_causes[EPOCH_FAULTS] = {
    [DROPPED] = "the last batch, which is smaller, is not used",
    [FULL_DIVISOR] = "the last batch is divided by the full batch size: it "
                     "is smaller, and its mean is over its own samples",
    [SUMMED] = "each step takes the sum over the batch: the division by "
               "the batch size is missing",
    [BY_ALL] = "each step is divided by the number of all samples: it is "
               "the mean over the batch",
    [DIVIDED_TWICE] = "each step is divided by the batch size twice: the "
                      "gradient is a mean already",
    [UPHILL] = "the step goes uphill: w and b have to move against the "
               "gradient",
    [BIAS_LEFT] = "the bias is never changed",
    [WEIGHTS_LEFT] = "the weights are never changed",
    [FILE_ORDER] = "the samples are taken in the order of the file: sample "
                   "number i of the epoch is row order[i]",
    [LABELS_ELSEWHERE] = "a sample's label is not the one in the same row: "
                         "x and y have to be taken in the same order",
    [AT_ONCE] = "all gradients are taken at the weights the epoch began "
                "with: each batch has to start from those the last one left",
    [SAME_ROWS] = "each batch takes the same samples: batch k begins at "
                  "order[k * batch]",
    [BIAS_FIRST] = "the gradient of the weights is taken after the bias has "
                   "moved: both belong to the same point",
};

typedef struct {
    const size_t *order;
    size_t n, batch;
    double rate;
} Plan;

/* dL/dz of one sample, not divided by anything. */
static double pull(const Model *m, const Mat *w, double bias, size_t row,
                   size_t label_row)
{
    double z = bias;
    for (size_t j = 0; j < m->x.cols; j++)
        z += AT(&m->x, row, j) * w->data[j];
    return naive_sigmoid(z) - m->y.data[label_row];
}

static double divisor(const Plan *plan, size_t count, EpochFault fault)
{
    double n = (double)count;
    return fault == SUMMED          ? 1
           : fault == FULL_DIVISOR  ? (double)plan->batch
           : fault == BY_ALL        ? (double)plan->n
           : fault == DIVIDED_TWICE ? n * n
                                    : n;
}

/* Adds the gradients of one batch, at w and bias, to dw and db. */
static void batch_gradient(const Model *m, const Plan *plan, size_t first,
                           size_t count, EpochFault fault, const Mat *w,
                           double bias, Mat *dw, double *db)
{
    for (size_t k = first; k < first + count; k++) {
        size_t place = fault == SAME_ROWS ? k - first : k;
        size_t rows = m->x.rows; /* fewer than the plan has, perhaps */
        size_t row = fault == FILE_ORDER ? place % rows : plan->order[place];
        size_t label = fault == LABELS_ELSEWHERE ? k % rows : row;
        double dz =
            pull(m, w, bias, row, label) / divisor(plan, count, fault);
        for (size_t j = 0; j < dw->rows; j++)
            dw->data[j] += dz * AT(&m->x, row, j);
        *db += dz;
    }
}

/* Moves w and b of `m` by one epoch. */
static void naive_epoch(Model *m, const Plan *plan, EpochFault fault)
{
    Mat start = mat_copy(&m->w);
    double start_bias = m->b.data[0], sign = fault == UPHILL ? -1 : 1;
    for (size_t first = 0; first < plan->n; first += plan->batch) {
        size_t left = plan->n - first;
        size_t count = left < plan->batch ? left : plan->batch;
        if (fault == DROPPED && count < plan->batch)
            break;
        Mat dw = mat_new(m->w.rows, 1), unused = mat_new(m->w.rows, 1);
        double db = 0, again = 0, bias = m->b.data[0];
        bool old = fault == AT_ONCE;
        batch_gradient(m, plan, first, count, fault, old ? &start : &m->w,
                       old ? start_bias : bias, &unused, &db);
        if (fault != BIAS_LEFT)
            m->b.data[0] -= sign * plan->rate * db;
        batch_gradient(m, plan, first, count, fault, old ? &start : &m->w,
                       old                   ? start_bias
                       : fault == BIAS_FIRST ? m->b.data[0]
                                             : bias,
                       &dw, &again);
        if (fault != WEIGHTS_LEFT)
            mat_add_scaled(-sign * plan->rate, &dw, &m->w);
        mat_free(&dw);
        mat_free(&unused);
    }
    mat_free(&start);
}

static size_t *random_order(size_t n)
{
    size_t *order = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    do
        rng_shuffle(check_rng(), order, n);
    while (n > 1 && order[0] == 0);
    return order;
}

static Model with_copied_weights(const Model *m)
{
    return (Model){m->x, m->y, mat_copy(&m->w), mat_copy(&m->b)};
}

static Model after(const Model *m, const Plan *plan, EpochFault fault)
{
    Model moved = with_copied_weights(m);
    naive_epoch(&moved, plan, fault);
    return moved;
}

/* Runs one epoch of the student's and compares. */
static void check_epoch(const Model *m, const Plan *plan)
{
    Model got = with_copied_weights(m), due = after(m, plan, EPOCH_RIGHT);
    neuron_epoch(&m->x, &m->y, plan->order, plan->n, plan->batch, plan->rate,
                 &got.w, &got.b);
    check_no_shape_error();
    for (int both = 0; both < 2; both++) {
        check_given_num("samples", (double)plan->n);
        check_given_num("batch", (double)plan->batch);
        check_given_num("rate", plan->rate);
        for (EpochFault f = 1; f < EPOCH_FAULTS; f++) {
            Model wrong = after(m, plan, f);
            check_suspect(both ? &wrong.b : &wrong.w, epoch_causes[f]);
        }
        Plan each = *plan;
        each.batch = 1;
        Model singly = after(m, &each, EPOCH_RIGHT);
        check_suspect(both ? &singly.b : &singly.w,
                      "there is one step for each sample: it is one for "
                      "each batch");
        if (both)
            check_mat("the bias after an epoch", &got.b, &due.b, 1e-9);
        else
            check_mat("the weights after an epoch", &got.w, &due.w, 1e-9);
    }
}

Test(neuron_epoch, makes_one_step_for_each_batch)
{
    size_t batch = check_size(2, 4), n = batch * check_size(2, 4);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, batch, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, uses_a_last_batch_that_is_smaller)
{
    size_t batch = check_size(3, 6);
    size_t n = batch * check_size(1, 3) + check_size(1, batch - 1);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, batch, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, takes_batches_of_one_and_batches_of_all)
{
    size_t n = check_size(4, 8);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n, 1, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
    plan.batch = n;
    check_epoch(&m, &plan);
    plan.batch = n + check_size(1, 50);
    check_epoch(&m, &plan);
}

Test(neuron_epoch, does_the_same_with_a_large_set)
{
    size_t n = check_size(600, 900);
    Model m = random_model(n, check_size(20, 70));
    Plan plan = {random_order(n), n, 15, check_uniform(0.05, 0.1)};
    check_epoch(&m, &plan);
}

Test(neuron_epoch, visits_only_the_rows_it_is_given)
{
    size_t n = check_size(8, 14);
    Model m = random_model(n, check_size(2, 5));
    Plan plan = {random_order(n), n - 3, 3, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

/* Some twice, some never, and more of them than there are rows. */
Test(neuron_epoch, visits_a_row_as_often_as_it_is_given)
{
    size_t n = check_size(4, 7), more = n + check_size(2, 6);
    Model m = random_model(n, check_size(2, 5));
    size_t *order = calloc(more, sizeof *order);
    for (size_t i = 0; i < more; i++)
        order[i] = check_size(1, n - 1);
    order[more - 1] = order[0];
    Plan plan = {order, more, 3, check_uniform(0.2, 1)};
    check_epoch(&m, &plan);
}

/* One set after the other in one process: nothing is kept of the one before.
 */
Test(neuron_epoch, takes_sets_and_batches_of_every_size)
{
    size_t n[] = {6, many(), 9, many()}, features[] = {4, 3, 7, 5};
    for (size_t i = 0; i < 4; i++) {
        Model m = random_model(n[i], features[i]);
        Plan plan = {random_order(n[i]), n[i], 1 + n[i] / 2,
                     check_uniform(0.2, 1)};
        check_epoch(&m, &plan);
        plan.batch = 7;
        check_epoch(&m, &plan);
    }
}

Test(neuron_epoch, without_samples_changes_nothing)
{
    Model m = random_model(3, 2), got = with_copied_weights(&m);
    size_t none[1] = {0};
    neuron_epoch(&m.x, &m.y, none, 0, 4, 0.5, &got.w, &got.b);
    check_no_shape_error();
    check_mat("the weights", &got.w, &m.w, 0);
    check_mat("the bias", &got.b, &m.b, 0);
}

Test(neuron_epoch, leaves_both_alone_when_the_shapes_differ)
{
    const size_t order[] = {3, 1, 2, 0};
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i), got = with_copied_weights(&m);
        neuron_epoch(&m.x, &m.y, order, 4, 2, 0.5, &got.w, &got.b);
        reports_unfit(i);
        check_mat("the weights after a shape error", &got.w, &m.w, 0);
        check_mat("the bias after a shape error", &got.b, &m.b, 0);
    }
}
