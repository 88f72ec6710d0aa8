/**
 * @file short.h
 * The report of a course that limits its pages: the sheet's items with their
 * verdicts and answers, the settings and results of the runs that the course
 * names, and its figures side by side.
 */
#ifndef SHORT_H
#define SHORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** Prints the report as Markdown.
 *  @param record the record
 *  @param labels build/labels.tsv
 *  @param job the directory that holds plots/
 *  @param own without marks? */
void short_report(const json_t *record, FILE *labels, const char *job,
                  bool own);

#endif
