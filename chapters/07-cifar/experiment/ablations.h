/**
 * @file ablations.h
 * Ablations: one thing changed at a time, the same seeds, pictures
 * held back from the training half to judge by.
 */
#ifndef EXPERIMENT_07_ABLATIONS_H
#define EXPERIMENT_07_ABLATIONS_H

#include "session.h"

enum { ALL, SGD, NO_L2, NO_DECAY, DECOUPLED, VARIANTS };

/** All variants, and their tables. */
void run_ablations(Session *s);

#endif
