/**
 * @file course.h
 * A course preset: which exercises count and for how much, and the rules of
 * handing in. Presets are text files, grader/courses/NAME, in the INI format
 * of inih; each states and explains its own lines. In short:
 *
 *     title = Deep learning, assignment 1
 *     exercises = listed   ; listed: those of the sections below
 *                          ; all: every one, with the chapters' points
 *     group = 2            ; the most names on one submission
 *     names = required     ; every member's name; on the report's first page
 *     number = required    ; the group's number or name
 *     deadline = 2024-11-05 09:00
 *     zone = Europe/Berlin
 *     late = free          ; late.h
 *     archive = {LASTNAME}_{firstname}_Lab2   ; archive_name.h
 *     formats = zip tar.gz
 *     mail = GROUP: {LASTNAME}                ; the subject, for the sheet
 *     report = required    ; exactly one PDF
 *     pages = 3            ; the most it may have
 *     given = 05-net       ; chapters whose code is handed out
 *     figures = loss sweep ; those that reports show (all)
 *     runs = default, base ; those whose settings a short report states
 *     text = What the sheet says besides.
 *
 *     [breaches]           ; of group names number archive report pages:
 *     archive = flag       ; flag (the default), refuse, or "2 points"
 *
 *     [declare]            ; willingness to present what stands under an item
 *     network = 20 for 2.2
 *
 *     [1.2 b]              ; an item of the sheet
 *     heading = The sigmoid
 *     sigmoid = 1          ; an exercise and its points
 *     two_layer = 1 after linear_forward linear_backward
 */
#ifndef COURSE_H
#define COURSE_H

#include "base/moment.h"
#include "catalogue.h"
#include "late.h"

/** What a submission can get wrong. */
typedef enum {
    RULE_GROUP,
    RULE_NAMES,
    RULE_NUMBER,
    RULE_ARCHIVE,
    RULE_REPORT,
    RULE_PAGES,
    RULES
} Rule;

/** How a breach is treated. */
typedef struct {
    enum { FLAG, REFUSE, COST } how;
    double points; /**< that COST takes off */
} Treatment;

/** Willingness to present what was handed in under an item. */
typedef struct {
    char *word; /**< what students write in student.txt */
    double points;
    char *item;
} Declarable;

/** An item of the original sheet. */
typedef struct {
    char *label;   /**< "1.2 b" */
    char *heading; /**< or "" */
    char *text;    /**< or "" */
} Item;

typedef struct {
    char *name, *title, *term;
    size_t group; /**< the most students on one submission, 0: any number */
    bool names, number, report;
    char *zone;
    char *deadline_text; /**< as the preset says it, or NULL */
    time_t deadline;     /**< where there is a text */
    char *late_text;
    Late late;
    char *archive, *mail; /**< patterns, or NULL */
    Texts formats;
    size_t pages; /**< 0: any number */
    Texts given, figures, runs;
    char *text; /**< paragraphs, separated by line ends; or "" */
    Treatment breaches[RULES];
    Declarable *declarables;
    size_t declarable_count;
    Item *items;
    size_t item_count;
} Course;

/**
 * Reads a preset and marks in the catalogue which exercises it takes, under
 * which items and with which points. An unknown name, or a preset with a
 * line that is not understood, ends the program; the line names the presets
 * there are. A NULL name is the only preset there is, else `workbook`.
 */
Course course_apply(const char *name, Catalogue *catalogue);

/** Is `item` the label itself or one of its parts: "1.2 b" of "1.2", "1.2" of
 *  "1"? A NULL item is not. */
bool item_is_below(const char *item, const char *label);

/** "archive", "pages", ... as presets call it. */
const char *rule_name(Rule rule);

/** Releases its texts. */
void course_free(Course *course);

#endif
