/**
 * @file sheet.h
 * The assignment sheet of a course: what its preset says, as students read
 * it.
 */
#ifndef SHEET_H
#define SHEET_H

#include "course.h"

/** Prints the sheet as Markdown. */
void sheet_put(const Course *course, const Catalogue *catalogue);

#endif
