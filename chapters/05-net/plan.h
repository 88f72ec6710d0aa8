/**
 * @file plan.h
 * @ingroup ch05
 * The text that describes a net, one layer a line, read line by line.
 */
#ifndef PLAN_H
#define PLAN_H

#include "net.h"

/** @addtogroup ch05
 * @{ */

/** One line of a plan. */
typedef struct {
    LayerKind kind;
    size_t in, out; /**< of a linear layer */
} PlanLine;

/**
 * Reads the next line.
 * @param text where to read; moved behind the line
 * @param line receives it
 * @return 1 for a line, 0 at the end, -1 when the line is not understood
 */
int plan_next(const char **text, PlanLine *line);

/** @} */

#endif
