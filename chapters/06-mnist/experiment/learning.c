/* learning.c - how the net of the chapter learns: three seeds, and a control.
 */
#include "learning.h"
#include "checks.h"
#include "csv.h"
#include "experiment.h"
#include "labels.h"
#include "mnist.h"
#include "pictures.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "thresholds.h"
#include "training.h"

#include <stdlib.h>

static double middle(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

static double median_after(const Outcome outcomes[SEEDS], size_t epoch)
{
    double a[SEEDS];
    for (size_t i = 0; i < SEEDS; i++)
        a[i] = outcomes[i].rows[epoch].test.accuracy;
    return middle(a[0], a[1], a[2]);
}

static void predict(Net *net, const Mat *x, Mat *p)
{
    class_predict(net, x, p);
}

bool agrees(const Outcome *o, const Run *run)
{
    return outcome_disagrees(o, &run->training, predict) <= 1e-4;
}

static void judge_accuracy(const Session *s, const char *check,
                           size_t measure, double accuracy)
{
    double due = s->statistics[measure].threshold;
    run_verdict(RUN, check, accuracy >= due,
                "the net has not learnt enough: its test accuracy is below "
                "the threshold",
                "%.4f, at least %.4f is due on %s", accuracy, due,
                s->test.name);
}

static void show_first(const Session *s, const Outcome *o)
{
    Opinion opinion = opinion_of(&o->plain, &s->test, &s->scale);
    write_curve(s, "curve.csv", o);
    write_confusion(s, &opinion);
    write_mistakes(s, &opinion);
    write_tiles(s, "weights.csv", 20, weight, &o->plain.layers[0].W, NAN);
    free(opinion.guess);
    free(opinion.cost);
    free(opinion.probability);
}

static void write_seeds(const Session *s, const Outcome outcomes[SEEDS])
{
    Csv csv;
    if (!start_table(s, "seeds.csv",
                     "run,after_1,after_10,after_30,train_loss,test_loss",
                     &csv))
        return;
    for (size_t i = 0; i < SEEDS; i++) {
        const FitRow *rows = outcomes[i].rows;
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f,%.6f", i + 1,
                rows[1].test.accuracy, rows[10].test.accuracy,
                rows[EPOCHS].test.accuracy, rows[EPOCHS].train.loss,
                rows[EPOCHS].test.loss);
    }
    csv_close(&csv);
}

Outcome run_default(Session *s)
{
    static const char *const names[SEEDS] = {"default", "default_2",
                                             "default_3"};
    Outcome o[SEEDS];
    bool agree = true;
    for (size_t i = 0; i < SEEDS; i++) {
        Run run = default_run(s, names[i], experiment_seed() + i);
        run.brief = i > 0;
        o[i] = carry_out(&run);
        agree &= agrees(&o[i], &run);
        write_settings(&run, &o[i]);
    }
    show_first(s, &o[0]);
    write_seeds(s, o);
    judge_accuracy(s, AFTER_1, MEASURE_1, median_after(o, 1));
    judge_accuracy(s, AFTER_10, MEASURE_10, median_after(o, 10));
    judge_accuracy(s, AFTER_30, MEASURE_30, median_after(o, EPOCHS));
    run_verdict(RUN, AGREES, agree,
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test inputs, to 1e-4");
    outcome_free(&o[1]);
    outcome_free(&o[2]);
    return o[0];
}

void run_control(Session *s)
{
    Data without = mixed(&s->train, experiment_seed());
    Run run = default_run(s, "mixed_labels", experiment_seed());
    run.train = &without;
    run.epochs = CONTROL_EPOCHS;
    run.brief = true;
    Outcome o = carry_out(&run);
    double came = o.rows[run.epochs].test.accuracy;
    double most = s->statistics[MEASURE_CONTROL].threshold;
    write_settings(&run, &o);
    run_verdict(RUN, CONTROL, came <= most,
                "trained on labels that were mixed up, the net still knows "
                "the digits: it did not learn from what it was given",
                "accuracy %.4f, at most %.4f is due", came, most);
    outcome_free(&o);
    data_free(&without);
}
