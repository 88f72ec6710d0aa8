/* forms.c - two short tables about the loss itself. */
#include "forms.h"
#include "csv.h"
#include "neuron.h"
#include "tables.h"

void write_slopes(const char *dir)
{
    Csv csv;
    if (!start_table(dir, "slopes.csv",
                     "logit,cross_entropy,squared,cross_entropy_slope,"
                     "squared_slope",
                     &csv))
        return;
    Mat y = mat_new(1, 1), dz = mat_new(1, 1);
    mat_fill(&y, 1);
    for (int i = -80; i <= 80; i++) {
        Mat z = mat_of(1, 1, (double[]){i / 10.0});
        double p = 1 / (1 + exp(-i / 10.0));
        double loss = logits_loss(&z, &y);
        logits_grad(&z, &y, &dz);
        csv_row(&csv, "%.1f,%.6f,%.6f,%.6f,%.6f", i / 10.0, loss,
                (p - 1) * (p - 1), (double)dz.data[0],
                2 * (p - 1) * p * (1 - p));
        mat_free(&z);
    }
    mat_free(&y);
    mat_free(&dz);
    csv_close(&csv);
}

/* -log(1 - p) with the probability rounded to float and to double. */
static float naive_float(float z)
{
    float p = 1 / (1 + expf(-z));
    return -logf(1 - p);
}

static double naive_double(double z)
{
    double p = 1 / (1 + exp(-z));
    return -log(1 - p);
}

static double shown(double loss)
{
    return isfinite(loss) ? loss : NAN;
}

void write_stable(const char *dir)
{
    Csv csv;
    Mat y = mat_new(1, 1);
    double ends[2] = {NAN, NAN};
    if (!start_table(dir, "stable.csv",
                     "logit,naive_float,naive_double,fused", &csv))
        return;
    for (int i = 0; i <= 240; i++) {
        double at = i / 4.0, in_float = naive_float((float)at);
        Mat z = mat_of(1, 1, &at);
        csv_row(&csv, "%.2f,%.6f,%.6f,%.6f", at, shown(in_float),
                shown(naive_double(at)), logits_loss(&z, &y));
        if (isnan(ends[0]) && isinf(in_float))
            ends[0] = at;
        if (isnan(ends[1]) && isinf(naive_double(at)))
            ends[1] = at;
        mat_free(&z);
    }
    csv_close(&csv);
    if (start_table(dir, "ends.csv", "precision,logit", &csv)) {
        csv_row(&csv, "float,%.2f", ends[0]);
        csv_row(&csv, "double,%.2f", ends[1]);
        csv_close(&csv);
    }
    mat_free(&y);
}
