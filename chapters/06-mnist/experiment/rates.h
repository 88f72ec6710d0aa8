/**
 * @file rates.h
 * Which rate?
 */
#ifndef EXPERIMENT_06_RATES_H
#define EXPERIMENT_06_RATES_H

#include "session.h"
#include "training.h"

/** The default net at each rate; the first run is there already. */
void run_sweep(Session *s, const Outcome *first);

#endif
