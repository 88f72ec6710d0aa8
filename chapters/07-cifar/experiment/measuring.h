/**
 * @file measuring.h
 * Measuring the reference.
 */
#ifndef EXPERIMENT_07_MEASURING_H
#define EXPERIMENT_07_MEASURING_H

#include "session.h"

/** Measures the seeds in `seeds`, "FROM TO". */
void measure(Session *s, const char *seeds);

#endif
