/**
 * @file settings.h
 * The tables of settings and results that an experiment writes, one line a
 * run.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

/**
 * Prints the tables of a directory as Markdown narrow enough for a page, each
 * line beginning with the run's name; nothing when there are none.
 * @param directory where the chapter's tables are
 * @param put prints a text with everything that means something to Markdown
 *   escaped
 */
void settings_put(const char *directory, void (*put)(const char *text));

/** The same as a paragraph for each run that RUNS in the environment names,
 *  separated by commas. */
void settings_list(const char *directory, void (*put)(const char *text));

#endif
