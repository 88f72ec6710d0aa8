/**
 * @file lines.h
 * What the judge's programs write and list: the record of a run
 * (CHECK_RECORD, see judge/judge.h), and the checks a run has to have.
 */
#ifndef LINES_H
#define LINES_H

#include "base/text.h"

/** One check's line of a record; texts are "" where there is nothing. */
typedef struct {
    char *text; /**< holds all the others */
    const char *exercise, *check, *status, *message, *cause, *detail;
    double seconds;
    char *note; /**< what the sanitizer build found, or NULL */
} Line;

typedef struct {
    Line *line;
    size_t count;
    bool malformed; /**< a line could not be read */
    Texts data;     /**< data sets that were used: "NAME<TAB>SHA256" */
} Lines;

/** Reads a record; one that is not there has no lines. */
Lines lines_read(const char *path);

/** Releases it. */
void lines_free(Lines *lines);

/** A check that has to be in a record. */
typedef struct {
    char *exercise, *check;
} Expected;

typedef struct {
    Expected *item;
    size_t count;
} Expecteds;

/** Reads the output of a program's --list. */
Expecteds expecteds_read(const char *path);

/** Releases it. */
void expecteds_free(Expecteds *list);

#endif
