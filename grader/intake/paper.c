/* paper.c - the report that students hand in. */
#include "paper.h"
#include "base/fault.h"
#include "base/files.h"
#include "box/box.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_MOST = 1 << 20 };

/* Of what pdfinfo prints, a document's own words come before its pages. */
static const char script[] =
    "pdfinfo in/report.pdf | sed -n 's/^Pages: *//p' | tail -n 1 >out/pages\n"
    "pdftotext -q -enc UTF-8 -f 1 -l 1 in/report.pdf out/first\n";

static char *result_of(const char *directory, const char *name)
{
    char *path = format("%s/%s", directory, name);
    char *text = file_read(path, FIRST_MOST, NULL);
    free(path);
    return text ? text : format("%s", "");
}

static void examine(const Isolation *isolation, const char *directory,
                    Paper *paper)
{
    char *pdf = format("%s/report.pdf", directory);
    const char *argv[] = {"/usr/bin/sh", "-e", "-c", script, NULL};
    const BoxFile files[] = {{pdf, "report.pdf"}, {NULL, NULL}};
    const char *results[] = {"pages", "first", NULL};
    Box box = {
        .argv = argv, .files = files, .results = results, .to = directory};
    BoxResult *result = need(malloc(sizeof *result));
    BoxEnd end = box_run(isolation, &box, result);
    if (end == BOX_ENDED && result->status == 0) {
        char *pages = result_of(directory, "pages");
        paper->pages = strtoul(pages, NULL, 10);
        paper->first = result_of(directory, "first");
        free(pages);
    }
    if (end == BOX_BROKEN || end == BOX_OUTSIDE)
        complain("the PDF could not be looked at: %s", result->why);
    free(result);
    free(pdf);
}

Paper paper_read(const Isolation *isolation, const Submission *submission)
{
    Paper paper = {0};
    const Handed *file = handed(submission, NULL, "report.pdf");
    if (!file)
        return paper;
    paper.there = true;
    if (file->problem)
        paper.problem = format("%s", file->problem);
    else {
        char *directory = format("%s/report", scratch());
        char *pdf = format("%s/report.pdf", directory);
        directory_make(directory);
        file_write(pdf, file->bytes, file->size);
        examine(isolation, directory, &paper);
        tree_remove(directory);
        free(directory);
        free(pdf);
    }
    if (!paper.problem && !paper.pages)
        paper.problem = format("cannot be read as a PDF");
    return paper;
}

/* Words in small letters, each between blanks: " ada lovelace ". Bytes beyond
 * ASCII are letters of their words. */
static char *folded(const char *text, size_t length)
{
    char *copy = need(malloc(length + 3)), *to = copy;
    *to++ = ' ';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (isalnum(c) || c >= 128)
            *to++ = (char)tolower(c);
        else if (to[-1] != ' ')
            *to++ = ' ';
    }
    if (to[-1] != ' ')
        *to++ = ' ';
    *to = '\0';
    return copy;
}

static bool plain(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)word[i] >= 128)
            return false;
    return length > 0;
}

bool paper_names(const Paper *paper, const char *name)
{
    bool all = true;
    char *page = folded(paper->first ? paper->first : "",
                        strlen(paper->first ? paper->first : ""));
    for (const char *word = name; *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        char *wanted = folded(word, length);
        if (plain(word, length) && !strstr(page, wanted))
            all = false;
        free(wanted);
        word += length;
    }
    free(page);
    return all;
}

void paper_free(Paper *paper)
{
    free(paper->problem);
    free(paper->first);
    *paper = (Paper){0};
}
