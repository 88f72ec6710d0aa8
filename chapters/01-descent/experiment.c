/* experiment.c - the runs of chapter 1, and a map of the surface. */
#include "experiment.h"
#include "csv.h"
#include "descent.h"

#include <stdlib.h>
#include <string.h>

const RunCheck run_checks[] = {
    {"run_first", "starts_at_3_2_and_takes_10_steps"},
    {"run_first", "moves_against_the_slope"},
    {"run_large", "starts_at_3_2_and_takes_13_steps"},
    {"run_large", "moves_against_the_slope"},
    {NULL, NULL}};

static const double start_x = 3, start_y = 2;

/* The surface: heights on a grid, and the points where it is level */

static void write_surface(const char *dir)
{
    Csv csv;
    if (!csv_open(dir, "surface.csv", NULL, "x,y,f", &csv))
        return;
    for (int i = -50; i <= 50; i++) {
        for (int j = -50; j <= 50; j++)
            csv_row(&csv, "%g,%g,%.6f", i / 10.0, j / 10.0,
                    surface(i / 10.0, j / 10.0));
        csv_row(&csv, "%s", ""); /* gnuplot: one row of the grid ends */
    }
    csv_close(&csv);
}

/* A place with its slopes and curvatures, all by central differences. */
typedef struct {
    double x, y;
    double dx, dy;
    double dxx, dxy, dyy;
} Place;

static Place look(double x, double y)
{
    const double e = 1e-3;
    double f = surface(x, y);
    double east = surface(x + e, y), west = surface(x - e, y);
    double north = surface(x, y + e), south = surface(x, y - e);
    double mixed = surface(x + e, y + e) - surface(x + e, y - e) -
                   surface(x - e, y + e) + surface(x - e, y - e);
    return (Place){x,
                   y,
                   (east - west) / (2 * e),
                   (north - south) / (2 * e),
                   (east - 2 * f + west) / (e * e),
                   mixed / (4 * e * e),
                   (north - 2 * f + south) / (e * e)};
}

/* Newton's method: to the stationary point of the parabola that fits here. */
static bool stationary_point(double x, double y, Place *p)
{
    for (int i = 0; i < 50; i++) {
        *p = look(x, y);
        double det = p->dxx * p->dyy - p->dxy * p->dxy;
        double move_x = (p->dyy * p->dx - p->dxy * p->dy) / det;
        double move_y = (p->dxx * p->dy - p->dxy * p->dx) / det;
        if (hypot(move_x, move_y) < 1e-9)
            return true;
        x -= move_x;
        y -= move_y;
    }
    return false;
}

static int by_x(const void *a, const void *b)
{
    double left = ((const Place *)a)->x, right = ((const Place *)b)->x;
    return (left > right) - (left < right);
}

/* All stationary points that a grid of starts leads to, from left to right.
 */
static size_t stationary_points(Place *places, size_t most)
{
    size_t count = 0;
    for (int i = -20; i <= 20; i++) {
        Place p;
        bool known = !stationary_point(i / 4.0, -i / 8.0, &p);
        for (size_t k = 0; k < count; k++)
            known =
                known || hypot(p.x - places[k].x, p.y - places[k].y) < 1e-3;
        if (!known && count < most)
            places[count++] = p;
    }
    qsort(places, count, sizeof *places, by_x);
    return count;
}

/* The curvatures are the smaller and larger eigenvalue of the Hessian;
 * `limit`: the largest step that settles there. */
static void write_stationary_points(const char *dir, Place *deepest)
{
    Csv csv;
    Place places[20];
    size_t count = stationary_points(places, 20);
    if (!csv_open(dir, "stationary.csv", NULL,
                  "x,y,f,kind,least_curvature,most_curvature,limit", &csv))
        return;
    for (size_t i = 0; i < count; i++) {
        const Place *p = &places[i];
        double mean = (p->dxx + p->dyy) / 2;
        double radius = hypot((p->dxx - p->dyy) / 2, p->dxy);
        bool minimum = mean - radius > 0;
        csv_row(&csv, "%.4f,%.4f,%.4f,%s,%.4f,%.4f,%.4f", p->x, p->y,
                surface(p->x, p->y), minimum ? "minimum" : "saddle",
                mean - radius, mean + radius, 2 / (mean + radius));
        if (i == 0 || surface(p->x, p->y) < surface(deepest->x, deepest->y))
            *deepest = *p;
    }
    csv_close(&csv);
}

/* Single runs, each with a table of its own and a line in runs.csv */

static void write_path(const char *dir, const char *name, double step,
                       double decay, const Mat *path, Csv *runs)
{
    Csv csv;
    char file[80];
    snprintf(file, sizeof file, "%s.csv", name);
    if (!csv_open(dir, file, NULL, "t,x,y,f,step", &csv))
        return;
    for (size_t t = 0; t < path->rows; t++)
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", t, (double)AT(path, t, 0),
                (double)AT(path, t, 1), (double)AT(path, t, 2),
                step * pow(decay, (double)t));
    csv_close(&csv);
    const real *end = &AT(path, path->rows - 1, 0);
    csv_row(runs, "%s,%g,%zu,%g,%.5f,%.5f,%.5f", name, step, path->rows - 1,
            decay, (double)end[0], (double)end[1], (double)end[2]);
}

/* The largest distance between a move and the one that the slope, by central
 * differences, asks for; NaN if any is. */
static double worst_move(const Mat *path, double step)
{
    double worst = 0;
    for (size_t t = 0; t + 1 < path->rows; t++) {
        Place p = look(AT(path, t, 0), AT(path, t, 1));
        double off = hypot(AT(path, t + 1, 0) - (p.x - step * p.dx),
                           AT(path, t + 1, 1) - (p.y - step * p.dy));
        if (!(off <= worst))
            worst = off;
    }
    return worst;
}

/* `check` is the first of the run's two checks in run_checks. */
static void judge_path(const RunCheck *check, double step, const Mat *path)
{
    bool begins = AT(path, 0, 0) == start_x && AT(path, 0, 1) == start_y;
    size_t last = path->rows - 1;
    double height = surface(AT(path, last, 0), AT(path, last, 1));
    run_verdict(check[0].exercise, check[0].check,
                begins && fabs(height - AT(path, last, 2)) < 1e-4,
                "the history does not begin at (3, 2), or its last row does "
                "not hold the height there",
                "row 0: %g, %g; last row: %g, %g, %g", (double)AT(path, 0, 0),
                (double)AT(path, 0, 1), (double)AT(path, last, 0),
                (double)AT(path, last, 1), (double)AT(path, last, 2));
    double worst = worst_move(path, step);
    run_verdict(check[1].exercise, check[1].check, worst < 1e-4,
                "a move is not the step times the slope, downhill",
                "the worst move is off by %g", worst);
}

static void run_constant(const char *dir, const char *name, double step,
                         size_t steps, const RunCheck *check, Csv *runs)
{
    Mat path = mat_new(steps + 1, 3);
    optimise(start_x, start_y, step, steps, &path);
    write_path(dir, name, step, 1, &path, runs);
    if (check)
        judge_path(check, step, &path);
    mat_free(&path);
}

static void run_decay(const char *dir, const char *name, double step,
                      size_t steps, double decay, Csv *runs)
{
    Mat path = mat_new(steps + 1, 3);
    optimise_decay(start_x, start_y, step, steps, decay, &path);
    write_path(dir, name, step, decay, &path, runs);
    mat_free(&path);
}

/* The number of steps in somebody's settings, kept within bounds. */
static size_t steps_of(const Mat *settings)
{
    double steps = AT(settings, 0, 1);
    return steps >= 0 && steps <= 100 ? (size_t)steps : 0;
}

static void write_runs(const char *dir)
{
    Csv runs;
    if (!csv_open(dir, "runs.csv", NULL, "run,step,steps,decay,x,y,f", &runs))
        return;
    run_constant(dir, "first", .1, 10, &run_checks[0], &runs);
    run_constant(dir, "large", .305, 13, &run_checks[2], &runs);
    run_decay(dir, "decay", .2, 10, .8, &runs);
    Mat constant = mat_new(1, 2), shrinking = mat_new(1, 3);
    tuned_constant(&constant);
    tuned_decay(&shrinking);
    run_constant(dir, "tuned", AT(&constant, 0, 0), steps_of(&constant), NULL,
                 &runs);
    run_decay(dir, "tuned_decay", AT(&shrinking, 0, 0), steps_of(&shrinking),
              AT(&shrinking, 0, 2), &runs);
    mat_free(&constant);
    mat_free(&shrinking);
    csv_close(&runs);
}

/* Where does a constant step lead, if it has all the time it wants? `before`
 * is the height one step earlier: where it differs, the path never settles.
 */

enum { LONG = 2000 };

static void write_window(const char *dir, double low, double high)
{
    Csv csv;
    if (!csv_open(dir, "window.csv", NULL, "low,high", &csv))
        return;
    csv_row(&csv, "%.3f,%.3f", low, high);
    csv_close(&csv);
}

static void write_sweep(const char *dir, const Place *deepest)
{
    Csv csv;
    double low = NAN, high = NAN;
    if (!csv_open(dir, "sweep.csv", NULL, "step,x,y,f,before,reached", &csv))
        return;
    Mat path = mat_new(LONG + 1, 3);
    for (int i = 20; i <= 300; i++) {
        optimise(start_x, start_y, i / 1000.0, LONG, &path);
        double x = AT(&path, LONG, 0), y = AT(&path, LONG, 1);
        bool reached = hypot(x - deepest->x, y - deepest->y) < .01;
        csv_row(&csv, "%.3f,%.5f,%.5f,%.5f,%.5f,%d", i / 1000.0, x, y,
                (double)AT(&path, LONG, 2), (double)AT(&path, LONG - 1, 2),
                reached);
        if (reached) {
            low = isnan(low) ? i / 1000.0 : low;
            high = i / 1000.0;
        }
    }
    mat_free(&path);
    csv_close(&csv);
    write_window(dir, low, high);
}

void experiment(const char *dir)
{
    Place deepest = {0};
    write_surface(dir);
    write_stationary_points(dir, &deepest);
    write_runs(dir);
    write_sweep(dir, &deepest);
}
