/**
 * @file own.h
 * Files of the student's own: C files and headers that stand beside a
 * chapter's. The same rules hold when they are checked, packed, graded and
 * compared.
 */
#ifndef OWN_H
#define OWN_H

#include "course/catalogue.h"

enum {
    SOURCE_MOST = 256 << 10, /**< bytes of a C file, or of answers.md */
    OWN_MOST = 16,           /**< files of the student's own in a chapter */
    OWN_NAME = 64            /**< letters of a name */
};

/** Is this the name, without a folder, of a C file or a header that is none
 *  of the chapter's? */
bool own_file(const Chapter *chapter, const char *name);

/** Why such a file is not taken, to be read behind its name; NULL when it
 *  is. To be freed by the caller. */
char *own_problem(const Chapter *chapter, const char *name);

/** Why a file beyond the first OWN_MOST of its chapter is not taken. To be
 *  freed by the caller. */
char *own_too_many(void);

#endif
