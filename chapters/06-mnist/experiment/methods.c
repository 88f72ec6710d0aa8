/* methods.c - methods side by side. */
#include "methods.h"
#include "checks.h"
#include "csv.h"
#include "experiment.h"
#include "labels.h"
#include "learning.h"
#include "mnist.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "thresholds.h"
#include "training.h"

static const Layers ten_alone = {2, {784, 10}, "linear 784 10\n"};
static const Layers one_alone = {2, {784, 1}, "linear 784 1\n"};

static Csv methods;

static void write_method(const char *what, const FitRow *row, Recall r)
{
    csv_row(&methods, "%s,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f", what,
            row->train.loss, row->test.loss, row->train.accuracy,
            row->test.accuracy, r.recall, r.balanced);
}

static Outcome run_five(Session *s)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run run =
        other_run(s, "hidden_64", &one_of_64, LONG_EPOCHS, experiment_seed());
    run.train = &train;
    run.test = &test;
    Outcome o = carry_out(&run);
    Recall r = recall_of_run(&run, &o);
    double due = s->statistics[MEASURE_FIVE].threshold;
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], r);
    run_verdict(HIDDEN, BALANCED, r.balanced >= due,
                "the net with a hidden layer has not learnt enough: its "
                "balanced accuracy is below the threshold",
                "%.4f, at least %.4f is due on %s", r.balanced, due,
                s->test.name);
    data_free(&train);
    data_free(&test);
    return o;
}

/* One neuron, for comparison. */
static void run_single(Session *s)
{
    Data train = is_digit(&s->train, 5), test = is_digit(&s->test, 5);
    Run run = other_run(s, "single_neuron", &one_alone, LONG_EPOCHS,
                        experiment_seed());
    run.train = &train;
    run.test = &test;
    run.brief = true;
    Outcome o = carry_out(&run);
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], recall_of_run(&run, &o));
    data_free(&train);
    data_free(&test);
    outcome_free(&o);
}

static void write_never_five(const Session *s)
{
    Data five = is_digit(&s->test, 5), all = is_digit(&s->train, 5);
    double share[2] = {0, 0};
    const Data *halves[] = {&all, &five};
    for (size_t h = 0; h < 2; h++)
        for (size_t i = 0; i < halves[h]->count; i++)
            share[h] += halves[h]->labels[i] / (double)halves[h]->count;
    double p = share[0]; /* the best constant answer */
    FitRow row = {0};
    Score *scores[] = {&row.train, &row.test};
    for (size_t h = 0; h < 2; h++)
        *scores[h] = (Score){-share[h] * log(p) - (1 - share[h]) * log(1 - p),
                             1 - share[h]};
    write_method("always_not_5", &row, (Recall){0, 0.5});
    data_free(&five);
    data_free(&all);
}

static Outcome run_ten(Session *s)
{
    Run run = other_run(s, "ten_classes", &ten_of_64, LONG_EPOCHS,
                        experiment_seed());
    Outcome o = carry_out(&run);
    double came = o.rows[LONG_EPOCHS].test.accuracy;
    double due = s->statistics[MEASURE_TEN].threshold;
    write_settings(&run, &o);
    write_method(run.name, &o.rows[LONG_EPOCHS], (Recall){NAN, NAN});
    run_verdict(TEN, REACHED, came >= due,
                "the net of ten classes has not learnt enough: its test "
                "accuracy is below the threshold",
                "%.4f, at least %.4f is due on %s", came, due, s->test.name);
    run_verdict(TEN, AGREES, agrees(&o, &run),
                "class_predict() does not say what the trained parameters "
                "say",
                "on the test inputs, to 1e-4");
    return o;
}

static void write_methods_curve(const Session *s, const Outcome *five,
                                const Outcome *ten)
{
    Csv csv;
    if (!start_table(s, "methods_curve.csv",
                     "epoch,five_train,five_test,ten_train,ten_test", &csv))
        return;
    for (size_t i = 0; i <= LONG_EPOCHS; i++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", i, five->rows[i].train.loss,
                five->rows[i].test.loss, ten->rows[i].train.loss,
                ten->rows[i].test.loss);
    csv_close(&csv);
}

/* No hidden layer at all, and inputs of mean 0 and deviation 1. */
static void run_variants(Session *s)
{
    Run linear =
        other_run(s, "linear", &ten_alone, EPOCHS, experiment_seed());
    Run standard = default_run(s, "standardised", experiment_seed());
    standard.standardised = true;
    Run *runs[] = {&linear, &standard};
    for (size_t i = 0; i < 2; i++) {
        runs[i]->brief = true;
        Outcome o = carry_out(runs[i]);
        write_settings(runs[i], &o);
        write_method(runs[i]->name, &o.rows[EPOCHS], (Recall){NAN, NAN});
        outcome_free(&o);
    }
}

void run_methods(Session *s)
{
    start_table(s, "methods.csv",
                "what,train_loss,test_loss,train_accuracy,test_accuracy,"
                "recall,balanced",
                &methods);
    write_never_five(s);
    run_single(s);
    Outcome five = run_five(s), ten = run_ten(s);
    run_variants(s);
    csv_close(&methods);
    write_methods_curve(s, &five, &ten);
    outcome_free(&five);
    outcome_free(&ten);
}

void run_digits(Session *s)
{
    Csv csv;
    static const char *const names[CLASSES] = {
        "digit_0", "digit_1", "digit_2", "digit_3", "digit_4",
        "digit_5", "digit_6", "digit_7", "digit_8", "digit_9"};
    start_table(s, "digits.csv", "digit,accuracy,recall,balanced", &csv);
    for (size_t digit = 0; digit < CLASSES; digit++) {
        Data train = is_digit_says_student(&s->train, digit);
        Data test = is_digit(&s->test, (uint8_t)digit);
        Run run = other_run(s, names[digit], &one_of_64, DIGIT_EPOCHS,
                            experiment_seed() + digit);
        run.train = &train;
        run.test = &test;
        run.brief = true;
        Outcome o = carry_out(&run);
        Recall r = recall_of_run(&run, &o);
        write_settings(&run, &o);
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f", digit,
                o.rows[DIGIT_EPOCHS].test.accuracy, r.recall, r.balanced);
        outcome_free(&o);
        data_free(&train);
        data_free(&test);
    }
    csv_close(&csv);
}
