/**
 * @file ladder.h
 * The sanity ladder.
 */
#ifndef EXPERIMENT_07_LADDER_H
#define EXPERIMENT_07_LADDER_H

#include "cifar.h"
#include "session.h"

/* [region by_heart] */
static const Settings TWENTY = {.layers = "3072-256-128-10",
                                .optimiser = "adam",
                                .rate = 1e-3,
                                .batch = 20,
                                .epochs = 40};
/* [end] */

/** What a net has to do before it is trained. */
void climb_ladder(Session *s);

#endif
