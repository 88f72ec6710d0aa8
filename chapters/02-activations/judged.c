/* judged.c - the four curves by their formulas, for the grader's runs only:
 * students do not get this file. */
#include "activations_judged.h"

static double apart(double got, double due)
{
    return isnan(got) ? INFINITY : fabs(got - due);
}

double curves_error(double x, double s, double ds, double r, double dr)
{
    double e = exp(-fabs(x));
    double error = apart(s, x < 0 ? e / (1 + e) : 1 / (1 + e));
    error = fmax(error, apart(ds, e / ((1 + e) * (1 + e))));
    error = fmax(error, apart(r, x > 0 ? x : 0));
    return fmax(error, apart(dr, x > 0));
}
