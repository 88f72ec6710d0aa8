/**
 * @file export.h
 * Handing results on to other programs. A format is one file of formats/,
 * and registers itself; nothing lists them.
 *
 *     static void write_it(FILE *out, const json_t *view) { ... }
 *     EXPORT_FORMAT(.name = "lines", .file = "lines.txt",
 *                   .about = "a line an exercise", .one = write_it)
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "class.h"
#include "view.h"
#include "words.h"

#include <stdio.h>

/** One format. */
typedef struct {
    const char *name;  /**< FORMAT= */
    const char *file;  /**< what it is called, in the directory of results */
    const char *about; /**< one line for people */
    /** Writes one grading, or NULL for a format of whole classes. */
    void (*one)(FILE *out, const json_t *view);
    /** Writes a class, or NULL for a format of single gradings. */
    void (*all)(FILE *out, const Class *class);
} Format;

/** Adds a format to the table that the linker makes. */
#define EXPORT_FORMAT(...)                                                   \
    static const Format format_here = {__VA_ARGS__};                         \
    __attribute__((                                                          \
        used, section("formats"))) static const Format *const format_there = \
        &format_here;

/** An option from the environment; NULL when it is empty or not set. */
const char *option(const char *name);

/** Writes JSON and a line end.
 *  @param flags of json_dumpf() */
void put_json(FILE *out, json_t *json, size_t flags);

#endif
