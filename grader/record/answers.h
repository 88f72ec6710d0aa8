/**
 * @file answers.h
 * The questions that a person marks: answers.md of a chapter, one heading
 * "## id" a question with its answer below.
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "record.h"

/**
 * What can be said of an answer before a person reads it: failed with 0
 * points when there is none (nothing below the heading, or nothing that is
 * not in the skeleton), else to_be_marked.
 * @param exercise of kind answer
 * @param text the chapter's answers.md, or NULL
 * @param skeleton the untouched one, or NULL
 */
json_t *answer_judge(const Exercise *exercise, const char *text,
                     const char *skeleton);

/** Is anything there below the question's heading that the skeleton does not
 *  say itself?
 *  @param text the chapter's answers.md
 *  @param skeleton the untouched one, or NULL
 *  @param id the exercise's */
bool answer_given(const char *text, const char *skeleton, const char *id);

#endif
