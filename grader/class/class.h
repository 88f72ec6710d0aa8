/**
 * @file class.h
 * A class: the submissions that lie in one place. What is known of them
 * before they are graded stands in OUT/class.json:
 *
 *     course, title, deadline ("" for none)
 *     marks     the file of people's marks that was named, written as `path`
 *               below; the next run takes it again
 *     submissions[] of
 *         number    1, 2, ...
 *         name      its directory below OUT: letters, digits and "._-"
 *         shown     what it is called there, printable
 *         path      where it lies; bytes but letters, digits and "/._-" are
 *                   written %XX, so that any name can stand here
 *         archive   the archive's name when it was handed in, written as
 *                   `path`; "" for a folder
 *         layout    folder, archive, moodle, canvas, gradescope
 *         platform  {id, participant, full_name, user, login, email, team,
 *                   late}: what the layout and the roster tell; printable, ""
 *                   if unknown. `late`: handed in late, nobody knows by how
 *                   much
 *         received  ISO 8601 or null
 *         problem   one line or null: why nobody needs to try to grade it
 *         same_as   name of an earlier submission with the same files, or
 *                   null; known when the class is graded, as the next one
 *         team_mate name of an earlier submission of the same team with the
 *                   same files, or null
 *         notes[]   what a person should see beside the record's flags
 *     not_taken[]   what lies there and is no submission, as shown text
 *     absent[] of {id, name, email}: who stands in the roster and handed in
 *                   nothing; known when the class is graded
 */
#ifndef CLASS_H
#define CLASS_H

#include "course/course.h"
#include "record/record.h"

#include <stdbool.h>

typedef enum { FOLDER, ARCHIVE, MOODLE, CANVAS, GRADESCOPE } Layout;

/** A submission. Texts may be NULL. */
typedef struct {
    char *raw;     /**< bytes that tell it from the others */
    char *base;    /**< bytes that its name is made from */
    char *name;    /**< ours */
    char *path;    /**< bytes */
    char *archive; /**< bytes: its name when it was handed in */
    Layout layout;
    char *participant, *full_name, *user, *login, *email;
    char *team; /**< Moodle's name of the group; NULL or "": none */
    bool late;  /**< the platform says so, but not how late */
    char *received;
    char *problem;
    char *id; /**< that its student.txt should name; several: "a; b" */
} Entry;

/** Somebody who is in the roster. */
typedef struct {
    char *id, *name, *email;
} Person;

typedef struct {
    Entry *entry;
    size_t count;
    Texts not_taken;
    Person *absent;
    size_t absent_count;
} Class;

/** Adds an entry and returns it; it is empty but for these. It stays there
 *  until the next one is added.
 *  @param raw bytes that tell it from all others
 *  @param base how many of them its name is made from
 *  @param layout of the place */
Entry *class_add(Class *class, const char *raw, int base, Layout layout);

/** The entry with these bytes, or NULL. */
Entry *class_find(const Class *class, const char *raw);

/** Replaces a text of an entry by a copy. */
void set_text(char **text, const char *value);

/** Gives every entry a name and the order of names.
 *  The name depends on the entry alone, so that it stays the same when
 *  others come or go. */
void class_name(Class *class);

/** The content of class.json. */
json_t *class_json(const Class *class, const Course *course);

/** Releases it. */
void class_free(Class *class);

#endif
