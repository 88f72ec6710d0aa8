/* ladder.c - the sanity ladder. */
#include "ladder.h"
#include "checks.h"
#include "cifar.h"
#include "csv.h"
#include "evaluate.h"
#include "experiment.h"
#include "runs.h"
#include "session.h"
#include "tables.h"
#include "training.h"

static void scale_model(Model *model, double factor)
{
    for (size_t i = 0; i < model->count; i++)
        for (size_t k = 0; k < mat_size(&model->layers[i].W); k++)
            model->layers[i].W.data[k] *= (real)factor;
}

/* Loss of a fresh net, as drawn and with small weights, and for growing
 * lambdas. */
static void climb_first(const Session *s, Csv *csv)
{
    enum { SHOWN = 256 };
    Run run = run_of((Session *)s, "ladder", &BASE, experiment_seed());
    Scale scale = scale_standard(&s->train, NULL, s->train.count);
    size_t index[SHOWN];
    Mat x = mat_new(SHOWN, s->train.features), labels = mat_new(SHOWN, 1);
    for (size_t i = 0; i < SHOWN; i++)
        index[i] = i;
    data_gather(&s->train, &scale, index, &x);
    data_labels(&s->train, index, &labels);
    Net *net = net_build(run.plan, "he", run.seed);
    Model model;
    if (!net || !model_new(run.plan, &model))
        check_fail("\x1ethere is no net for the ladder", NULL, NULL);
    model_take(net, &model);
    double drawn = penalised_loss(net, &x, &labels, 0), last = drawn;
    bool grows = isfinite(drawn);
    csv_row(csv, "as drawn,%.6f", drawn);
    for (double lambda = 1e-3; lambda < 0.2; lambda *= 10) {
        double loss = penalised_loss(net, &x, &labels, lambda);
        csv_row(csv, "lambda %g,%.6f", lambda, loss);
        grows = grows && loss > last;
        last = loss;
    }
    scale_model(&model, 0.1);
    model_give(&model, net);
    double small = penalised_loss(net, &x, &labels, 0), due = log(CLASSES);
    csv_row(csv, "small weights,%.6f", small);
    run_verdict(LADDER, START, fabs(small - due) < 0.05,
                "with small weights the loss is not that of guessing among "
                "ten classes",
                "came %.4f, due about %.4f", small, due);
    run_verdict(LADDER, LAMBDA, grows, "the loss does not grow with lambda",
                "%.4f without, %.4f with the largest", drawn, last);
    model_free(&model);
    net_free(net);
    mat_free(&x);
    mat_free(&labels);
}

static void climb_last(Session *s, Csv *csv)
{
    Data few = data_view(&s->train, 0, TWENTY.batch);
    Run run = run_of(s, "twenty", &TWENTY, experiment_seed());
    run.train = run.test = &few;
    Outcome o = carry_out(&run);
    Score last = o.rows[o.epochs].test;
    csv_row(csv, "twenty pictures,%.6f", last.loss);
    run_verdict(LADDER, BY_HEART, last.loss < 0.05,
                "twenty pictures, without penalty and decay, are not learnt "
                "by heart",
                "the loss is %.4f, below 0.05 is due", last.loss);
    outcome_free(&o);
}

void climb_ladder(Session *s)
{
    Csv csv;
    if (!start_table(s, "ladder.csv", "rung,loss", &csv))
        return;
    climb_first(s, &csv);
    climb_last(s, &csv);
    csv_close(&csv);
}
