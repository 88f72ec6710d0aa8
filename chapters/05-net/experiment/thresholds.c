/* thresholds.c - thresholds: how far the reference stays from them. They hold
 * for the median of SEEDS runs, whose deviation is that of one run times
 * sqrt(pi / 2) / sqrt(SEEDS) when the runs are normal. */
#include "thresholds.h"
#include "csv.h"
#include "evaluate.h"
#include "progress.h"
#include "settings.h"
#include "tables.h"
#include "task.h"
#include "training.h"

#include <stdio.h>
#include <string.h>

static const char kept_path[] = "chapters/05-net/thresholds.csv";

void measure(const char *dir, const Task *task, size_t seeds)
{
    Csv csv = table(
        dir, "thresholds.csv",
        "net,seeds,mean,standard_deviation,least,most,threshold,sigmas");
    progress = progress_start("chapter 5, measuring, run", NETS * seeds);
    for (size_t net = 0; net < NETS; net++) {
        double sum = 0, squares = 0, least = 1, most = 0, n = (double)seeds;
        for (size_t i = 0; i < seeds; i++) {
            Outcome out = run(setting_of(task, net, 1000 + i));
            double a = out.last.test.accuracy;
            sum += a;
            squares += a * a;
            least = fmin(least, a);
            most = fmax(most, a);
            model_free(&out.model);
        }
        double mean = sum / n;
        double deviation = sqrt((squares - n * mean * mean) / (n - 1));
        double of_median = deviation * sqrt(3.14159265 / 2 / SEEDS);
        csv_row(&csv, "%s,%zu,%.6f,%.6f,%.6f,%.6f,%.2f,%.1f", nets[net].id,
                seeds, mean, deviation, least, most, nets[net].threshold,
                (mean - nets[net].threshold) / of_median);
    }
    progress_end(&progress);
    csv_close(&csv);
}

void copy_kept(const char *dir)
{
    char line[300];
    FILE *file = fopen(kept_path, "re");
    Csv csv = {0};
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#')
            continue;
        if (!csv.file)
            csv = table(dir, "thresholds.csv", line);
        else
            csv_row(&csv, "%s", line);
    }
    if (file)
        fclose(file);
    csv_close(&csv);
}
