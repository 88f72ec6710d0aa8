/**
 * @file class.h
 * A class that was graded: OUT/class.json, which lists the submissions, and
 * OUT/NAME/ for each. One record is in memory at a time.
 */
#ifndef CLASS_H
#define CLASS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *out;
    json_t *whole; /**< class.json */
    size_t count;
} Class;

/** Reads OUT/class.json; false when there is none. */
bool class_read(const char *out, Class *class);

/** The name of a submission, which is also its directory below OUT. */
const char *class_name(const Class *class, size_t number);

/** What the platform's own layout and the roster said of it ("participant",
 *  "full_name", "email", "user", "login", "id"), in one printable line; ""
 *  for nothing. To be freed. */
char *class_platform(const Class *class, size_t number, const char *key);

/** The view of its grading; NULL when it was not graded yet. */
json_t *class_view(const Class *class, size_t number);

/** Releases it. */
void class_free(Class *class);

#endif
