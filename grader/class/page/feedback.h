/**
 * @file feedback.h
 * The page of one submission's feedback.
 */
#ifndef PAGE_FEEDBACK_H
#define PAGE_FEEDBACK_H

#include "records.h"

/** Writes OUT/NAME/feedback.html from feedback.md with the given style
 *  sheet, unless it is newer than that; none where there is no feedback. */
void feedback_page(const Records *records, size_t i, const char *style);

#endif
