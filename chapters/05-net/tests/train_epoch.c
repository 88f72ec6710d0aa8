/* Checks of train_epoch. */
#include "case.h"
#include "check.h"
#include "mistakes.h"
#include "model.h"
#include "naive_epoch.h"
#include "net.h"
#include "pass.h"
#include "task.h"
#include "trace.h"

enum { FEATURES = 4, COUNT = 11, STEP = 4 }; /* of the usual task */

static Mat coins(size_t count)
{
    Mat labels = mat_new(count, 1);
    for (size_t i = 0; i < count; i++)
        labels.data[i] = (real)check_size(0, 1);
    return labels;
}

static Task binary_task(size_t count, size_t features)
{
    return task_of(count, features, 16, (double[]){8, 4}, coins);
}

static Task fresh_task(void)
{
    return binary_task(COUNT, FEATURES);
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
    Mat before = row_of(&c.m, NULL);
    check_suspect(&before,
                  "nothing has been trained: the parameters have not "
                  "moved");
    Mat due = row_after(&c.m, &k, batch, rate, seed, RIGHT);
    double said = train_epoch(c.net, k.samples, batch, rate, seed);
    check_no_shape_error();
    Mat came = row_of_net(c.net, &c.m);
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
    double means;
    Way still = way_of(&m, &k, 0, RIGHT);
    each_batch(&(Batches){.count = COUNT, .batch = STEP, .seed = 5},
               naive_step, &still, &means);
    suspect_epoch_loss(means / 3, means * STEP / COUNT, 3, COUNT);
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
        Task k = binary_task(tasks[i % 5].count, tasks[i % 5].features);
        uint64_t seed = rng_next(check_rng());
        Mat due = row_after(&c.m, &k, tasks[i % 5].batch, 0.1, seed, RIGHT);
        train_epoch(c.net, k.samples, tasks[i % 5].batch, 0.1, seed);
        check_no_shape_error();
        Mat came = row_of_net(c.net, &c.m);
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
        Mat again = row_of(&same, NULL);
        naive_epoch(&m, &k, STEP, 0.3, seed, RIGHT);
        train_epoch(c.net, k.samples, STEP, 0.3, seed);
        Mat due = row_of(&m, NULL), came = row_of_net(c.net, &c.m);
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
        Mat came = row_of_net(c.net, &c.m);
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
    Mat came = row_of_net(c.net, &c.m), due = row_of(&c.m, NULL);
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
