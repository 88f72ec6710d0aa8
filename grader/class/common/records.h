/**
 * @file records.h
 * Reads what a class run left: OUT/class.json, and the record of each
 * submission, one at a time.
 */
#ifndef RECORDS_H
#define RECORDS_H

#include "record/record.h"

typedef struct {
    char *out;    /**< the directory of the run */
    json_t *head; /**< class.json */
    size_t count; /**< submissions */
} Records;

/** Reads OUT/class.json; ends the program when there is none. */
Records records_read(const char *out);

/** Releases it. */
void records_free(Records *records);

/** What class.json says of submission `i`, from 0. */
const json_t *records_entry(const Records *records, size_t i);

/** Its name, which is that of its directory in OUT. */
const char *records_name(const Records *records, size_t i);

/** OUT/NAME/file of a submission, to be freed by the caller. */
char *records_path(const Records *records, size_t i, const char *file);

/** Its record, or NULL when it has none that can be read; to be released
 *  by json_decref(). */
json_t *records_record(const Records *records, size_t i);

/** Why it has no record: one line, "" when nothing is known; to be freed. */
char *records_problem(const Records *records, size_t i);

/** The exercise of that id in a record, or NULL. */
json_t *record_exercise(const json_t *record, const char *id);

#endif
