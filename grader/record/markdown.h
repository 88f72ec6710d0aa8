/**
 * @file markdown.h
 * Text as it is put into Markdown. Text that became code or a list would read
 * badly, and text that became a link or an image would do harm: a word with
 * marks of Markdown in it is put as code, in which nothing has a meaning.
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <stdio.h>

/** Puts a text, at the start of a line or within it. */
void put_text(FILE *out, const char *text);

/** Puts a text into a table, where a bar parts cells, even in code. */
void put_cell(FILE *out, const char *text);

/** Puts the name of a check, its words apart. */
void put_name(FILE *out, const char *name);

#endif
