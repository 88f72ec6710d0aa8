/**
 * @file mutants.h
 * The mutants that have been found: changes of the source, each by itself.
 */
#ifndef MUTANTS_H
#define MUTANTS_H

extern int mutant_count;

/**
 * Tokens `from` to `to` become what the format says. Only within one answer;
 * elsewhere, and where the text is too long, nothing is changed.
 * @param kind of the change, as it is listed
 * @param from first token
 * @param to last token
 * @param with their new text, a format
 */
__attribute__((format(printf, 4, 5))) void
change(const char *kind, int from, int to, const char *with, ...);

/** Prints all mutants, a line each: number, exercise, line, kind, change. */
void mutants_list(void);

/** Prints the source with mutant `number` made, from 1. */
void mutant_print(int number);

#endif
