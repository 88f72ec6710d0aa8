/**
 * @file own.h
 * A record of a student's own work, for their own report.
 */
#ifndef OWN_H
#define OWN_H

#include <jansson.h>

/**
 * Gathers what practice left behind: WORK/student.txt, the course's table of
 * exercises DIR/course.tsv, DIR/practice/CHAPTER.record and the records of
 * the runs.
 * @param work the student's directory
 * @param dir where things are built
 * @return a record as the grader writes it, without points; NULL when memory
 *   is out
 */
json_t *own_record(const char *work, const char *dir);

#endif
