/* paths.h - what optimise() and optimise_decay() are both asked. */
#ifndef TESTS_01_PATHS_H
#define TESTS_01_PATHS_H

#include "check.h"
#include "descent.h"
#include "suspects.h"
#include "walk.h"

static inline void given_run(const Run *run, bool decays)
{
    check_given_num("start x", run->x);
    check_given_num("start y", run->y);
    check_given_num("step", run->step);
    check_given_num("steps", (double)run->steps);
    if (decays)
        check_given_num("decay", run->decay);
}

static inline Run random_run(double lo, double hi)
{
    double x = check_uniform(-3, 3), y = check_uniform(-3, 3);
    double step = check_uniform(lo, hi);
    size_t steps = check_size(4, 7);
    return (Run){x, y, step, steps, 1};
}

/* The student's history of `run`, compared row by row; returns it. */
static inline Mat checked_path(const Run *run, bool decays)
{
    Mat path = check_junk(run->steps + 1, 3), before = mat_copy(&path);
    Mat due = walk(run, RIGHT);
    given_run(run, decays);
    suspect_all(run, &before, decays);
    if (decays)
        optimise_decay(run->x, run->y, run->step, run->steps, run->decay,
                       &path);
    else
        optimise(run->x, run->y, run->step, run->steps, &path);
    suspect_momentum(run, &path);
    check_mat("the path (x, y, f)", &path, &due, 1e-8);
    mat_free(&before);
    mat_free(&due);
    return path;
}

static inline void check_end(const Run *run, bool decays, double height)
{
    Mat path = checked_path(run, decays);
    check_num("the height at the end", AT(&path, run->steps, 2), height,
              5e-6);
    mat_free(&path);
}

static inline void check_whole_path(const Run *run, bool decays)
{
    Mat path = checked_path(run, decays);
    check_no_shape_error();
    mat_free(&path);
}

/* Histories a row short, or long, without room for the height, on their
 * side. */
static inline void check_shapes(bool decays)
{
    static const size_t shapes[][2] = {
        {10, 3}, {12, 3}, {11, 2}, {11, 4}, {3, 11}};
    static const char *const names[] = {"10 x 3", "12 x 3", "11 x 2",
                                        "11 x 4", "3 x 11"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Mat path = check_junk(shapes[i][0], shapes[i][1]);
        Mat before = mat_copy(&path);
        if (decays)
            optimise_decay(3, 2, .1, 10, .9, &path);
        else
            optimise(3, 2, .1, 10, &path);
        check_shape_error("11 x 3", names[i]);
        check_mat("path", &path, &before, 0);
        mat_free(&path);
        mat_free(&before);
    }
}

/* Walks of all lengths in one process; no walk knows of the one before. */
static inline void check_sequence(bool decays)
{
    const size_t lengths[] = {4, 0, 1, check_size(1025, 1100), 2, 7, 5};
    static const char kept[] =
        "the walk begins where an earlier one began, or ended: something is "
        "kept from call to call";
    Run before = {0};
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        Run run = random_run(.02, .06);
        run.steps = lengths[k];
        run.decay = decays ? check_uniform(.5, .99) : 1;
        Run again = run;
        if (k > 0) {
            Mat earlier = walk(&before, RIGHT);
            again.x = before.x, again.y = before.y;
            suspect_walk(&again, RIGHT, kept);
            again.x = AT(&earlier, before.steps, 0);
            again.y = AT(&earlier, before.steps, 1);
            suspect_walk(&again, RIGHT, kept);
            mat_free(&earlier);
        }
        check_whole_path(&run, decays);
        before = run;
    }
}

#endif
