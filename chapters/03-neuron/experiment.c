/* experiment.c - chapter 3: the single neuron learns "5 or not" on the 8x8
 * digits. Training runs through neuron_epoch(); every curve is computed here,
 * from the weights it leaves, so that no label of the test half is ever seen
 * by the code under test.
 *
 * EXPERIMENT_MEASURE=200 in the environment runs that many seeds and writes
 * the thresholds that chapters/03-neuron/thresholds.csv keeps, nothing else.
 */
#include "experiment.h"
#include "csv.h"
#include "digits.h"
#include "experiment/forms.h"
#include "experiment/pictures.h"
#include "experiment/score.h"
#include "experiment/settings.h"
#include "experiment/tables.h"
#include "experiment/task.h"
#include "experiment/thresholds.h"
#include "experiment/training.h"
#include "neuron_judged.h"
#include "progress.h"

#include <stdlib.h>

#define FIVE "five_or_not"
#define BALANCED "balanced_accuracy_reaches_the_threshold"
#define RECALL "recall_of_the_fives_reaches_the_threshold"
#define AGREES "predictions_agree_with_the_weights"
#define CONTROL "labels_without_sense_teach_nothing"
#define DESCENT "each_epoch_is_gradient_descent"

const RunCheck run_checks[] = {{FIVE, BALANCED}, {FIVE, RECALL},
                               {FIVE, AGREES},   {FIVE, CONTROL},
                               {FIVE, DESCENT},  {NULL, NULL}};

typedef struct {
    Csv results;
    Progress progress;
    size_t epochs_done;
} Session;

static Run do_run(Session *session, const Task *task, const Mat *labels,
                  uint64_t seed, Csv *curve)
{
    Run run = start(task, labels, seed);
    run.curve = curve;
    run.progress = &session->progress;
    run.epochs_done = &session->epochs_done;
    train(&run);
    return run;
}

static void write_seed(Csv *csv, size_t i, const Run *run)
{
    csv_row(csv, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", i + 1, run->train.loss,
            run->test.loss, run->train.accuracy, run->test.accuracy,
            run->test.recall, run->test.balanced);
}

/* What runs from several starts have in common. */
typedef struct {
    Score middle;
    bool agree;
    size_t strange;
} Group;

/* Trains from SEEDS starts; draws the first. */
static Group run_seeds(const char *dir, Session *session, const Task *task)
{
    Score train_scores[SEEDS], test_scores[SEEDS];
    Csv curve, seeds;
    Group group = {.agree = true};
    start_table(dir, "seeds.csv",
                "run,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &seeds);
    start_table(dir, "curve.csv",
                "epoch,train_loss,test_loss,train_accuracy,test_accuracy,"
                "train_recall,test_recall,train_balanced,test_balanced",
                &curve);
    for (size_t i = 0; i < SEEDS; i++) {
        Run run = do_run(session, task, &task->train.y, experiment_seed() + i,
                         i == 0 ? &curve : NULL);
        train_scores[i] = run.train;
        test_scores[i] = run.test;
        group.agree &= run.agrees;
        group.strange += run.strange;
        write_seed(&seeds, i, &run);
        if (i == 0) {
            write_weights(dir, &run.neuron);
            write_mistakes(dir, task, &run.neuron);
        }
        finish(&run);
    }
    csv_close(&curve);
    csv_close(&seeds);
    group.middle = median_score(test_scores);
    write_result(&session->results, "median", median_score(train_scores),
                 group.middle);
    return group;
}

static double run_control(Session *session, const Task *task)
{
    Mat mixed = mixed_labels(&task->train.y, experiment_seed());
    Run run = do_run(session, task, &mixed, experiment_seed(), NULL);
    double balanced = run.test.balanced;
    write_result(&session->results, "mixed_labels", run.train, run.test);
    finish(&run);
    mat_free(&mixed);
    return balanced;
}

static void run_baseline(Session *session, const Task *task)
{
    Neuron never = never_five(&task->train.y);
    write_result(&session->results, "always_not_5",
                 score(&task->train.x, &task->train.y, &never),
                 score(&task->test.x, &task->test.y, &never));
    mat_free(&never.w);
    mat_free(&never.b);
}

/* As published: the test digits are by other people. */
static void run_other_writers(Session *session)
{
    Task task = load(DIGITS_FILE_ORDER);
    Run run = do_run(session, &task, &task.train.y, experiment_seed(), NULL);
    write_result(&session->results, "other_writers", run.train, run.test);
    finish(&run);
    unload(&task);
}

static void judge(const Group *group, double control)
{
    Score middle = group->middle;
    double balanced = threshold("balanced"), recall = threshold("recall");
    double chance = threshold("control");
    run_verdict(FIVE, BALANCED, middle.balanced >= balanced,
                "the neuron has not learnt enough: its balanced accuracy is "
                "below the threshold",
                "%.4f, at least %.4f is due", middle.balanced, balanced);
    run_verdict(FIVE, RECALL, middle.recall >= recall,
                "the neuron misses too many fives: its recall is below the "
                "threshold",
                "%.4f, at least %.4f is due", middle.recall, recall);
    run_verdict(FIVE, AGREES, group->agree,
                "neuron_predict() does not say what the trained weights say",
                "on the test inputs, to 1e-4");
    run_verdict(FIVE, DESCENT, group->strange == 0,
                "an epoch does something else than gradient descent on the "
                "batches it was given",
                "%zu of %d epochs", group->strange, SEEDS * EPOCHS);
    run_verdict(FIVE, CONTROL, control <= chance,
                "trained on labels that were mixed up, the neuron still "
                "knows the fives: it did not learn from what it was given",
                "balanced accuracy %.4f, at most %.4f is due", control,
                chance);
}

void experiment(const char *dir)
{
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(dir, (size_t)strtoul(seeds, NULL, 10));
        return;
    }
    Task task = load(DIGITS_SHUFFLED);
    Session session = {
        .progress = progress_start("chapter 3, epoch", (SEEDS + 2) * EPOCHS)};
    start_table(dir, "results.csv",
                "what,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &session.results);
    copy_thresholds(dir);
    write_counts(dir, &task);
    write_strip(dir, &task);
    write_slopes(dir);
    write_stable(dir);
    Group group = run_seeds(dir, &session, &task);
    run_baseline(&session, &task);
    run_other_writers(&session);
    double control = run_control(&session, &task);
    progress_end(&session.progress);
    csv_close(&session.results);
    judge(&group, control);
    unload(&task);
}
