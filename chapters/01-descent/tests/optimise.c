/* Checks of optimise. */
#include "check.h"
#include "descent.h"
#include "paths.h"
#include "walk.h"

Test(optimise, walks_downhill_and_keeps_every_point)
{
    Run run = random_run(.02, .12);
    Mat path = checked_path(&run, false);
    mat_free(&path);
}

Test(optimise, falls_from_the_first_step_on)
{
    Run run = {.123, .456, .01, 2, 1};
    Mat path = checked_path(&run, false);
    double x0 = AT(&path, 0, 0), x1 = AT(&path, 1, 0);
    check_that(x1 != x0, "x does not change", "x is %g before and after", x0);
    check_that(AT(&path, 2, 2) < AT(&path, 0, 2), "the height does not fall",
               "from %g to %g", (double)AT(&path, 0, 2),
               (double)AT(&path, 2, 2));
    check_that(fabs(x1 - x0) < 1, "the first move is too long",
               "from %g to %g", x0, x1);
    mat_free(&path);
}

Test(optimise, ends_where_ten_steps_of_a_tenth_lead)
{
    check_end(&(Run){3, 2, .1, 10, 1}, false, 1.29676);
}

Test(optimise, ends_where_thirteen_long_steps_lead)
{
    check_end(&(Run){3, 2, .305, 13, 1}, false, .10066);
}

Test(optimise, without_steps_is_the_start_alone)
{
    Run run = random_run(.02, .12);
    run.steps = 0;
    check_whole_path(&run, false);
}

Test(optimise, takes_more_than_a_thousand_steps)
{
    Run run = random_run(.005, .01);
    run.steps = check_size(1030, 1200);
    check_whole_path(&run, false);
}

Test(optimise, takes_walks_of_any_length_one_after_the_other)
{
    check_sequence(false);
}

Test(optimise, leaves_path_alone_when_its_shape_is_wrong)
{
    check_shapes(false);
}
