/* course.c - which exercises count, and for how much. */
#include "course.h"
#include "fault.h"
#include "files.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A preset while it is read. */
typedef struct {
    Course course;
    Catalogue *catalogue;
    char *why; /* what is wrong with it */
} Reading;

static bool number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return *text && !*end && *value >= 0 && *value < 1e6;
}

static bool take_all(Reading *reading)
{
    for (size_t c = 0; c < reading->catalogue->count; c++) {
        Chapter *chapter = &reading->catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++)
            chapter->exercises[i].taken = true;
    }
    return true;
}

static bool take(Reading *reading, const char *id, const char *points)
{
    Exercise *exercise = catalogue_exercise(reading->catalogue, id);
    if (!exercise || !number(points, &exercise->points))
        return false;
    return exercise->taken = true;
}

static bool set(Reading *reading, const char *key, const char *value)
{
    double size;
    if (strcmp(key, "title") == 0) {
        free(reading->course.title);
        reading->course.title = format("%s", value);
        return true;
    }
    if (strcmp(key, "group") == 0 && number(value, &size)) {
        reading->course.group = (size_t)size;
        return true;
    }
    if (strcmp(key, "exercises") == 0)
        return strcmp(value, "all") == 0 ? take_all(reading)
                                         : strcmp(value, "listed") == 0;
    return false;
}

static int understand(void *user, const char *section, const char *key,
                      const char *value)
{
    Reading *reading = user;
    bool good = strcmp(section, "points") == 0 ? take(reading, key, value)
                : *section                     ? false
                                               : set(reading, key, value);
    if (!good && !reading->why)
        reading->why = format("'%s = %s' is not understood", key, value);
    return good;
}

static _Noreturn void unknown(const char *name)
{
    Texts names = {0};
    char *shown = clean_ascii(name, strlen(name), 60),
         *list = format("%s", "");
    directory_names("grader/courses", &names);
    for (size_t i = 0; i < names.count; i++) {
        char *longer = format("%s%s%s", list, i ? ", " : "", names.item[i]);
        free(list);
        list = longer;
    }
    die(BAD_INPUT, "there is no course '%s'; COURSE= takes one of: %s", shown,
        list);
}

Course course_apply(const char *name, Catalogue *catalogue)
{
    Texts names = {0};
    Reading reading = {.catalogue = catalogue};
    directory_names("grader/courses", &names);
    if (!texts_have(&names, name))
        unknown(name);
    texts_free(&names);
    char *path = format("grader/courses/%s", name);
    int line = ini_parse(path, understand, &reading);
    if (line != 0)
        die(GRADER_FAULT, "%s:%d: %s", path, line,
            reading.why ? reading.why : "the line is not understood");
    free(path);
    reading.course.name = format("%s", name);
    if (!reading.course.title)
        reading.course.title = format("%s", name);
    return reading.course;
}

void course_free(Course *course)
{
    free(course->name);
    free(course->title);
    *course = (Course){0};
}
