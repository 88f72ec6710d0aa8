/**
 * @file parts.h
 * What the long report and the short one share.
 */
#ifndef PARTS_H
#define PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

enum { LABEL_LINE = 8192 };

/** A row of build/labels.tsv. */
typedef struct {
    char id[LABEL_LINE], number[LABEL_LINE], page[LABEL_LINE],
        text[LABEL_LINE], name[LABEL_LINE];
} Label;

/** Reads the next row. */
bool next_label(FILE *labels, Label *label);

/** Text, number of a member; "" and 0 when it is not there. */
const char *text_of(const json_t *object, const char *key);
double number_of(const json_t *object, const char *key);

/** Prints a text with everything that means something to Markdown escaped. */
void put(const char *text);

/** How a status reads: "passed", "not yet", ... */
const char *word_for(const char *status);

/** Is the word in the list of an environment variable, separated by
 *  `separator`? Where the variable is empty everything is. */
bool is_wanted(const char *variable, char separator, const char *word);

#endif
