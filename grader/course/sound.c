/* sound.c - what only the whole of a preset can tell. */
#include "archive_name.h"
#include "preset.h"

#include <string.h>

static bool deadline_good(Reading *reading)
{
    Course *c = &reading->course;
    static const char *const why[] = {
        [MOMENT_MALFORMED] = "is no time; write it as 2024-11-05 09:00 or "
                             "2024-11-05 24:00",
        [MOMENT_NEVER] = "does not exist: summer time begins in that hour",
        [MOMENT_NO_ZONE] = "is in a zone that this machine does not know; "
                           "is the package tzdata there?"};
    if (!zone_known(c->zone))
        return object(reading,
                      "zone = %s is not known; it is a name such as "
                      "Europe/Berlin, from the package tzdata",
                      c->zone);
    if (!c->deadline_text)
        return true;
    MomentEnd end = moment_read(c->deadline_text, c->zone, &c->deadline);
    return end == MOMENT_GOOD ||
           object(reading, "deadline = %s %s", c->deadline_text, why[end]);
}

static bool has_item(const Course *c, const char *label)
{
    for (size_t i = 0; i < c->item_count; i++)
        if (strcmp(c->items[i].label, label) == 0)
            return true;
    return false;
}

static bool names_good(Reading *reading)
{
    Course *c = &reading->course;
    if (c->archive && !archive_pattern_good(c->archive))
        return object(reading, "archive = %s is no pattern", c->archive);
    if (!late_read(c->late_text, &c->late))
        return object(reading, "late = %s is not understood", c->late_text);
    for (size_t i = 0; i < c->declarable_count; i++)
        if (!has_item(c, c->declarables[i].item))
            return object(reading, "there is no item '%s' to declare for",
                          c->declarables[i].item);
    return true;
}

/* What is handed out earns nothing; what an exercise comes after exists. */
static bool chapters_good(Reading *reading)
{
    for (size_t g = 0; g < reading->course.given.count; g++) {
        const char *name = reading->course.given.item[g];
        const Chapter *chapter = catalogue_chapter(reading->catalogue, name);
        if (!chapter)
            return object(reading, "given: there is no chapter '%s'", name);
        for (size_t i = 0; i < chapter->exercise_count; i++)
            if (chapter->exercises[i].kind == CODE &&
                chapter->exercises[i].taken)
                return object(reading, "%s is given, so %s earns nothing",
                              name, chapter->exercises[i].id);
    }
    for (size_t c = 0; c < reading->catalogue->count; c++) {
        const Chapter *chapter = &reading->catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++) {
            const Texts *after = &chapter->exercises[i].after;
            for (size_t a = 0; a < after->count; a++) {
                Exercise *e =
                    catalogue_exercise(reading->catalogue, after->item[a]);
                if (!e || !e->taken)
                    return object(reading,
                                  "%s comes after %s, which is not "
                                  "asked for",
                                  chapter->exercises[i].id, after->item[a]);
            }
        }
    }
    return true;
}

bool preset_sound(Reading *reading)
{
    return deadline_good(reading) && names_good(reading) &&
           chapters_good(reading);
}
