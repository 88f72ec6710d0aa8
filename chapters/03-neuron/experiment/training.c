/* training.c - one training run. */
#include "training.h"
#include "csv.h"
#include "disguise.h"
#include "experiment.h"
#include "neuron.h"
#include "neuron_judged.h"
#include "progress.h"
#include "score.h"
#include "settings.h"
#include "task.h"

#include <stdlib.h>
#include <string.h>

static void write_epoch(const Run *run, size_t epoch)
{
    if (run->curve)
        csv_row(run->curve, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f",
                epoch, run->train.loss, run->test.loss, run->train.accuracy,
                run->test.accuracy, run->train.recall, run->test.recall,
                run->train.balanced, run->test.balanced);
}

/* Scores the hidden weights on the plain data and writes the line. */
static void look(Run *run, const Disguise *disguise, const Neuron *hidden,
                 size_t epoch)
{
    disguise_undo(disguise, &hidden->w, &run->neuron.w);
    mat_assign(&hidden->b, &run->neuron.b);
    const Task *task = run->task;
    run->train = score(&task->train.x, &task->train.y, &run->neuron);
    run->test = score(&task->test.x, &task->test.y, &run->neuron);
    write_epoch(run, epoch);
}

size_t *count_up(size_t n)
{
    size_t *index = calloc(n, sizeof *index);
    if (!index)
        check_fail("no memory for an order", NULL, NULL);
    for (size_t i = 0; i < n; i++)
        index[i] = i;
    return index;
}

/* Does neuron_predict() say of the shuffled test inputs what the weights say?
 * It is asked once, after training is over. */
static bool predictions_agree(const Task *task, const Disguise *disguise,
                              const Neuron *hidden, Rng *rng)
{
    const Mat *x = &task->test.x;
    Mat plain = mat_new(x->rows, x->cols), inputs = mat_new(x->rows, x->cols);
    Mat p = mat_new(x->rows, 1), decision = mat_new(x->rows, 1);
    size_t *order = count_up(x->rows);
    rng_shuffle(rng, order, x->rows);
    for (size_t i = 0; i < x->rows; i++)
        memcpy(&AT(&plain, i, 0), &AT(x, order[i], 0),
               x->cols * sizeof(real));
    disguise_samples(disguise, &plain, &inputs);
    experiment_fresh(); /* training has seen no test input, nor will it */
    neuron_predict(&inputs, &hidden->w, &hidden->b, &p, &decision);
    bool agree = true;
    for (size_t i = 0; i < x->rows; i++) {
        double z = logit(&inputs, i, hidden), due = 1 / (1 + exp(-z));
        agree &= fabs(p.data[i] - due) <= 1e-4;
        agree &= fabs(due - 0.5) <= 1e-4 || decision.data[i] == (z > 0);
    }
    free(order);
    mat_free(&plain);
    mat_free(&inputs);
    mat_free(&p);
    mat_free(&decision);
    return agree;
}

/* An epoch by the code under test. */
static void train_once(Run *run, const Mat *inputs, const size_t *order,
                       Neuron *hidden)
{
    Neuron start = {mat_copy(&hidden->w), mat_copy(&hidden->b)};
    neuron_epoch(inputs, run->labels, order, inputs->rows, BATCH, RATE,
                 &hidden->w, &hidden->b);
    if (neuron_went)
        run->strange += !neuron_went(inputs, run->labels, order, BATCH, RATE,
                                     &start, hidden);
    mat_free(&start.w);
    mat_free(&start.b);
}

void train(Run *run)
{
    const Mat *x = &run->task->train.x;
    Rng rng = rng_new(run->seed);
    Disguise disguise = disguise_new(x->cols, run->seed);
    Mat inputs = mat_new(x->rows, x->cols);
    disguise_samples(&disguise, x, &inputs);
    Neuron hidden = {mat_new(x->cols, 1), mat_new(1, 1)};
    double a = sqrt(6.0 / (double)(x->cols + 1));
    rng_fill(&rng, -a, a, &hidden.w);
    size_t *order = count_up(x->rows);
    experiment_fresh(); /* nothing is kept from the run before */
    look(run, &disguise, &hidden, 0);
    for (size_t epoch = 1; epoch <= EPOCHS; epoch++) {
        rng_shuffle(&rng, order, x->rows);
        train_once(run, &inputs, order, &hidden);
        look(run, &disguise, &hidden, epoch);
        progress_step(run->progress, ++*run->epochs_done, "loss %.3f",
                      run->train.loss);
    }
    run->agrees = predictions_agree(run->task, &disguise, &hidden, &rng);
    free(order);
    mat_free(&inputs);
    mat_free(&hidden.w);
    mat_free(&hidden.b);
    disguise_free(&disguise);
}

Run start(const Task *task, const Mat *labels, uint64_t seed)
{
    return (Run){.task = task,
                 .labels = labels,
                 .seed = seed,
                 .neuron = {mat_new(task->train.x.cols, 1), mat_new(1, 1)}};
}

void finish(Run *run)
{
    mat_free(&run->neuron.w);
    mat_free(&run->neuron.b);
}
