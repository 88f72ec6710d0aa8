/**
 * @file settings.h
 * The nets of the chapter.
 */
#ifndef EXPERIMENT_05_SETTINGS_H
#define EXPERIMENT_05_SETTINGS_H

#include "digits.h"

/* [region nets] */
enum { SEEDS = 20 };

/* The nets of the chapter: rate, batch and epochs of each. */
static const struct {
    const char *id, *plan;
    double rate;
    size_t batch, epochs;
    double threshold; /* of the median test accuracy */
} nets[] = {
    {"two_layer", "linear 64 32\nrelu\nlinear 32 1\nsigmoid\n", .15, 15, 20,
     .96},
    {"one_layer", "linear 64 1\nsigmoid\n", .02, 15, 60, .86},
    {"two_linear", "linear 64 32\nlinear 32 1\nsigmoid\n", .05, 15, 30, .86},
    {"four_layer",
     "linear 64 64\nrelu\nlinear 64 32\nrelu\nlinear 32 16\nrelu\n"
     "linear 16 1\nsigmoid\n",
     .1, 15, 40, .96}};
/* [end] */

enum {
    NETS = sizeof nets / sizeof *nets,
    ASTRAY_MOST = SEEDS / 5,
    MOST_EPOCHS = 100,
    TRAIN_HALF = DIGITS_TRAIN
};
static const double single_layer_limit = 0.93, control_limit = 0.6;

#endif
