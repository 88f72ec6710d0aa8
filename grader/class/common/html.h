/**
 * @file html.h
 * Writing HTML. Whatever comes from a record or a name goes through these.
 */
#ifndef HTML_H
#define HTML_H

#include <stdio.h>

/** Text as text: nothing in it can become markup, inside or outside of an
 *  attribute in double quotes. */
void html_text(FILE *page, const char *text);

/** A text of a person's own, which may run from right to left: kept from
 *  turning what stands around it. */
void html_foreign(FILE *page, const char *text);

/** A relative address below the page's own folder: DIRECTORY/FILE. */
void html_address(FILE *page, const char *directory, const char *file);

/** The head's lines on what the page may do: show itself, with this one
 *  style sheet and, unless it is NULL, this one script. */
void html_policy(FILE *page, const char *style, const char *script);

/** The style sheet of all pages about a class: the book's, and what these
 * add; to be freed by the caller. */
char *html_style(void);

/** A file of ours, at most a megabyte; to be freed by the caller. */
char *html_part(const char *path);

/** Opens a page, to be written under another name first, and puts it in its
 *  place. What cannot be written ends the program.
 *  @{ */
FILE *html_open(const char *path);
void html_close(FILE *page, const char *path);
/** @} */

#endif
