/**
 * @file tuned.h
 * Settings that the student chose.
 */
#ifndef EXPERIMENT_07_TUNED_H
#define EXPERIMENT_07_TUNED_H

#include "cifar.h"
#include "session.h"

/** The settings that the student chose; NULL, or what is wrong with them. */
const char *ask_settings(const Session *s, Settings *set);

/** The net with these settings: judged. */
void run_tuned(Session *s);

#endif
