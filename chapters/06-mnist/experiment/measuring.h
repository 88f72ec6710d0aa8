/**
 * @file measuring.h
 * Measuring the reference.
 */
#ifndef EXPERIMENT_06_MEASURING_H
#define EXPERIMENT_06_MEASURING_H

#include "session.h"

/** "default 1000 1020": that part, with these seeds. */
void measure(Session *s, const char *what);

#endif
