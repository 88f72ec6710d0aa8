/**
 * @file plan.h
 * What a sandbox is to do: a script that grows by commands, the files that
 * it is shown, and the results that are kept of it.
 */
#ifndef PLAN_H
#define PLAN_H

#include "base/text.h"

/** Before a command of the toolchain: tells when somebody else ended it. */
#define TOOL "sh ./tool.sh "

/** Where the script finds the headers of contracts. */
#define INCLUDE " -Iinclude "

enum { PLAN_OUTSIDE = 75 /**< its status when somebody else ended a tool */ };

/** The files that the box shows, the script, and the results to keep. */
typedef struct {
    Texts from, as, results;
    char *script;
} Plan;

/** A script that does nothing yet. */
Plan plan_new(void);

/** Shows a file under another name; both texts are freed here. */
void plan_show(Plan *plan, char *from, char *as);

/** Adds a command, which is freed here. */
void plan_then(Plan *plan, char *command);

/** Releases its texts. */
void plan_free(Plan *plan);

#endif
