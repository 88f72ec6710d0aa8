/* Checks of tuned. */
#include "check.h"
#include "descent.h"
#include "walk.h"

#include <stdio.h>
#include <string.h>

/* Settings: where do they lead, by the right descent? */

static bool whole(double value, double most)
{
    return value >= 1 && value <= most && value == floor(value);
}

/* Why a path that ended at (x, y) is too high: follow the slope from there
 * in tiny steps and see which hollow it is. NULL when there is no telling. */
static const char *why_high(double x, double y)
{
    if (!(fabs(x) <= 5 && fabs(y) <= 5))
        return "the path leaves the square from -5 to 5: the step is too "
               "long";
    Run down = {x, y, .01, 3000, 1};
    Mat path = walk(&down, RIGHT);
    double bottom = AT(&path, down.steps, 2);
    mat_free(&path);
    if (bottom < -2)
        return "the path ends on the slope of the right hollow, but not yet "
               "at its bottom";
    return "the path ends in another hollow than the deepest";
}

/* What is wrong with settings (step, steps[, decay]), or NULL. */
static const char *wrong_settings(const Mat *s)
{
    if (!(AT(s, 0, 0) > 0 && isfinite(AT(s, 0, 0))))
        return "the step has to be a number above 0";
    if (!whole(AT(s, 0, 1), 100))
        return "the number of steps has to be a whole number, 1 to 100";
    if (s->cols == 3 && !(AT(s, 0, 2) > 0 && AT(s, 0, 2) < 1))
        return "the decay has to be above 0 and below 1";
    return NULL;
}

static void check_settings(const Mat *s)
{
    char details[200];
    double decay = s->cols == 3 ? AT(s, 0, 2) : 1;
    snprintf(details, sizeof details, "step %g, %g steps, decay %g",
             (double)AT(s, 0, 0), (double)AT(s, 0, 1), decay);
    const char *wrong = wrong_settings(s);
    if (wrong)
        check_fail(wrong, NULL, details);
    Run run = {3, 2, AT(s, 0, 0), (size_t)AT(s, 0, 1), decay};
    Mat path = walk(&run, RIGHT);
    double x = AT(&path, run.steps, 0), y = AT(&path, run.steps, 1);
    double height = AT(&path, run.steps, 2);
    mat_free(&path);
    size_t used = strlen(details);
    snprintf(details + used, sizeof details - used,
             ", which end at (%.4g, %.4g), f = %.5g", x, y, height);
    if (!(height < -2))
        check_fail("with these settings the path from (3, 2) does not get "
                   "below -2",
                   why_high(x, y), details);
}

Test(tuned, a_constant_step_gets_below_minus_two)
{
    Mat settings = check_junk(1, 2);
    tuned_constant(&settings);
    check_settings(&settings);
    mat_free(&settings);
}

Test(tuned, a_shrinking_step_gets_below_minus_two)
{
    Mat settings = check_junk(1, 3);
    tuned_decay(&settings);
    check_settings(&settings);
    mat_free(&settings);
}
