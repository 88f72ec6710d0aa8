/* ids.c - whose id stands in whose student.txt. */
#include "ids.h"
#include "base/alike.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

/* As ids are compared: composed, without blanks around, in lower case. */
static char *plain_id(const char *text)
{
    char *copy = composed(text), *id = format("%s", text_trim(copy));
    for (char *c = id; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    free(copy);
    return id;
}

void ids_add(Ids *ids, const json_t *entry, const json_t *record)
{
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        char *id = plain_id(text_of(student, "id"));
        ids->named = grow(ids->named, ids->count + 1, sizeof *ids->named);
        ids->named[ids->count++] = (NamedId){id, entry};
    }
}

bool ids_have(const Ids *ids, const char *text)
{
    bool found = false;
    char *id = plain_id(text);
    for (size_t i = 0; *id && i < ids->count && !found; i++)
        found = strcmp(ids->named[i].id, id) == 0;
    free(id);
    return found;
}

void ids_free(Ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        free(ids->named[i].id);
    free(ids->named);
    *ids = (Ids){0};
}

static const char *platform_of(const json_t *entry, const char *member)
{
    return text_of(json_object_get(entry, "platform"), member);
}

bool ids_team(const json_t *entry, const json_t *other)
{
    const char *team = platform_of(entry, "team");
    return *team && strcmp(team, platform_of(other, "team")) == 0;
}

/* Does the platform say that the submission is of who has this id? */
static bool is_of(const json_t *entry, const char *id)
{
    bool found = false;
    Texts known = texts_split(platform_of(entry, "id"), ";");
    for (size_t i = 0; i < known.count && !found; i++) {
        char *plain = plain_id(known.item[i]);
        found = strcmp(plain, id) == 0;
        free(plain);
    }
    texts_free(&known);
    return found;
}

/* The submission that is of who has this id, or NULL. */
static const json_t *owner_of(const json_t *class, const char *id)
{
    size_t i;
    const json_t *entry;
    json_array_foreach(json_object_get(class, "submissions"), i, entry)
    {
        if (is_of(entry, id))
            return entry;
    }
    return NULL;
}

/* Another submission, of no team-mate and not of who has the id, whose
 * student.txt names it, too. */
static const json_t *second_of(const Ids *ids, const json_t *entry,
                               const char *id)
{
    for (size_t i = 0; i < ids->count; i++) {
        const NamedId *named = &ids->named[i];
        if (named->entry != entry && strcmp(named->id, id) == 0 &&
            !ids_team(entry, named->entry) && !is_of(named->entry, id))
            return named->entry;
    }
    return NULL;
}

/* One id of a student.txt: whose it is, and who else names it. Whose own it
 * is has nothing to answer for. */
static void note_id(const Ids *ids, const json_t *class, const json_t *entry,
                    const char *shown, Texts *notes)
{
    char *id = plain_id(shown);
    bool foreign = *id && !is_of(entry, id);
    const json_t *owner = foreign ? owner_of(class, id) : NULL,
                 *second = foreign ? second_of(ids, entry, id) : NULL;
    if (owner && !ids_team(entry, owner))
        texts_add(notes,
                  "student.txt names the id '%s', under which %s was handed "
                  "in",
                  shown, text_of(owner, "name"));
    if (second)
        texts_add(notes, "the id '%s' stands in student.txt of %s, too",
                  shown, text_of(second, "name"));
    free(id);
}

/* None of its ids is the one that the platform knows. */
static void note_none(const json_t *entry, const json_t *record, Texts *notes)
{
    char *all = format("%s", "");
    bool found = false;
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        const char *shown = text_of(student, "id");
        char *id = plain_id(shown),
             *longer =
                 format("%s%s%s", all, *all && *shown ? "; " : "", shown);
        found = found || is_of(entry, id);
        free(id);
        free(all);
        all = longer;
    }
    if (!found)
        texts_add(notes,
                  "student.txt names the id '%s', but it was handed in by "
                  "'%s'",
                  all, platform_of(entry, "id"));
    free(all);
}

Texts ids_notes(const Ids *ids, const json_t *class, const json_t *entry,
                const json_t *record)
{
    Texts notes = {0};
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
        note_id(ids, class, entry, text_of(student, "id"), &notes);
    if (*platform_of(entry, "id"))
        note_none(entry, record, &notes);
    return notes;
}
