/* mynet.c - the net for paper. */
#include "mynet.h"

#include "csv.h"
#include "rng.h"

static double tenths(Rng *rng)
{
    double size = (double)(1 + rng_below(rng, 9)) / 10;
    return rng_below(rng, 2) ? size : -size;
}

MyNet mynet_of(const char *id)
{
    char text[300];
    snprintf(text, sizeof text, "by_hand:%s", id);
    Rng rng = rng_new(rng_seed_of(text));
    MyNet net = {.x = {0.5, 0.5, 0.1}, .t = {0.9, 0.1}, .rate = 0.1};
    for (size_t j = 0; j < 3; j++)
        for (size_t k = 0; k < 2; k++)
            net.w1[j][k] = tenths(&rng);
    for (size_t k = 0; k < 2; k++)
        net.b1[k] = tenths(&rng);
    for (size_t k = 0; k < 2; k++)
        for (size_t m = 0; m < 2; m++)
            net.w2[k][m] = tenths(&rng);
    for (size_t m = 0; m < 2; m++)
        net.b2[m] = tenths(&rng);
    return net;
}

static void draw_nodes(const MyNet *net, const char *dir)
{
    Csv csv;
    if (!csv_open(dir, "nodes.csv", NULL, "x,y,name,below", &csv))
        return;
    for (size_t j = 0; j < 3; j++)
        csv_row(&csv, "0,%g,x%zu,%.1f", 2 - (double)j * 2, j + 1, net->x[j]);
    for (size_t k = 0; k < 2; k++) {
        csv_row(&csv, "2,%g,h%zu,b = %.1f", 1.4 - (double)k * 2.8, k + 1,
                net->b1[k]);
        csv_row(&csv, "4,%g,y%zu,b = %.1f", 1.4 - (double)k * 2.8, k + 1,
                net->b2[k]);
    }
    csv_close(&csv);
}

/* An edge, with its weight a third of the way along. */
static void draw_edge(Csv *csv, double x, double y, double to_x, double to_y,
                      double weight)
{
    double dx = to_x - x, dy = to_y - y, at = 0.3;
    csv_row(csv, "%g,%g,%g,%g,%g,%g,%.1f", x, y, dx, dy, x + at * dx,
            y + at * dy, weight);
}

static void draw_edges(const MyNet *net, const char *dir)
{
    Csv csv;
    if (!csv_open(dir, "edges.csv", NULL, "x,y,dx,dy,at_x,at_y,weight", &csv))
        return;
    for (size_t k = 0; k < 2; k++) {
        double y = 1.4 - (double)k * 2.8;
        for (size_t j = 0; j < 3; j++)
            draw_edge(&csv, 0, 2 - (double)j * 2, 2, y, net->w1[j][k]);
        for (size_t m = 0; m < 2; m++)
            draw_edge(&csv, 2, y, 4, 1.4 - (double)m * 2.8, net->w2[k][m]);
    }
    csv_close(&csv);
}

void mynet_draw(const MyNet *net, const char *dir)
{
    draw_nodes(net, dir);
    draw_edges(net, dir);
}
