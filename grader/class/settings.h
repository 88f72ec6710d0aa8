/**
 * @file settings.h
 * What a class run was asked for, by environment variables:
 * SUBMISSIONS OUT COURSE MARKS ROSTER SEED TRAIN JOBS ENGINE REPORT.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "course/course.h"
#include "record/marks.h"

#include <stdbool.h>

typedef struct {
    char *submissions, *out, *marks, *roster, *engine; /**< or NULL */
    size_t jobs;
    bool report;
} Settings;

/** Reads the environment, makes paths absolute, and prepares it for the
 *  programs that are started. The project's root becomes the working
 *  directory. */
Settings settings_read(void);

/** The path of a file of the class, to be freed by the caller. */
char *out_file(const Settings *settings, const char *name);

/** The path of a file of one submission, to be freed by the caller.
 *  @param name "" for its directory */
char *out_of(const Settings *settings, const char *submission,
             const char *name);

/** Writes a file of the class under another name and renames it; ends the
 *  program when it cannot. */
void out_write(const Settings *settings, const char *name, const char *text);

/** The content of class.json; ends the program when it cannot be read. */
json_t *class_load(const Settings *settings);

/** Writes class.json. */
void class_save(const Settings *settings, const json_t *class);

#endif
