/* Checks of relative_error. */
#include "activations.h"
#include "check.h"

static double larger(double a, double b)
{
    return fabs(a) > fabs(b) ? fabs(a) : fabs(b);
}

/* relative_error() of every pair, what is due, and the known mistakes. */
static void check_pairs(const Mat *a, const Mat *b)
{
    enum {
        DUE,
        ABSOLUTE,
        WHOLE,
        SIGNED,
        BY_A,
        BY_B,
        BY_SUM,
        BY_MEAN,
        FLOOR,
        ADDED,
        UNSIGNED,
        KINDS
    };
    static const char *const causes[KINDS] = {
        [ABSOLUTE] = "this is the absolute error |a - b|: it is not divided "
                     "by anything",
        [WHOLE] = "the digits after the point are gone: abs() is for "
                  "integers, fabs() for doubles",
        [SIGNED] = "the sign of a - b is kept: an error needs fabs()",
        [BY_A] = "the error is divided by |a| even where |b| is larger",
        [BY_B] = "the error is divided by |b| even where |a| is larger",
        [BY_SUM] = "the denominator is |a| + |b|, not the larger of the two",
        [BY_MEAN] = "the denominator is the mean of |a| and |b|, not the "
                    "larger of the two",
        [FLOOR] = "the denominator is kept from being small: numbers below "
                  "1e-8 deserve a relative error too",
        [ADDED] = "a small number is added below the fraction line: that 0 "
                  "and 0 are equal can be asked before",
        [UNSIGNED] = "the signs are dropped too early: numbers of opposite "
                     "signs are further apart than their sizes",
    };
    /* what was added, if anything was: 1e-9 / (1e-9 + added) comes then */
    double added = 1e-9 / relative_error(0, 1e-9) - 1e-9;
    Mat m[KINDS], got = mat_copy(a);
    for (size_t k = 0; k < KINDS; k++)
        m[k] = mat_copy(a);
    for (size_t i = 0; i < mat_size(a); i++) {
        double p = a->data[i], q = b->data[i], d = fabs(p - q);
        got.data[i] = relative_error(p, q);
        m[DUE].data[i] = d / larger(p, q);
        m[ABSOLUTE].data[i] = d;
        m[WHOLE].data[i] = trunc(d) / larger(p, q);
        m[SIGNED].data[i] = (p - q) / larger(p, q);
        m[BY_A].data[i] = d / fabs(p);
        m[BY_B].data[i] = d / fabs(q);
        m[BY_SUM].data[i] = d / (fabs(p) + fabs(q));
        m[BY_MEAN].data[i] = 2 * d / (fabs(p) + fabs(q));
        m[FLOOR].data[i] = d / fmax(1e-8, larger(p, q));
        m[ADDED].data[i] = d / (added + larger(p, q));
        m[UNSIGNED].data[i] = fabs(fabs(p) - fabs(q)) / larger(p, q);
    }
    check_given("a", a);
    check_given("b", b);
    for (size_t k = DUE + 1; k < KINDS; k++)
        check_suspect(&m[k], causes[k]);
    check_mat("the relative error of pairs", &got, &m[DUE], 1e-12);
    mat_free(&got);
    for (size_t k = 0; k < KINDS; k++)
        mat_free(&m[k]);
}

Test(relative_error, compares_numbers_of_any_sign)
{
    Mat a = check_random(1, 8, 1, 4), b = check_random(1, 8, 1, 4);
    for (size_t i = 0; i < 8; i++) {
        a.data[i] *= i & 1 ? -1 : 1;
        b.data[i] *= i & 2 ? -1 : 1;
    }
    b.data[0] = a.data[0] * 2, b.data[3] = a.data[3] / 2;
    check_pairs(&a, &b);
}

Test(relative_error, does_not_depend_on_the_scale)
{
    double scales[] = {1e-300, 1e-20, 1e-9, 1e-3, 1e3, 1e9, 1e20, 1e300};
    Mat a = mat_new(1, 8), b = mat_new(1, 8);
    for (size_t i = 0; i < 8; i++) {
        a.data[i] = scales[i] * check_uniform(1, 4);
        b.data[i] = scales[i] * check_uniform(1, 4);
    }
    check_pairs(&a, &b);
}

Test(relative_error, finds_a_difference_in_the_last_digits)
{
    double a = check_uniform(1, 2), b = a * (1 + 1e-9);
    check_given_num("a", a);
    check_given_num("b", b);
    check_num("1e9 times the relative error", 1e9 * relative_error(a, b), 1,
              1e-6);
}

Test(relative_error, is_0_for_equal_and_2_for_opposite_numbers)
{
    double a = check_uniform(1, 5) * (rng_below(check_rng(), 2) ? 1 : -1);
    check_given_num("a and b", a);
    check_num("the relative error of equal numbers", relative_error(a, a), 0,
              0);
    check_given_num("a and -b", a);
    check_num("the relative error of opposite numbers", relative_error(a, -a),
              2, 1e-15);
}

Test(relative_error, is_0_when_both_are_0)
{
    double got = relative_error(0, 0), other = relative_error(0, -0.0);
    if (isnan(got) || isnan(other))
        check_fail("the relative error of 0 and 0 is not a number",
                   "0 / 0 is not a number: this case needs a line of its own",
                   NULL);
    check_num("the relative error of 0 and 0", got, 0, 0);
    check_num("the relative error of 0 and -0", other, 0, 0);
}

Test(relative_error, is_1_when_one_of_the_two_is_0)
{
    double a = check_uniform(1, 5);
    check_given_num("the other number", a);
    check_num("the relative error of a number and 0", relative_error(a, 0), 1,
              1e-12);
    check_num("the relative error of 0 and a number", relative_error(0, -a),
              1, 1e-12);
    check_num("the relative error of 0 and a tiny number",
              relative_error(0, 1e-300), 1, 1e-12);
}

Test(relative_error, is_not_a_number_when_one_of_the_two_is_not)
{
    const double pairs[][2] = {
        {NAN, 1}, {1, NAN}, {NAN, 0}, {0, NAN}, {NAN, NAN}};
    for (size_t i = 0; i < 5; i++) {
        double got = relative_error(pairs[i][0], pairs[i][1]);
        check_that(isnan(got),
                   "a gradient that is not a number passes: the relative "
                   "error has to be NaN when a or b is",
                   "came %.9g for %g and %g", got, pairs[i][0], pairs[i][1]);
    }
}
