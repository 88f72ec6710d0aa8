/**
 * @file paper.h
 * The report that students hand in, a PDF that nobody vouches for: it is
 * read by poppler inside the sandbox.
 */
#ifndef PAPER_H
#define PAPER_H

#include "box/isolation.h"
#include "submission.h"

/** What can be said of it. */
typedef struct {
    bool there;
    char *problem; /**< why it cannot be read, or NULL */
    size_t pages;
    char *first; /**< the text of the first page, or "" */
} Paper;

/** Reads the submission's report.pdf. */
Paper paper_read(const Isolation *isolation, const Submission *submission);

/** Does the first page show this name? Only its words in plain letters are
 *  looked for: what a PDF makes of others depends on its fonts. */
bool paper_names(const Paper *paper, const char *name);

/** Releases its texts. */
void paper_free(Paper *paper);

#endif
