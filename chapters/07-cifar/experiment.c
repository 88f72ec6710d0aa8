/* experiment.c - chapter 7: colour pictures, Adam, a penalty on weights and a
 * schedule. Training runs through cifar_epoch(); every curve is computed by
 * given code (training.h) from the parameters, so no test picture and no test
 * label is ever seen by the code under test before the last epoch is over.
 *
 * EXPERIMENT_MEASURE="1 20" in the environment measures these seeds, for
 * chapters/07-cifar/measured.csv, and does nothing else.
 */
#include "experiment.h"
#include "cifar.h"
#include "csv.h"
#include "experiment/ablations.h"
#include "experiment/checks.h"
#include "experiment/graded.h"
#include "experiment/ladder.h"
#include "experiment/measuring.h"
#include "experiment/session.h"
#include "experiment/tables.h"
#include "experiment/thresholds.h"
#include "experiment/tuned.h"
#include "experiment/updates.h"
#include "progress.h"

#include <stdlib.h>

const RunCheck run_checks[] = {{LADDER, START},      {LADDER, LAMBDA},
                               {LADDER, BY_HEART},   {BASIC_RUN, REACHED},
                               {BASIC_RUN, AGREES},  {BASIC_RUN, CONTROL},
                               {BASE_RUN, REACHED},  {TUNED_RUN, ALLOWED},
                               {TUNED_RUN, REACHED}, {NULL, NULL}};

static void everything(Session *s)
{
    Settings base = base_settings(s);
    climb_ladder(s);
    write_ratios(s);
    run_basic(s);
    run_control(s);
    judge(s, BASE_RUN, MEASURE_BASE,
          run_seeds(s, "base", &base, SEEDS, false, NULL));
    run_tuned(s);
    run_ablations(s);
}

static size_t epochs_due(const Session *s)
{
    return TWENTY.epochs + (SEEDS + 1) * BASIC.epochs +
           SEEDS * base_settings(s).epochs + (s->real ? 1 : SEEDS) * 20 +
           (RATES + VARIANTS * ABLATION_SEEDS) * ABLATION.epochs;
}

void experiment(const char *dir)
{
    Session s = session_new(dir);
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(&s, seeds);
        return;
    }
    experiment_data(&s.train);
    experiment_data(&s.test);
    read_measured(&s);
    write_thresholds(&s);
    write_data(&s);
    write_strip(&s);
    start_table(&s, "settings.csv",
                "run,data,layers,neurons,activation,optimiser,rate,batch,"
                "epochs,regularisation,schedule,inputs,seeds,train_loss,"
                "train_accuracy,judged_on,loss,accuracy",
                &s.settings);
    s.progress = progress_start("chapter 7, epoch", epochs_due(&s));
    everything(&s);
    progress_end(&s.progress);
    csv_close(&s.settings);
    for (size_t i = 0; i < s.runs; i++)
        resume_forget(
            &(Resume){.dir = s.dir, .name = s.names[i], .key = s.key});
    data_free(&s.train);
    data_free(&s.test);
}
