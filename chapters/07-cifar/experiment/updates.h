/**
 * @file updates.h
 * How far an update moves the weights, against how large they are.
 */
#ifndef EXPERIMENT_07_UPDATES_H
#define EXPERIMENT_07_UPDATES_H

#include "session.h"

/** By Adam and by gradient descent at two rates: `ratio.csv`. */
void write_ratios(const Session *s);

#endif
