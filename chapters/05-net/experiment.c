/* experiment.c - chapter 5: four nets tell the digits 5 to 9 from 0 to 4, and
 * what batch size, learning rate and starting weights do to them. Training
 * runs through train_epoch(); every curve is computed by evaluate.c from the
 * parameters it leaves, so that no test digit is seen by the code under test
 * before the last predictions.
 *
 * EXPERIMENT_MEASURE=100 in the environment runs that many seeds and writes
 * the table that chapters/05-net/thresholds.csv keeps, nothing else. */
#include "experiment.h"
#include "digits.h"
#include "experiment/checks.h"
#include "experiment/nets.h"
#include "experiment/settings.h"
#include "experiment/starts.h"
#include "experiment/tables.h"
#include "experiment/task.h"
#include "experiment/thresholds.h"
#include "experiment/variants.h"
#include "progress.h"

#include <stdlib.h>

const RunCheck run_checks[] = {
    {"two_layer", REACHES},  {"two_layer", START},
    {"two_layer", DESCENT},  {"two_layer", AGREES},
    {"two_layer", CONTROL},  {"one_layer", REACHES},
    {"one_layer", START},    {"one_layer", DESCENT},
    {"one_layer", AGREES},   {"one_layer", SINGLE},
    {"two_linear", REACHES}, {"two_linear", START},
    {"two_linear", DESCENT}, {"two_linear", AGREES},
    {"two_linear", SINGLE},  {"four_layer", REACHES},
    {"four_layer", START},   {"four_layer", DESCENT},
    {"four_layer", AGREES},  {NULL, NULL}};

void experiment(const char *dir)
{
    Task task = load(DIGITS_SHUFFLED);
    const char *seeds = getenv("EXPERIMENT_MEASURE");
    if (seeds) {
        measure(dir, &task, strtoul(seeds, NULL, 10));
        unload(&task);
        return;
    }
    copy_kept(dir);
    write_counts(dir, &task);
    progress = progress_start(
        "chapter 5, run", NETS * SEEDS + 5 + 70 + 40 +
                              RATES * RATED * RATE_SEEDS + 10 * SEEDS + 55);
    run_nets(dir, &task);
    run_control(&task);
    run_settings(dir, &task);
    run_rates(dir, &task);
    run_order(dir, &task);
    run_trap(dir, &task);
    run_starts(dir, &task);
    run_ratio(dir, &task);
    progress_end(&progress);
    unload(&task);
}
