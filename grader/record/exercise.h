/**
 * @file exercise.h
 * What feedback tells of one exercise of a record: its verdict, and its
 * checks, of each cause the first that has it. None takes NULL.
 */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/** "passed", "not yet" and so on. */
const char *exercise_verdict(const json_t *exercise);

/** Is there more to tell of it than its verdict? */
bool exercise_has_more_to_say(const json_t *exercise);

/** The check that says all there is to say, where its name says nothing, such
 *  as "answer"; else NULL. */
const json_t *exercise_only_check(const json_t *exercise);

/** Is that check's message a line among others? What a person wrote about an
 *  answer is none. */
bool exercise_fits_in_a_line(const json_t *exercise);

/** Puts a part of its own: verdict, what went wrong, a hint. */
void exercise_put(FILE *out, const json_t *exercise);

/** Is the text under `key` the same in two objects? */
bool same_text(const json_t *a, const json_t *b, const char *key);

#endif
