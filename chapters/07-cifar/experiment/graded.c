/* graded.c - runs that are graded. */
#include "graded.h"
#include "checks.h"
#include "cifar.h"
#include "experiment.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "training.h"

#include <stdio.h>

static double middle(const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t below = 0, equal = 0;
        for (size_t k = 0; k < n; k++) {
            below += values[k] < values[i];
            equal += values[k] == values[i];
        }
        if (below <= n / 2 && below + equal > n / 2)
            return values[i];
    }
    return NAN;
}

static void predict(Net *net, const Mat *x, Mat *p)
{
    class_predict(net, x, p);
}

double run_seeds(Session *s, const char *name, const Settings *settings,
                 size_t seeds, bool brief, bool *agrees)
{
    double accuracy[SEEDS];
    Score train_score = {0}, test_score = {0};
    char file[NAME];
    snprintf(file, sizeof file, "%s.csv", name);
    for (size_t i = 0; i < seeds; i++) {
        char label[NAME];
        snprintf(label, sizeof label, "%s-%zu", name, i + 1);
        Run run = run_of(s, label, settings, experiment_seed() + i);
        run.brief = brief || i > 0;
        Outcome o = carry_out(&run);
        accuracy[i] = o.rows[o.epochs].test.accuracy;
        if (i == 0) {
            write_curve(s, file, &o);
            train_score = o.rows[o.epochs].train;
            test_score = o.rows[o.epochs].test;
        }
        if (agrees && i + 1 == seeds)
            *agrees = outcome_disagrees(&o, &run.training, predict) <= 1e-4;
        outcome_free(&o);
    }
    test_score.accuracy = middle(accuracy, seeds);
    write_result(s, name, settings, seeds, train_score, "test", test_score);
    return test_score.accuracy;
}

void judge(const Session *s, const char *exercise, Measure measure,
           double accuracy)
{
    double due = s->statistics[measure].threshold;
    run_verdict(exercise, REACHED, accuracy >= due,
                "the net has not learnt enough: its test accuracy is below "
                "the threshold",
                "%.4f, at least %.4f is due on %s", accuracy, due,
                s->test.name);
}

void run_control(Session *s)
{
    Data senseless = mixed(&s->train, experiment_seed());
    Run run = run_of(s, "control", &BASIC, experiment_seed());
    run.train = &senseless;
    Outcome o = carry_out(&run);
    double accuracy = o.rows[o.epochs].test.accuracy;
    double due = s->statistics[MEASURE_CONTROL].threshold;
    write_result(s, "mixed labels", &BASIC, 1, o.rows[o.epochs].train, "test",
                 o.rows[o.epochs].test);
    run_verdict(BASIC_RUN, CONTROL, accuracy <= due,
                "trained on labels that were mixed up, the net still knows "
                "the classes: it did not learn from what it was given",
                "%.4f, at most %.4f is due", accuracy, due);
    outcome_free(&o);
    data_free(&senseless);
}

void run_basic(Session *s)
{
    bool agrees = false;
    judge(s, BASIC_RUN, MEASURE_BASIC,
          run_seeds(s, "basic", &BASIC, SEEDS, false, &agrees));
    run_verdict(BASIC_RUN, AGREES, agrees,
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test pictures, to 1e-4");
}

Settings base_settings(const Session *s)
{
    Settings base = BASE;
    if (s->real)
        base.epochs = 20;
    return base;
}
