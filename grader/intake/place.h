/**
 * @file place.h
 * Where in a submission a file belongs, whatever it was packed in: folders
 * around it, capitals, backslashes for slashes.
 */
#ifndef PLACE_H
#define PLACE_H

#include "own.h"

enum { PICTURE_MOST = 2 << 20, REPORT_MOST = 30 << 20 };

/** The place of one file. */
typedef struct {
    char *top;  /**< the folders in front of it: "" or "FOLDER/.../" */
    char *name; /**< CHAPTER/NAME, "student.txt", "report.pdf"; of a file that
                     is loose, NAME */
    const Chapter *chapter; /**< or NULL */
    size_t most;            /**< bytes that it may have */
    bool own;               /**< of the student's own, beside a chapter's */
    bool exact;             /**< spelled as it should be, capitals and all */
    bool loose; /**< in no chapter's folder: its name, or its neighbours',
                   must say where it belongs */
} Place;

/** The path as we write it: with slashes, without "./" in front. NULL for one
 *  that no honest archive has, or that holds what systems leave behind. To be
 *  freed. */
char *place_path(const char *path);

/** Where the file belongs; false when nothing like it is taken.
 *  @param path from place_path() */
bool place_find(const Catalogue *catalogue, const char *path, Place *place);

/** The chapter's own name that differs from this at most in capitals, or
 *  NULL. */
const char *place_chapters(const Chapter *chapter, const char *name);

/** Releases its texts. */
void place_free(Place *place);

bool place_is_picture(const char *name);
bool place_is_report(const char *name);
bool place_is_archive(const char *name);

#endif
