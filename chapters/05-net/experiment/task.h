/**
 * @file task.h
 * The digits, and whether they are above four.
 */
#ifndef EXPERIMENT_05_TASK_H
#define EXPERIMENT_05_TASK_H

#include "data.h"
#include "digits.h"

typedef struct {
    Data train, test;
    Scale scale;
} Task;

/** Both halves. Ends the program when there are no digits. */
Task load(DigitsOrder order);

/** Frees what load() made. */
void unload(Task *task);

#endif
