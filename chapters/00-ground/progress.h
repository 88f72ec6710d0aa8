/**
 * @file progress.h
 * @ingroup ch00
 * One calm line that tells how far long work has come.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>

/** @addtogroup ch00
 * @{ */

/** Long work under way. */
typedef struct {
    const char *label;
    size_t total;
    double began; /**< seconds */
    double shown; /**< when the line was last drawn */
    int terminal; /**< is stderr a terminal? */
} Progress;

/**
 * Starts a line for `total` steps of the work called `label`.
 * @param label name of the work, shown in front
 * @param total how many steps there are
 * @return the line
 */
Progress progress_start(const char *label, size_t total);

/**
 * Step `done` of the total is finished; `format` adds what is worth knowing,
 * such as the loss. On a terminal the line is redrawn in place; elsewhere it
 * is printed plainly, at most once every 10 seconds.
 * @param progress the line
 * @param done how many steps are finished
 * @param format as for printf()
 */
__attribute__((format(printf, 3, 4))) void
progress_step(Progress *progress, size_t done, const char *format, ...);

/**
 * Ends the line.
 * @param progress the line
 */
void progress_end(Progress *progress);

/** @} */

#endif
