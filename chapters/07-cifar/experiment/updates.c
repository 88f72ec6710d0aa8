/* updates.c - how far an update moves the weights, against how large they
 * are. */
#include "updates.h"
#include "cifar.h"
#include "csv.h"
#include "evaluate.h"
#include "experiment.h"
#include "runs.h"
#include "session.h"
#include "tables.h"

#include <string.h>

static double norm(const Mat *m, const Mat *less)
{
    double sum = 0;
    for (size_t k = 0; k < mat_size(m); k++) {
        double x = (double)m->data[k] - (less ? (double)less->data[k] : 0);
        sum += x * x;
    }
    return sqrt(sum);
}

enum { UPDATES = 60 };

/* Each call of cifar_epoch() is given one batch, so that it makes one
 * update. */
static void follow_updates(const Session *s, const Settings *settings,
                           double ratios[UPDATES])
{
    Run run = run_of((Session *)s, "ratio", settings, experiment_seed());
    Scale scale = scale_standard(&s->fit, NULL, s->fit.count);
    Net *net = make_net(&run);
    Settings *told = tell(settings);
    Model before, after;
    if (!net || !model_new(run.plan, &before) || !model_new(run.plan, &after))
        check_fail("\x1ethere is no net for the ratios", NULL, NULL);
    for (size_t i = 0; i < UPDATES; i++) {
        Data batch = data_view(&s->fit, i * settings->batch, settings->batch);
        Samples *samples = samples_of(&batch, &scale);
        model_take(net, &before);
        cifar_epoch(net, run.optimiser, samples, told, 0, i);
        model_take(net, &after);
        ratios[i] = norm(&after.layers[0].W, &before.layers[0].W) /
                    norm(&before.layers[0].W, NULL);
        samples_free(samples);
    }
    model_free(&before);
    model_free(&after);
    optimiser_free(run.optimiser);
    settings_free(told);
    net_free(net);
}

void write_ratios(const Session *s)
{
    enum { WAYS = 3 };
    Settings ways[WAYS] = {ABLATION, ABLATION, ABLATION};
    double ratios[WAYS][UPDATES];
    Csv csv;
    strcpy(ways[1].optimiser, "sgd");
    strcpy(ways[2].optimiser, "sgd");
    ways[1].rate = 0.1;
    ways[2].rate = 1e-3;
    if (!start_table(s, "ratio.csv", "update,adam,sgd,slow", &csv))
        return;
    for (size_t w = 0; w < WAYS; w++)
        follow_updates(s, &ways[w], ratios[w]);
    for (size_t i = 0; i < UPDATES; i++)
        csv_row(&csv, "%zu,%.6g,%.6g,%.6g", i + 1, ratios[0][i], ratios[1][i],
                ratios[2][i]);
    csv_close(&csv);
}
