/**
 * @file feedback.h
 * What the student reads: feedback.md, made from the record alone. It never
 * shows `detail`, which holds values.
 */
#ifndef FEEDBACK_H
#define FEEDBACK_H

#include <jansson.h>

/** The feedback as Markdown, to be freed by the caller. */
char *feedback_text(const json_t *result);

#endif
