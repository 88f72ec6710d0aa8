/**
 * @file ids.h
 * Whose id stands in whose student.txt. Personal numbers hang on the first
 * id there, so a foreign one is more than a slip. Where the platform or the
 * roster says who handed in, the one who wrote a foreign id is told, not the
 * one whom it belongs to.
 */
#ifndef IDS_H
#define IDS_H

#include "record/record.h"

/** An id in a student.txt, as it is compared. */
typedef struct {
    char *id;
    const json_t *entry; /**< whose student.txt, in class.json */
} NamedId;

typedef struct {
    NamedId *named;
    size_t count;
} Ids;

/** Adds those of a record. */
void ids_add(Ids *ids, const json_t *entry, const json_t *record);

/** Does it stand in any student.txt? */
bool ids_have(const Ids *ids, const char *id);

/** What a person should see of one submission, when all are added.
 *  @param class class.json
 *  @return lines, to be freed */
Texts ids_notes(const Ids *ids, const json_t *class, const json_t *entry,
                const json_t *record);

/** Are the two submissions of one team? */
bool ids_team(const json_t *entry, const json_t *other);

/** Releases it. */
void ids_free(Ids *ids);

#endif
