/* pictures.c - digits and weights as pictures: two rows of five digits. A
 * table goes through the whole picture line by line, from the top; places
 * that belong to no digit are 0. */
#include "pictures.h"
#include "csv.h"
#include "digits.h"
#include "neuron_judged.h"
#include "score.h"
#include "tables.h"
#include "task.h"

#include <stdlib.h>

enum { SHOWN = 10, ACROSS = 5, WIDTH = 10, HEIGHT = 12 };

typedef struct {
    size_t which[SHOWN];
    double p[SHOWN]; /* what the neuron says of it */
} Album;

static void write_album(const char *dir, const char *name, const Data *digits,
                        const Album *shown)
{
    Csv csv;
    if (!csv_open(dir, name, getenv("EXPERIMENT_KEY"),
                  "column,row,ink,label,probability", &csv))
        return;
    for (size_t row = 0; row < SHOWN / ACROSS * HEIGHT; row++)
        for (size_t column = 0; column < ACROSS * WIDTH; column++) {
            size_t place = row / HEIGHT * ACROSS + column / WIDTH;
            size_t i = shown->which[place];
            size_t down = row % HEIGHT, across = column % WIDTH;
            const uint8_t *pixels = digits->bytes + i * DIGITS_PIXELS;
            csv_row(&csv, "%zu,%zu,%d,%d,%.4f", column, row,
                    down < 8 && across < 8 ? pixels[8 * down + across] : 0,
                    digits->labels[i], shown->p[place]);
        }
    csv_close(&csv);
}

void write_strip(const char *dir, const Task *task)
{
    Album album = {0};
    const Data *d = &task->train.digits;
    for (size_t label = 0; label < SHOWN; label++)
        while (album.which[label] + 1 < d->count &&
               d->labels[album.which[label]] != label)
            album.which[label]++;
    write_album(dir, "strip.csv", d, &album);
}

/* How far on the wrong side a digit's logit lies. */
static double wrong_by(const Half *half, size_t i, const Neuron *neuron)
{
    double z = logit(&half->x, i, neuron);
    return half->y.data[i] > 0 ? -z : z;
}

void write_mistakes(const char *dir, const Task *task, const Neuron *neuron)
{
    const Half *test = &task->test;
    Album album = {0};
    double least = INFINITY; /* wrongness of the last one shown */
    for (size_t place = 0; place < SHOWN; place++) {
        double most = -INFINITY;
        for (size_t i = 0; i < test->x.rows; i++) {
            double wrong = wrong_by(test, i, neuron);
            if (!(wrong < least && wrong > most))
                continue;
            most = wrong;
            album.which[place] = i;
        }
        least = most;
        double z = logit(&test->x, album.which[place], neuron);
        album.p[place] = 1 / (1 + exp(-z));
    }
    write_album(dir, "mistakes.csv", &test->digits, &album);
}

void write_weights(const char *dir, const Neuron *neuron)
{
    Csv csv;
    if (!start_table(dir, "weights.csv", "column,row,weight", &csv))
        return;
    for (size_t i = 0; i < DIGITS_PIXELS; i++)
        csv_row(&csv, "%zu,%zu,%.6f", i % 8, i / 8,
                (double)neuron->w.data[i]);
    csv_close(&csv);
}
