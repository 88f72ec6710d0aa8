/**
 * @file learning.h
 * How the net of the chapter learns: three seeds, and a control.
 */
#ifndef EXPERIMENT_06_LEARNING_H
#define EXPERIMENT_06_LEARNING_H

#include "runs.h"
#include "session.h"
#include "training.h"

/** Does class_predict() say what the parameters say? */
bool agrees(const Outcome *o, const Run *run);

/** The default net from three seeds; the first outcome stays for the sweep.
 */
Outcome run_default(Session *s);

/** The default net, taught labels without sense. */
void run_control(Session *s);

#endif
