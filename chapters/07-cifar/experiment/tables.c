/* tables.c - tables. */
#include "tables.h"
#include "cifar.h"
#include "csv.h"
#include "session.h"
#include "training.h"

bool start_table(const Session *s, const char *name, const char *header,
                 Csv *csv)
{
    return csv_open(s->dir, name, s->key, header, csv);
}

void write_data(const Session *s)
{
    Csv csv;
    Scale scale = scale_standard(&s->train, NULL, s->train.count);
    if (!start_table(s, "data.csv", "half,name,pictures", &csv))
        return;
    csv_row(&csv, "training,%s,%zu", s->train.name, s->train.count);
    csv_row(&csv, "test,%s,%zu", s->test.name, s->test.count);
    csv_close(&csv);
    if (!start_table(s, "colours.csv", "colour,mean,standard_deviation",
                     &csv))
        return;
    for (size_t c = 0; c < scale.channels && c < 3; c++)
        csv_row(&csv, "%s,%.2f,%.2f",
                (const char *[]){"red", "green", "blue"}[c], scale.mean[c],
                scale.deviation[c]);
    csv_close(&csv);
}

void write_result(Session *s, const char *what, const Settings *set,
                  size_t seeds, Score train_score, const char *judged,
                  Score score)
{
    size_t layers = 0;
    for (const char *c = set->layers; *c; c++)
        layers += *c == '-';
    csv_row(&s->settings,
            "%s,%s,%zu,%s,relu,%s,%g,%zu,%zu,L2 %g%s,exp(-%g t),"
            "standardised,%zu,%.6f,%.6f,%s,%.6f,%.6f",
            what, s->test.name, layers, set->layers, set->optimiser,
            set->rate, set->batch, set->epochs, set->l2,
            set->decoupled ? " decoupled" : "", set->decay, seeds,
            train_score.loss, train_score.accuracy, judged, score.loss,
            score.accuracy);
}

void write_curve(const Session *s, const char *name, const Outcome *o)
{
    Csv csv;
    if (!start_table(s, name,
                     "epoch,train_loss,test_loss,train_accuracy,"
                     "test_accuracy",
                     &csv))
        return;
    for (size_t i = 0; i <= o->epochs; i++) {
        const FitRow *row = &o->rows[i];
        csv_row(&csv, "%zu,%.6f,%.6f,%.6f,%.6f", i,
                isnan(row->train.loss) ? NAN : row->train.loss,
                row->test.loss,
                isnan(row->train.accuracy) ? NAN : row->train.accuracy,
                row->test.accuracy);
    }
    csv_close(&csv);
}

/* Twenty pictures, two of each class, red plane first. */
static size_t find_picture(const Data *d, size_t label, size_t nth)
{
    size_t i = 0;
    for (; i + 1 < d->count; i++)
        if (d->labels[i] == label && nth-- == 0)
            break;
    return i;
}

void write_strip(const Session *s)
{
    enum { SIDE = 32, TILE = 34, ACROSS = CLASSES, DOWN = 2 };
    Csv csv;
    const Data *d = &s->train;
    if (!start_table(s, "strip.csv", "column,row,red,green,blue", &csv))
        return;
    for (size_t row = 0; row < DOWN * TILE; row++)
        for (size_t column = 0; column < ACROSS * TILE; column++) {
            size_t y = row % TILE, x = column % TILE, plane = SIDE * SIDE;
            size_t i = find_picture(d, column / TILE, row / TILE);
            const uint8_t *p = d->bytes + i * d->features + y * SIDE + x;
            bool inside = x < SIDE && y < SIDE;
            csv_row(&csv, "%zu,%zu,%d,%d,%d", column, row,
                    inside ? p[0] : 255, inside ? p[plane] : 255,
                    inside ? p[2 * plane] : 255);
        }
    csv_close(&csv);
}
