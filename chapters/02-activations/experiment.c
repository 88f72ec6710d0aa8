/* experiment.c - chapter 2: the curves of the activations, and the error of
 * a difference against its epsilon. Built for double and for float: each
 * writes tables of its own. */
#include "experiment.h"
#include "activations_judged.h"
#include "csv.h"

#include <float.h>
#include <stdlib.h>

#define NAME2(real) #real
#define NAME(real) NAME2(real)
#define PRECISION NAME(REAL)

#define CURVES "activation_plots"
#define EPSILON "epsilon_curve"
#define RIGHT "the_curves_are_those_of_the_formulas_in_" PRECISION
#define BETWEEN "the_sigmoid_stays_between_0_and_1_in_" PRECISION
#define FAR "nothing_overflows_far_out_in_" PRECISION
#define BEST "the_best_epsilon_is_where_it_should_be_in_" PRECISION
#define RISES "the_error_rises_again_in_" PRECISION

const RunCheck run_checks[] = {
    {CURVES, RIGHT}, {CURVES, BETWEEN}, {CURVES, FAR},
    {EPSILON, BEST}, {EPSILON, RISES},  {NULL, NULL},
};

enum { POINTS = 100, STEPS = 53, PER_DECADE = 4, SAMPLES = 40 };

/* What `real` can show: its machine epsilon, how near its products come, and
 * how far out the sigmoid differs from 0 and 1 in it. */
static const bool is_float = sizeof(real) == sizeof(float);
#define MACHINE (is_float ? FLT_EPSILON : DBL_EPSILON)
#define SHOWS (is_float ? 15.0 : 36.0)

static Mat evenly(size_t n, double lo, double hi)
{
    Mat x = mat_new(1, n);
    for (size_t i = 0; i < n; i++)
        x.data[i] = (real)(lo + (hi - lo) * (double)i / (double)(n - 1));
    return x;
}

static bool start_table(const char *dir, const char *name, const char *header,
                        Csv *csv)
{
    return csv_open(dir, name, getenv("EXPERIMENT_KEY"), header, csv);
}

/* The four curves */

static double apart(double got, double due)
{
    return isnan(got) ? INFINITY : fabs(got - due);
}

static void draw_curves(const char *dir)
{
    Mat x = evenly(POINTS, -10, 10), s = mat_copy(&x), ds = mat_copy(&x);
    Mat r = mat_copy(&x), dr = mat_copy(&x);
    sigmoid(&x, &s);
    sigmoid_gradient(&x, &ds);
    relu(&x, &r);
    relu_gradient(&x, &dr);
    Csv csv;
    double worst = 0;
    if (!start_table(dir, "activations-" PRECISION ".csv",
                     "x,sigmoid,sigmoid_gradient,relu,relu_gradient", &csv))
        exit(3);
    for (size_t i = 0; i < POINTS; i++) {
        double v[] = {x.data[i], s.data[i], ds.data[i], r.data[i],
                      dr.data[i]};
        csv_row(&csv, "%.9g,%.9g,%.9g,%.9g,%.9g", v[0], v[1], v[2], v[3],
                v[4]);
        if (curves_error)
            worst = fmax(worst, curves_error(v[0], v[1], v[2], v[3], v[4]));
    }
    if (!csv_close(&csv))
        exit(3);
    char found[60] = "they are compared when it is graded";
    if (curves_error)
        snprintf(found, sizeof found, "the largest distance is %.3g", worst);
    run_verdict(CURVES, RIGHT, worst <= 8 * MACHINE,
                "the curves are not those of the four formulas", "%s", found);
    mat_free(&x), mat_free(&s), mat_free(&ds), mat_free(&r), mat_free(&dr);
}

static void judge_range(void)
{
    Mat x = evenly(POINTS + 1, -SHOWS, SHOWS), y = mat_copy(&x);
    sigmoid(&x, &y);
    size_t outside = 0;
    for (size_t i = 0; i < mat_size(&y); i++)
        outside += !(0 < y.data[i] && y.data[i] < 1);
    run_verdict(CURVES, BETWEEN, outside == 0,
                "the sigmoid is not strictly between 0 and 1 where it could",
                "%zu of %zu points with |x| <= %g", outside, mat_size(&y),
                SHOWS);
    mat_free(&x), mat_free(&y);
}

static void judge_far_out(void)
{
    Mat x = mat_of(1, 6, (double[]){-1e4, -800, -100, 100, 800, 1e4});
    Mat s = mat_new(1, 6), ds = mat_new(1, 6);
    sigmoid(&x, &s);
    sigmoid_gradient(&x, &ds);
    double worst = 0;
    for (size_t i = 0; i < 6; i++)
        worst = fmax(worst, fmax(apart(s.data[i], x.data[i] > 0),
                                 apart(ds.data[i], 0)));
    run_verdict(CURVES, FAR, worst <= MACHINE,
                "far out the sigmoid is not 0 or 1, or its slope not 0",
                "the largest distance is %.3g", worst);
    mat_free(&x), mat_free(&s), mat_free(&ds);
}

/* Where exp() overflows, and where the sigmoid rounds to 1, in `real`. */
static void find_limits(const char *dir)
{
    Csv csv;
    Mat x = evenly(5001, 0, 50), y = mat_copy(&x);
    size_t one = 0;
    sigmoid(&x, &y);
    while (one < mat_size(&y) && y.data[one] < 1)
        one++;
    real top = 0;
    while (!isinf(exp(top + (real)0.01)))
        top += (real)0.01;
    if (!start_table(dir, "limits-" PRECISION ".csv",
                     "exp_overflows,sigmoid_is_one,machine", &csv))
        exit(3);
    csv_row(&csv, "%.4g,%.3g,%.3g", (double)top,
            one < mat_size(&y) ? (double)x.data[one] : NAN, MACHINE);
    if (!csv_close(&csv))
        exit(3);
    mat_free(&x), mat_free(&y);
}

/* The error of a difference */

/* The sigmoid with every step rounded to `real`. It is written out here, and
 * not yours: while yours runs central_difference(), it cannot be asked for
 * something else too. */
static double rounded_sigmoid(double x, void *context)
{
    (void)context;
    real e = exp(-(real)x);
    return (real)(1 / (1 + e));
}

/* Mean relative errors of both kinds of difference at the points `x`, whose
 * slopes are `slope`. */
static void measure(const Mat *x, const Mat *slope, double eps,
                    double *central, double *one_sided)
{
    *central = *one_sided = 0;
    for (size_t i = 0; i < SAMPLES; i++) {
        double at = x->data[i], right = slope->data[i];
        double c = central_difference(rounded_sigmoid, NULL, at, eps);
        double o =
            (rounded_sigmoid(at + eps, NULL) - rounded_sigmoid(at, NULL)) /
            eps;
        *central += relative_error(c, right) / SAMPLES;
        *one_sided += relative_error(o, right) / SAMPLES;
    }
}

/* At the best epsilon the error is near the 2/3 power of the machine's, and
 * epsilon itself near its cube root. */
static void judge_epsilon(const double *eps, const double *error)
{
    size_t best = 0;
    for (size_t i = 0; i < STEPS; i++)
        if (!(error[i] >= error[best]))
            best = i;
    double due = cbrt(MACHINE), ratio = eps[best] / due;
    run_verdict(EPSILON, BEST,
                error[best] < 10 * due * due && ratio > 1. / 30 && ratio < 30,
                "the smallest error is too large, or at another epsilon "
                "than about the cube root of the machine's epsilon",
                "the smallest error is %.3g, at epsilon %.3g", error[best],
                eps[best]);
    run_verdict(EPSILON, RISES, error[STEPS - 1] > 100 * error[best],
                "the error does not rise again for a tiny epsilon",
                "it is %.3g at %.3g", error[STEPS - 1], eps[STEPS - 1]);
}

static void write_best(const char *dir, const double *eps,
                       const double *central, const double *one_sided)
{
    Csv csv;
    size_t best = 0, sided = 0;
    for (size_t i = 0; i < STEPS; i++) {
        best = central[i] < central[best] ? i : best;
        sided = one_sided[i] < one_sided[sided] ? i : sided;
    }
    if (!start_table(dir, "best-" PRECISION ".csv", "kind,epsilon,error",
                     &csv))
        exit(3);
    csv_row(&csv, "central,%.2g,%.2g", eps[best], central[best]);
    csv_row(&csv, "one_sided,%.2g,%.2g", eps[sided], one_sided[sided]);
    if (!csv_close(&csv))
        exit(3);
}

static void draw_errors(const char *dir)
{
    double eps[STEPS], central[STEPS], one_sided[STEPS];
    Mat x = evenly(SAMPLES, -4, 4), slope = mat_copy(&x);
    Csv csv;
    sigmoid_gradient(&x, &slope);
    if (!start_table(dir, "epsilon-" PRECISION ".csv",
                     "epsilon,central,one_sided", &csv))
        exit(3);
    for (size_t i = 0; i < STEPS; i++) {
        eps[i] = pow(10, -(double)i / PER_DECADE);
        measure(&x, &slope, eps[i], &central[i], &one_sided[i]);
        csv_row(&csv, "%.6g,%.6g,%.6g", eps[i], central[i], one_sided[i]);
    }
    if (!csv_close(&csv))
        exit(3);
    write_best(dir, eps, central, one_sided);
    judge_epsilon(eps, central);
    mat_free(&x), mat_free(&slope);
}

void experiment(const char *dir)
{
    draw_curves(dir);
    judge_range();
    judge_far_out();
    find_limits(dir);
    draw_errors(dir);
}
