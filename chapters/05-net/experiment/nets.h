/**
 * @file nets.h
 * The four nets.
 */
#ifndef EXPERIMENT_05_NETS_H
#define EXPERIMENT_05_NETS_H

#include "csv.h"
#include "groups.h"
#include "task.h"

/** A line of the table: what the runs came to. */
void write_group(Csv *csv, const char *name, const Group *g);

/** Trains each net from SEEDS seeds, judges it, and writes its tables. */
void run_nets(const char *dir, const Task *task);

/** Labels in an order that has nothing to do with the digits: whatever a net
 * learns from them, it cannot help on the test half. */
void run_control(const Task *task);

#endif
