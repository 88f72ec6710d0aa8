/**
 * @file roster.h
 * Who is in the class, and when each handed in: a table (CSV) with some of
 * the columns student, id, name, login, email, received. `student` may be
 * what the platform calls the submission, or its name in OUT.
 */
#ifndef ROSTER_H
#define ROSTER_H

#include "class.h"

/** Completes the entries by the roster, and notes whose row fits none.
 *  A roster that cannot be read, or has a malformed line, ends the program.
 *  @param zone of times that name none, or NULL */
void roster_apply(const char *path, const char *zone, Class *class);

#endif
