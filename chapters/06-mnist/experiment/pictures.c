/* pictures.c - digits, weights and mistakes as pictures. A table goes through
 * the whole picture line by line, from the top; between the tiles lies a
 * border without value. */
#include "pictures.h"
#include "csv.h"
#include "evaluate.h"
#include "experiment.h"
#include "labels.h"
#include "mnist.h"
#include "plan.h"
#include "session.h"
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 28, TILE = SIDE + 2, ACROSS = 5 };

void write_tiles(const Session *s, const char *name, size_t tiles,
                 PixelFn pixel, const void *what, double between)
{
    Csv csv;
    if (!start_table(s, name, "column,row,value", &csv))
        return;
    for (size_t row = 0; row < (tiles + ACROSS - 1) / ACROSS * TILE; row++)
        for (size_t column = 0; column < ACROSS * TILE; column++) {
            size_t tile = row / TILE * ACROSS + column / TILE;
            size_t down = row % TILE, across = column % TILE;
            bool inside = tile < tiles && down < SIDE && across < SIDE;
            csv_row(&csv, "%zu,%zu,%.5g", column, row,
                    inside ? pixel(what, tile, SIDE * down + across)
                           : between);
        }
    csv_close(&csv);
}

typedef struct {
    const Data *data;
    size_t which[2 * CLASSES];
} Album;

static double ink(const void *what, size_t tile, size_t pixel)
{
    const Album *album = what;
    const Data *d = album->data;
    return d->bytes[album->which[tile] * d->features + pixel];
}

void write_strip(const Session *s)
{
    Album album = {.data = &s->train};
    for (size_t place = 0; place < 2 * CLASSES; place++) {
        size_t i = place < CLASSES ? 0 : album.which[place - CLASSES] + 1;
        while (i + 1 < s->train.count &&
               s->train.labels[i] != place % CLASSES)
            i++;
        album.which[place] = i;
    }
    write_tiles(s, "strip.csv", 2 * CLASSES, ink, &album, 0);
}

double weight(const void *what, size_t tile, size_t pixel)
{
    return (double)AT((const Mat *)what, pixel, tile);
}

Opinion opinion_of(const Model *model, const Data *d, const Scale *scale)
{
    Opinion o = {bytes_for(d->count), calloc(d->count, sizeof *o.cost),
                 calloc(d->count, sizeof *o.probability)};
    size_t *index = calloc(d->count, sizeof *index);
    if (!o.cost || !o.probability || !index)
        check_fail("no memory for answers", NULL, NULL);
    for (size_t i = 0; i < d->count; i++)
        index[i] = i;
    Mat x = mat_new(d->count, d->features), z = {0};
    data_gather(d, scale, index, &x);
    model_logits(model, &x, &z);
    model_score(model, d, scale, o.guess);
    for (size_t i = 0; i < d->count; i++) {
        const real *row = &AT(&z, i, 0);
        o.cost[i] =
            -(double)logl(model_probability(row, z.cols, d->labels[i]));
        o.probability[i] = (double)model_probability(row, z.cols, o.guess[i]);
    }
    free(index);
    mat_free(&x);
    mat_free(&z);
    return o;
}

void write_confusion(const Session *s, const Opinion *o)
{
    size_t counts[CLASSES][CLASSES] = {0}, worst = 0, label = 0, guess = 0;
    Csv csv;
    for (size_t i = 0; i < s->test.count; i++)
        counts[s->test.labels[i]][o->guess[i]]++;
    if (start_table(s, "confusion.csv", "label,predicted,count,share",
                    &csv)) {
        for (size_t l = 0; l < CLASSES; l++) {
            size_t all = 0;
            for (size_t g = 0; g < CLASSES; g++)
                all += counts[l][g];
            for (size_t g = 0; g < CLASSES; g++) {
                csv_row(&csv, "%zu,%zu,%zu,%.5f", l, g, counts[l][g],
                        (double)counts[l][g] / (double)all);
                if (l != g && counts[l][g] > worst) {
                    worst = counts[l][g];
                    label = l;
                    guess = g;
                }
            }
        }
        csv_close(&csv);
    }
    if (start_table(s, "confused.csv", "label,predicted,count", &csv)) {
        csv_row(&csv, "%zu,%zu,%zu", label, guess, worst);
        csv_close(&csv);
    }
}

void write_mistakes(const Session *s, const Opinion *o)
{
    Album album = {.data = &s->test};
    double least = INFINITY;
    Csv csv;
    for (size_t place = 0; place < CLASSES; place++) {
        double most = -INFINITY;
        for (size_t i = 0; i < s->test.count; i++)
            if (o->cost[i] < least && o->cost[i] > most) {
                most = o->cost[i];
                album.which[place] = i;
            }
        least = most;
    }
    write_tiles(s, "mistakes.csv", CLASSES, ink, &album, 0);
    if (!start_table(s, "mistakes_said.csv",
                     "place,label,predicted,probability,loss", &csv))
        return;
    for (size_t place = 0; place < CLASSES; place++) {
        size_t i = album.which[place];
        csv_row(&csv, "%zu,%d,%d,%.4f,%.4f", place, s->test.labels[i],
                o->guess[i], o->probability[i], o->cost[i]);
    }
    csv_close(&csv);
}

/* A drawing takes no words from the code under test. */
static void need_layers(const char *plan)
{
    PlanLine line;
    int is;
    while ((is = plan_next(&plan, &line)) == 1)
        continue;
    if (is < 0)
        check_fail("net_describe() gives a line that describes no layer",
                   NULL, NULL);
}

/* One line for each value that flows through the net, with what leads to it,
 * in words of ours. Gives the number of parameters. */
static size_t write_layers(Csv *csv, const char *plan)
{
    size_t place = 0, out = 0, whole = 0;
    PlanLine line;
    while (plan_next(&plan, &line) == 1) {
        if (line.kind != LAYER_LINEAR) {
            csv_row(csv, "%zu,%zu,%s,0", place++, out,
                    line.kind == LAYER_RELU ? "relu" : "sigmoid");
            continue;
        }
        out = line.out;
        if (place == 0)
            csv_row(csv, "%zu,%zu,input,0", place++, line.in);
        csv_row(csv, "%zu,%zu,linear,%zu", place++, out, (line.in + 1) * out);
        whole += (line.in + 1) * out;
    }
    return whole;
}

void write_architecture(const Session *s)
{
    char text[1000];
    Csv csv;
    Net *net =
        mlp_new(DEFAULT_NET.widths, DEFAULT_NET.count, experiment_seed());
    if (!net)
        return;
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    need_layers(text);
    if (!start_table(s, "architecture.csv", "place,units,layer,parameters",
                     &csv))
        return;
    size_t whole = write_layers(&csv, text);
    csv_close(&csv);
    if (start_table(s, "parameters.csv", "parameters", &csv)) {
        csv_row(&csv, "%zu", whole);
        csv_close(&csv);
    }
    net_free(net);
}
