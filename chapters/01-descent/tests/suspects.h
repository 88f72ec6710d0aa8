/* suspects.h - known wrong walks. */
#ifndef TESTS_01_SUSPECTS_H
#define TESTS_01_SUSPECTS_H

#include "check.h"
#include "descent.h"
#include "walk.h"

/* The history that the student's own gradient leads to. */
static inline Mat walk_own(const Run *run)
{
    Mat path = mat_new(run->steps + 1, 3), g = mat_new(1, 2);
    double x = run->x, y = run->y;
    put_row(&path, 0, x, y);
    for (size_t t = 0; t < run->steps; t++) {
        surface_gradient(x, y, &g);
        x -= rate(run, t, 0, RIGHT) * AT(&g, 0, 0);
        y -= rate(run, t, 1, RIGHT) * AT(&g, 0, 1);
        put_row(&path, t + 1, x, y);
    }
    mat_free(&g);
    return path;
}

/* Rows from .. from + count - 1 of `source` become rows to .. of `m`. */
static inline void put_rows(const Mat *source, size_t from, size_t count,
                            size_t to, Mat *m)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < m->cols; j++)
            AT(m, to + i, j) = AT(source, from + i, j);
}

static inline void suspect_walk(const Run *run, Mistake mistake,
                                const char *cause)
{
    Mat wrong = walk(run, mistake);
    check_suspect(&wrong, cause);
    mat_free(&wrong);
}

/* Right steps, wrongly written down; `before` is what `path` held. */
static inline void suspect_histories(const Run *run, const Mat *before)
{
    Run longer = *run;
    longer.steps++;
    Mat all = walk(&longer, RIGHT); /* steps + 2 rows */
    Mat wrong = mat_copy(before);
    const size_t n = run->steps;

    static const char end[] =
        "the history lacks its end: the last row, the point "
        "after the last step, is never written";
    put_rows(&all, 0, n, 0, &wrong);
    check_suspect(&wrong, end);

    static const char start[] =
        "the history lacks its start: row 0 is the point "
        "before any step";
    put_rows(&all, 1, n, 0, &wrong);
    check_suspect(&wrong, start);
    put_rows(&all, n, 1, n, &wrong);
    check_suspect(&wrong, start); /* the end is there twice */
    put_rows(&all, 1, n + 1, 0, &wrong);
    check_suspect(&wrong, start); /* one step more than asked */
    put_rows(before, 0, 1, 0, &wrong);
    put_rows(&all, 1, n, 1, &wrong);
    check_suspect(&wrong, start); /* row 0 is never written */

    put_rows(&all, 0, 1, 0, &wrong);
    put_rows(&all, 0, n, 1, &wrong);
    check_suspect(&wrong, "the start is there twice and the end is missing: "
                          "each row is written before its step");

    put_rows(&all, 0, n + 1, 0, &wrong);
    for (size_t t = 1; t <= n; t++)
        AT(&wrong, t, 2) = AT(&all, t - 1, 2);
    check_suspect(&wrong, "the height in a row is that of the point one step "
                          "before");
    put_rows(&all, 0, n + 1, 0, &wrong);
    for (size_t t = 0; t <= n; t++)
        AT(&wrong, t, 2) = AT(before, t, 2);
    check_suspect(&wrong, "the third column, the height, is not written");
    for (size_t t = 0; t <= n; t++)
        AT(&wrong, t, 2) = AT(&all, 0, 2);
    check_suspect(&wrong, "every row has the height of the start: it has to "
                          "be asked anew at each point");
    mat_free(&wrong);
    mat_free(&all);
}

static inline void suspect_steps(const Run *run)
{
    static const char up[] = "the steps go uphill: the gradient has to be "
                             "subtracted";
    suspect_walk(run, UPHILL, up);
    suspect_walk(run, UPHILL_X, "x goes uphill while y goes downhill");
    suspect_walk(run, UPHILL_Y, "y goes uphill while x goes downhill");
    suspect_walk(run, NEW_X,
                 "y moves by a gradient taken at the new x: both have to "
                 "move by the gradient of the same point");
    suspect_walk(run, FROZEN,
                 "every step uses the gradient of the start: it has to be "
                 "taken anew at each point");
    suspect_walk(run, NO_STEP,
                 "the gradient is not multiplied with the step");
    suspect_walk(run, UNIT,
                 "the gradient was scaled to length 1 before the step: steep "
                 "places are meant to give long steps");
    suspect_walk(run, ONLY_X, "y never moves");
    suspect_walk(run, ONLY_Y, "x never moves");
}

static inline void suspect_decays(const Run *run)
{
    suspect_walk(run, NO_DECAY, "the step does not shrink");
    suspect_walk(run, EARLY,
                 "the step shrinks before the first move: t starts at 0, the "
                 "first move has the full step");
    suspect_walk(run, ALWAYS,
                 "the step shrinks once and then stays: every move shrinks "
                 "it again");
    static const char piled[] =
        "decay^t is multiplied onto a step that has shrunk "
        "already, so the powers pile up: either keep the "
        "first step and use decay^t, or multiply with decay "
        "once a move";
    suspect_walk(run, PILED, piled);
    suspect_walk(run, PILED_EARLY, piled);
    suspect_walk(run, TWICE, "the decay is applied twice in every move");
    static const char each[] =
        "the step shrinks once for x and once more for y: "
        "both move with the same step";
    suspect_walk(run, EACH, each);
    suspect_walk(run, EACH_EARLY, each);
    static const char power[] =
        "decay and t are combined by something other than a "
        "power: the step is step * decay^t";
    suspect_walk(run, TIMES_T, power);
    suspect_walk(run, COMPLEMENT,
                 "decay is taken as what is lost: it is what is left, the "
                 "step is multiplied with it");
    suspect_walk(run, SUBTRACTED, power);
    suspect_walk(run, EXPONENTIAL, power);
    suspect_walk(run, HYPERBOLIC, power);
    suspect_walk(
        run, EVERY_OTHER,
        "the step shrinks with every other move only: in C, 1 / 2 of "
        "two integers is 0");
}

/* Suspects of a whole history. If the student's own gradient is wrong, no
 * other cause may be told: the same steps could come from either. */
static inline void suspect_all(const Run *run, const Mat *before, bool decays)
{
    Mat due = walk(run, RIGHT), own = walk_own(run);
    bool right = true;
    for (size_t i = 0; i < mat_size(&due); i++)
        right = right && fabs(own.data[i] - due.data[i]) < 1e-6;
    if (right) {
        suspect_histories(run, before);
        suspect_steps(run);
        if (decays)
            suspect_decays(run);
    } else {
        check_suspect(&own, "each step follows your surface_gradient, which "
                            "is not right yet: make that pass first");
    }
    mat_free(&due);
    mat_free(&own);
}

/* Does each move of `path` carry on a share of the one before? The second
 * move tells which share. */
static inline void suspect_momentum(const Run *run, const Mat *path)
{
    if (run->steps < 3)
        return;
    Mat wrong = walk(run, RIGHT);
    double x = AT(&wrong, 1, 0), y = AT(&wrong, 1, 1);
    double dx = x - run->x, dy = y - run->y;
    double rest = AT(path, 2, 0) - AT(&wrong, 2, 0);
    double share = rest / dx, rate_now = run->step;
    for (size_t t = 1; t < run->steps; t++) {
        rate_now *= run->decay;
        dx = share * dx - rate_now * slope_x(x, y);
        dy = share * dy - rate_now * slope_y(x, y);
        put_row(&wrong, t + 1, x += dx, y += dy);
    }
    check_suspect(&wrong, "each move carries on a share of the move before: "
                          "that is momentum, which comes later");
    mat_free(&wrong);
}

#endif
