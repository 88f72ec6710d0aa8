/* Checks of optimise_decay. */
#include "check.h"
#include "descent.h"
#include "paths.h"
#include "suspects.h"
#include "walk.h"

Test(optimise_decay, walks_with_shrinking_steps)
{
    Run run = random_run(.05, .15);
    run.decay = check_uniform(.5, .9);
    Mat path = checked_path(&run, true);
    mat_free(&path);
}

Test(optimise_decay, takes_the_first_step_at_full_length)
{
    Run run = random_run(.05, .15);
    run.steps = 1;
    run.decay = check_uniform(.5, .9);
    Mat path = check_junk(2, 3), due = walk(&run, RIGHT);
    given_run(&run, true);
    suspect_walk(&run, EARLY,
                 "the first move is shortened already: t starts at 0, the "
                 "first move has the full step");
    optimise_decay(run.x, run.y, run.step, 1, run.decay, &path);
    check_mat("a path of one step", &path, &due, 1e-8);
    mat_free(&path);
    mat_free(&due);
}

Test(optimise_decay, soon_takes_much_shorter_steps)
{
    Run run = {.123, .456, .01, 3, .1};
    Mat path = checked_path(&run, true);
    double first = fabs(AT(&path, 1, 0) - AT(&path, 0, 0));
    double second = fabs(AT(&path, 2, 0) - AT(&path, 1, 0));
    check_that(first > 5 * second, "the second step is hardly shorter",
               "x moved by %g, then by %g", first, second);
    mat_free(&path);
}

Test(optimise_decay, ends_where_ten_shrinking_steps_lead)
{
    check_end(&(Run){3, 2, .2, 10, .8}, true, -2.16415);
}

Test(optimise_decay, with_a_decay_of_one_keeps_the_step)
{
    Run run = random_run(.02, .12);
    Mat path = checked_path(&run, true);
    mat_free(&path);
}

Test(optimise_decay, without_steps_is_the_start_alone)
{
    Run run = random_run(.02, .12);
    run.steps = 0;
    run.decay = check_uniform(.5, .9);
    check_whole_path(&run, true);
}

Test(optimise_decay, takes_more_than_a_thousand_steps)
{
    Run run = random_run(.005, .01);
    run.steps = check_size(1030, 1200);
    run.decay = check_uniform(.99, .999);
    check_whole_path(&run, true);
}

Test(optimise_decay, takes_walks_of_any_length_one_after_the_other)
{
    check_sequence(true);
}

Test(optimise_decay, leaves_path_alone_when_its_shape_is_wrong)
{
    check_shapes(true);
}
