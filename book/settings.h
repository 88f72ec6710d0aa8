/**
 * @file settings.h
 * The table of settings and results that an experiment writes: settings.csv,
 * one line a run.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

/**
 * Prints settings.csv of a directory as Markdown tables narrow enough for a
 * page, each beginning with the run's name; nothing when there is none.
 * @param directory where the chapter's tables are
 * @param put prints a text with everything that means something to Markdown
 *   escaped
 */
void settings_put(const char *directory, void (*put)(const char *text));

#endif
