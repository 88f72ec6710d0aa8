/**
 * @file pictures.h
 * Digits, weights and mistakes as pictures.
 */
#ifndef EXPERIMENT_06_PICTURES_H
#define EXPERIMENT_06_PICTURES_H

#include "data.h"
#include "evaluate.h"
#include "session.h"

typedef double (*PixelFn)(const void *what, size_t tile, size_t pixel);

/** So many tiles side by side; `ink` gives a pixel of a tile. */
void write_tiles(const Session *s, const char *name, size_t tiles,
                 PixelFn pixel, const void *what, double between);

/** Two digits of each class, in the order in which they come. */
void write_strip(const Session *s);

/** A pixel of the first layer's weights. */
double weight(const void *what, size_t tile, size_t pixel);

/* What the parameters say of the test samples. */
typedef struct {
    uint8_t *guess;
    double *cost;        /* -log of the right class's probability */
    double *probability; /* probability of the guess */
} Opinion;

/** What a model says of each sample. */
Opinion opinion_of(const Model *model, const Data *d, const Scale *scale);

/** Which class is taken for which. */
void write_confusion(const Session *s, const Opinion *o);

/** The ten test digits that cost most, the dearest first. */
void write_mistakes(const Session *s, const Opinion *o);

/** The layers of the net itself, for a drawing: one line for each value that
 * flows, with what leads to it. */
void write_architecture(const Session *s);

#endif
