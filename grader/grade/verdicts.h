/**
 * @file verdicts.h
 * What the judge said of a submission, kept beside its record in a class
 * run: verdicts.json. People's marks come in over days, and are merged into
 * these verdicts without judging anything again.
 */
#ifndef VERDICTS_H
#define VERDICTS_H

#include "result.h"

typedef struct {
    json_t *root;     /**< holds all the others */
    json_t **chapter; /**< for each chapter what chapter_judge() returned */
    const char *seed, *kernel;
    Isolation isolation;
} Verdicts;

/** The text of verdicts.json, to be freed by the caller.
 *  @param key of the verdicts, from keys_of() */
char *verdicts_text(const char *key, const Order *order,
                    json_t *const *chapters);

/** Reads a directory's verdicts.
 *  @return false when there are none with that key and that many chapters */
bool verdicts_read(const char *directory, const char *key, size_t count,
                   Verdicts *verdicts);

/** Releases them. */
void verdicts_free(Verdicts *verdicts);

#endif
