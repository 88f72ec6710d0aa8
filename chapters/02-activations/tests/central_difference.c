/* Checks of central_difference. */
#include "activations.h"
#include "check.h"
#include "cubic.h"
#include "elementwise.h"

#include <stdio.h>

/* Was f asked at `point`, up to rounding? */
static bool asked_at(const Cubic *p, double point, double slack)
{
    for (size_t i = 0; i < p->calls && i < CALLS; i++)
        if (fabs(p->asked[i] - point) <= slack * (1 + fabs(point)))
            return true;
    return false;
}

static bool asked_both(const Cubic *p, double one, double other, double slack)
{
    if (p->calls != 2)
        return false;
    return asked_at(p, one, slack) && asked_at(p, other, slack);
}

static const char *cause_of_points(const Cubic *p, double x, double eps)
{
    if (asked_both(p, x, x + eps, 1e-14) || asked_both(p, x - eps, x, 1e-14))
        return "this is a one-sided difference: one of the two points is x "
               "itself";
    if (asked_both(p, x - eps / 2, x + eps / 2, 1e-14))
        return "the points are x - eps / 2 and x + eps / 2: here eps is "
               "half their distance, not the whole";
    if (asked_both(p, x - eps, x + eps, 1e-6))
        return "x or eps loses digits on the way, as if kept in a float";
    if (p->calls == 2 && p->asked[0] != p->asked[1] &&
        fabs((p->asked[0] + p->asked[1]) / 2 - x) <= 1e-14 * (1 + fabs(x)))
        return "the two points are equally far from x, but not by eps";
    if (asked_both(p, x + eps, x + eps, 1e-14) ||
        asked_both(p, x - eps, x - eps, 1e-14))
        return "both points are the same: one of them needs the other sign";
    return NULL;
}

Test(central_difference, asks_f_left_and_right_of_x)
{
    Cubic p = fresh_cubic();
    double x = check_uniform(1, 3), eps = check_uniform(0.2, 0.6);
    central_difference(cubic, &p, x, eps);
    bool right = p.calls > 0;
    for (size_t i = 0; i < p.calls && i < CALLS; i++)
        right = right && (fabs(p.asked[i] - (x - eps)) <= 1e-14 ||
                          fabs(p.asked[i] - (x + eps)) <= 1e-14);
    if (right && asked_at(&p, x - eps, 1e-14) &&
        asked_at(&p, x + eps, 1e-14) && p.calls <= CALLS)
        return;
    char details[300];
    snprintf(details, sizeof details,
             "x = %.9g, eps = %.9g, %zu calls, the first two at %.9g and "
             "%.9g",
             x, eps, p.calls, p.calls > 0 ? p.asked[0] : NAN,
             p.calls > 1 ? p.asked[1] : NAN);
    check_fail(p.calls ? "f has to be called at x - eps and x + eps, and "
                         "nowhere else"
                       : "f is never called",
               cause_of_points(&p, x, eps), p.calls ? details : NULL);
}

/* Suspects for the slope of `p` at x. Those that depend on the points asked
 * are told only if f was asked there. */
static void suspect_difference(Cubic *p, double x, double eps)
{
    Cubic calm = *p; /* what is asked from here on is not noted in p */
    double here = cubic(x, &calm), lo = cubic(x - eps, &calm),
           hi = cubic(x + eps, &calm), due = (hi - lo) / (2 * eps);
    const char *sided = "this is a one-sided difference: one of the two "
                        "points is x itself";
    check_suspect_num((hi - here) / eps, sided);
    check_suspect_num((here - lo) / eps, sided);
    check_suspect_num((hi - here) / (2 * eps),
                      "one of the two points is x itself");
    if (!asked_both(p, x - eps, x + eps, 1e-14))
        return;
    check_suspect_num(2 * due, "twice too large: the points are 2 eps apart, "
                               "not eps");
    check_suspect_num(due / 2, "half of what is due: the points are 2 eps "
                               "apart, not 4");
    check_suspect_num(-due, "the two values of f are subtracted in the wrong "
                            "order");
    check_suspect_num((hi + lo) / (2 * eps),
                      "the two values of f are added: a slope comes from "
                      "their difference");
    check_suspect_num(hi - lo, "the rise is not divided by the distance");
    check_suspect_num((hi - lo) / 2 * eps,
                      "a / 2 * eps multiplies by eps: the denominator needs "
                      "brackets");
    check_suspect_num(hi - lo / (2 * eps),
                      "only f(x - eps) is divided: the difference needs "
                      "brackets");
    check_suspect_num(0, integers);
}

Test(central_difference, is_the_slope_between_the_two_points)
{
    Cubic p = fresh_cubic(), q = p;
    double x = check_uniform(1, 3), eps = check_uniform(0.2, 0.6);
    double due = (cubic(x + eps, &q) - cubic(x - eps, &q)) / (2 * eps);
    check_given_num("x", x);
    check_given_num("eps", eps);
    double got = central_difference(cubic, &p, x, eps);
    suspect_difference(&p, x, eps);
    check_num("the slope of a cubic with a large eps", got, due, 1e-9);
}

Test(central_difference, is_exact_for_a_parabola)
{
    Cubic p = {.b = check_uniform(1, 2), .c = check_uniform(-3, 3)};
    double x = check_uniform(-3, 3), eps = check_uniform(0.2, 0.6);
    check_given_num("x", x);
    check_given_num("eps", eps);
    double got = central_difference(cubic, &p, x, eps);
    suspect_difference(&p, x, eps);
    check_num("the slope of a parabola", got, 2 * p.b * x + p.c, 1e-9);
}

static double sine(double x, void *context)
{
    return sin(*(double *)context * x);
}

Test(central_difference, comes_close_to_the_derivative)
{
    double w = check_uniform(0.5, 2), x = check_uniform(-3, 3);
    check_given_num("w", w);
    check_given_num("x", x);
    double got = central_difference(sine, &w, x, 1e-5);
    check_num("the slope of sin(w x) with eps = 1e-5", got, w * cos(w * x),
              1e-8);
}
