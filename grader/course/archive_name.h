/**
 * @file archive_name.h
 * How a course wants the archive to be called: a pattern such as
 * `{LASTNAME}_{firstname}_Lab2_DLCV`, to which an ending such as `.tar.bz2`
 * comes. The places, all of the first student:
 *
 *     {LASTNAME} {Lastname} {lastname}      the last word of the name
 *     {FIRSTNAME} {Firstname} {firstname}   its first word
 *     {id}                                  the student's id
 *     {group}                               the group's number or name
 */
#ifndef ARCHIVE_NAME_H
#define ARCHIVE_NAME_H

#include <stdbool.h>

/** Is the pattern one that the functions below understand? */
bool archive_pattern_good(const char *pattern);

/**
 * The name for a submission, without an ending. Letters of any language
 * stay (in the locale's encoding); anything else but . + - becomes `-`. A
 * place for which the students gave nothing is ""; see `missing`.
 * @param pattern the course's
 * @param id,name,group the first student's; the group's
 * @param missing receives what student.txt lacks ("name"), or NULL
 * @return text to be freed by the caller
 */
char *archive_name(const char *pattern, const char *id, const char *name,
                   const char *group, const char **missing);

/**
 * Does an archive's name, without its ending, fit the pattern? Names may be
 * anything, in the case of letters that the place shows; {id} and {group}
 * have to be those of the submission, where it has them.
 */
bool archive_fits(const char *pattern, const char *archive, const char *id,
                  const char *group);

/** The archive's ending, such as "tar.gz": the longest that archives have,
 *  else what follows the last dot, else "". It points into `archive`. */
const char *archive_ending(const char *archive);

/** The pattern as people read it: LASTNAME_firstname_Lab2_DLCV. */
char *archive_shown(const char *pattern);

#endif
