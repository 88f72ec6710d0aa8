/**
 * @file people.h
 * Who handed in what: the people of every submission, and whom a row of an
 * instructor's table means.
 *
 * What the platform's layout tells of a person holds. What a submission says
 * of itself in student.txt is a claim: it finds the other members of a group
 * and, where there is no platform, everybody; where two submissions claim the
 * same person, neither counts and both are named.
 */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "class.h"
#include "sheet.h"

/** One person; texts are "" where nothing is known. */
typedef struct {
    size_t submission;
    char *name, *id; /**< what is known, else what is claimed */
    /** What the platform, or the instructor's roster, tells. */
    char *full_name, *participant, *user, *email, *login, *known_id;
} Person;

typedef struct {
    Person *person;
    size_t count;
} People;

/** All people of a class, in the order of the submissions. */
People people_read(const Class *class);

/** Says on stderr which claims stand against each other, and who is left out
 *  for that. */
void people_complain(const People *people, const Class *class);

/** The grading whose score is to be entered for a person; NULL where there is
 *  none, or the person is doubtful. To be released. */
json_t *people_grade(const People *people, const Class *class,
                     const Person *person);

/** The id of a person; "" where several submissions claim it. */
const char *people_id(const People *people, const Person *person);

/** Releases it. */
void people_free(People *people);

/** What a row says of its student; columns may be NONE. */
typedef struct {
    size_t participant, user, name;
    size_t first, last; /**< columns between which any may hold an id, a login
                             or an address, both included */
} Keys;

enum { SEVERAL = -2 };

/**
 * The submission that a row's student has a part in.
 * @return its number; NONE for none; (size_t)SEVERAL where several claim it
 */
size_t people_find(const People *people, const Sheet *sheet, size_t row,
                   const Keys *keys);

#endif
