/**
 * @file thresholds.h
 * Thresholds, from measurements that were made once with the
 * reference and are kept.
 */
#ifndef EXPERIMENT_06_THRESHOLDS_H
#define EXPERIMENT_06_THRESHOLDS_H

#include "session.h"

typedef struct {
    const char *name;
    double stated; /* more is never asked for on the real data; 0: no such */
    double side;   /* -1: at least, 1: at most */
    bool median;   /* of three runs is what is judged */
} Measure;

enum {
    MEASURE_1,
    MEASURE_10,
    MEASURE_30,
    MEASURE_CONTROL,
    MEASURE_FIVE,
    MEASURE_TEN,
    MEASURES
};

static const Measure measures[MEASURES] = {
    [MEASURE_1] = {"one_epoch", 0.83, -1, true},
    [MEASURE_10] = {"ten_epochs", 0.94, -1, true},
    [MEASURE_30] = {"thirty_epochs", 0.968, -1, true},
    [MEASURE_CONTROL] = {"control", 0, 1, false},
    [MEASURE_FIVE] = {"five_balanced", 0, -1, false},
    [MEASURE_TEN] = {"ten_classes", 0, -1, false}};

/** From the kept measurements of this data set. */
void read_statistics(const Session *s, Statistics statistics[MEASURES]);

/** What is asked for, and why: `thresholds.csv`. */
void write_thresholds(const Session *s,
                      const Statistics statistics[MEASURES]);

#endif
