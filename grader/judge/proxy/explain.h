/**
 * @file explain.h
 * Why a worker failed, in the student's words. Nothing here decides
 * anything: that it failed is known already.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "link.h"

/** A failed call. */
typedef struct {
    const char *function;    /**< NULL while the code was loaded */
    bool over;               /**< it had returned already */
    const char *const *args; /**< its arguments' names */
    int arg_count;
    bool lacks; /**< was one of them NULL, or a matrix without elements? */
    LinkEnd end;
    LinkDeath death;
    const char *text;   /**< what the worker printed, a string */
    const char *source; /**< the name of the student's file */
    int limit_ms;       /**< of a call */
    int cpu_s;          /**< of all calls */
    size_t memory_mib;
} Failed;

/** How much an explanation says. */
typedef enum {
    SAYS_ALL,     /**< what it names is what was wrong */
    SAYS_SYMPTOM, /**< memory that was damaged before may be behind it */
    SAYS_DAMAGE,  /**< a sanitizer saw memory being damaged */
    SAYS_KILLED   /**< somebody else ended it, it is not to blame */
} Says;

/** What to say. */
typedef struct {
    char message[400]; /**< names what happened, holds no value */
    char cause[400];   /**< the likely cause, or "" */
    Says says;
} Explanation;

Explanation explain(const Failed *failed);

/** What a sanitizer's report says, as "heap-buffer-overflow (WRITE of size
 *  8) in ground.c:12", `source` being that file; false when `text` holds
 *  none. Nothing else of the text is passed on: see explain.c. */
bool explain_sanitizer(const char *text, const char *source, char *to,
                       size_t room);

#endif
