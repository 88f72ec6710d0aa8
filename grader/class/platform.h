/**
 * @file platform.h
 * How platforms name what they hand out.
 */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>

/** A name taken apart; each part is a stretch of the name. */
typedef struct {
    int person;       /**< length of the first part, the person's name */
    int id_at, id;    /**< where the platform's number stands, its length */
    bool late;        /**< Canvas */
    bool text;        /**< an online text or a web address, not a file */
    const char *file; /**< the student's own name for it; "" for a folder */
} PlatformName;

/** Moodle's `Fullname_1234_assignsubmission_file`, for a folder perhaps with
 *  an "_" behind, for a file with `_NAME`. The full name may hold "_". */
bool moodle_name(const char *name, PlatformName *parts);

/** Canvas's `lovelaceada_LATE_1234_5678_NAME`, where LATE_ may be missing;
 * and `lovelaceada_LATE_1234_text.html`, `..._link.html` of who handed in a
 * text or a web address. */
bool canvas_name(const char *name, PlatformName *parts);

#endif
