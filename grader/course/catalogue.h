/**
 * @file catalogue.h
 * What can be handed in and what is asked: the chapters that are there,
 * their exercises (chapters/CHAPTER/exercises.tsv), and the files that
 * students write (the names in skeletons/CHAPTER).
 */
#ifndef CATALOGUE_H
#define CATALOGUE_H

#include "base/text.h"

/** How an exercise is judged: by tests of its code, by a run of the
 *  chapter's experiment, by a person who reads the answer, by what was
 *  declared. */
typedef enum {
    CODE,
    RUN,
    ANSWER,
    DECLARATION /**< of no chapter: what students declare in student.txt */
} Kind;

typedef struct {
    char *id, *number, *title;
    double points; /**< those of the course, once it is applied */
    bool taken;    /**< does the course ask for it? */
    Texts needs;   /**< ids of the same chapter */
    char *item;    /**< the item of the course's sheet, "1.2 b", or NULL */
    Texts after;   /**< exercises that its points depend on in the course */
    Kind kind;
} Exercise;

typedef struct {
    char *name; /**< such as "02-activations" */
    Exercise *exercises;
    size_t exercise_count;
    Texts sources; /**< C files that students write, such as "ground.c" */
    bool answers;  /**< is there an answers.md? */
} Chapter;

typedef struct {
    Chapter *chapters;
    size_t count;
} Catalogue;

/** Reads what is below chapters/ and skeletons/ of the working directory.
 *  A malformed table is a grader fault. */
Catalogue catalogue_read(void);

/** Releases all of it. */
void catalogue_free(Catalogue *catalogue);

/** The chapter of that name, or NULL. */
Chapter *catalogue_chapter(const Catalogue *catalogue, const char *name);

/** The exercise of that id in the chapter, or NULL. */
Exercise *chapter_exercise(const Chapter *chapter, const char *id);

/** The exercise of that id in the book, or NULL. */
Exercise *catalogue_exercise(const Catalogue *catalogue, const char *id);

/** "code", "run", "answer" or "declaration". */
const char *kind_name(Kind kind);

#endif
