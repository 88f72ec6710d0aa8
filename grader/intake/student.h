/**
 * @file student.h
 * student.txt: who handed in. Lines of the form "key: value", the key in
 * small letters or capitals, with ":" or "=":
 *
 *     id: s123456
 *     name: Ada Lovelace
 *     group: 7
 *     present: reading, network
 *
 * A group repeats the lines `id` and `name`, or puts several into one line,
 * with commas or semicolons between. What is no UTF-8 is read as Latin-1.
 * `present` names what they are willing to present, where the course asks
 * for it.
 */
#ifndef STUDENT_H
#define STUDENT_H

#include "submission.h"

enum { STUDENT_FILE_MOST = 16 << 10 };

/** Reads student.txt into the submission; flags what is odd in it. */
void student_read(const Handed *file, Submission *submission);

#endif
