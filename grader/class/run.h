/**
 * @file run.h
 * Grades all submissions on this machine, several at a time.
 */
#ifndef RUN_H
#define RUN_H

#include "settings.h"

/** Brings all up to date, and tells how far it is: on a terminal in one line
 *  that changes, else in plain lines.
 *  @return 0, or GRADER_FAULT when that was at fault with some */
int run_all(const Settings *settings, const json_t *submissions);

#endif
