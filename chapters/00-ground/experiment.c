/* experiment.c - chapter 0: what a gradient check says about right and wrong
 * gradients, and what our random numbers look like. */
#include "experiment.h"
#include "csv.h"
#include "gradcheck.h"

const RunCheck run_checks[] = {{NULL, NULL}};

/* [region cubes] */
/* f(x) = the sum of all x^3 / 3, whose gradient is x^2. */
static double cubes(void *context)
{
    const Mat *x = context;
    double sum = 0;
    for (size_t i = 0; i < mat_size(x); i++)
        sum += pow((double)x->data[i], 3) / 3;
    return sum;
}
/* [end] */

/* Checks x^2 times `factor`, with the first entry `first` too large. */
static void compare(Csv *csv, const char *name, Mat *x, double factor,
                    double first)
{
    Mat dx = mat_new(x->rows, x->cols);
    for (size_t i = 0; i < mat_size(x); i++)
        dx.data[i] = (real)(factor * pow((double)x->data[i], 2));
    dx.data[0] += (real)first;
    GradCheck worst = gradcheck_all(cubes, x, x, &dx, 1e-5);
    csv_row(csv, "%s,%.6e,%.9g,%.9g,%zu,%zu", name, worst.error,
            worst.numeric, worst.given, worst.row, worst.col);
    mat_free(&dx);
}

static void check_gradients(const char *dir)
{
    Csv csv;
    Rng rng = rng_new(experiment_seed());
    Mat x = mat_new(3, 4);
    rng_fill(&rng, 1, 2, &x);
    if (!csv_open(dir, "gradcheck.csv", NULL,
                  "gradient,error,numeric,given,row,col", &csv))
        return;
    compare(&csv, "right", &x, 1, 0);
    compare(&csv, "twice", &x, 2, 0);
    compare(&csv, "sign", &x, -1, 0);
    compare(&csv, "entry", &x, 1, 0.01);
    csv_close(&csv);
    mat_free(&x);
}

/* How often each bin of width 1/4 between -4 and 4 is hit, as a density. */
static void draw_numbers(const char *dir)
{
    enum { BINS = 32, DRAWS = 100000 };
    const double width = 8.0 / BINS;
    size_t normal[BINS] = {0}, uniform[BINS] = {0};
    Rng rng = rng_new(experiment_seed());
    for (int i = 0; i < DRAWS; i++) {
        double z = rng_normal(&rng), u = rng_uniform(&rng, -2, 2);
        if (fabs(z) < 4)
            normal[(size_t)((z + 4) / width)]++;
        uniform[(size_t)((u + 4) / width)]++;
    }
    Csv csv;
    if (!csv_open(dir, "random.csv", NULL, "x,normal,uniform", &csv))
        return;
    for (int i = 0; i < BINS; i++)
        csv_row(&csv, "%g,%g,%g", -4 + (i + 0.5) * width,
                (double)normal[i] / DRAWS / width,
                (double)uniform[i] / DRAWS / width);
    csv_close(&csv);
}

void experiment(const char *dir)
{
    check_gradients(dir);
    draw_numbers(dir);
}
