/* main.c - prepares the marking of written answers.
 *
 *   marking OUT            the questions of the course, one a line:
 *                          ID CHAPTER
 *   marking OUT ID JOB     all answers to one: OUT/marking/ID.csv to fill in,
 *                          and JOB/marking.md with JOB/answers to be set;
 *                          prints how many answers, and how many new rows
 *
 * Environment: ANONYMOUS=1 shows pseudonyms (OUT/marking/key.csv), PENDING=1
 * leaves out what is marked. */
#include "base/fault.h"
#include "base/files.h"
#include "marking.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0") != 0;
}

static void list(const Records *records, const Catalogue *catalogue)
{
    Texts ids = questions(records);
    for (size_t i = 0; i < ids.count; i++)
        for (size_t c = 0; c < catalogue->count; c++)
            if (chapter_exercise(&catalogue->chapters[c], ids.item[i]))
                printf("%s %s\n", ids.item[i], catalogue->chapters[c].name);
    texts_free(&ids);
}

static void prepare(const Records *records, const Catalogue *catalogue,
                    const char *id, const char *job)
{
    char *directory = format("%s/marking", records->out);
    Wish wish = {is_set("ANONYMOUS"), is_set("PENDING"), directory};
    if (!directory_make(directory))
        die(BAD_INPUT, "%s cannot be written: %s", directory,
            strerror(errno));
    Question question = question_read(records, catalogue, id, &wish);
    size_t fresh = table_update(records, &question, &wish);
    sheet_write(records, &question, job);
    printf("%zu %zu\n", question.count, fresh);
    question_free(&question);
    free(directory);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 4)
        die(BAD_INPUT, "usage: marking OUT [ID JOB]");
    Records records = records_read(argv[1]);
    Catalogue catalogue = catalogue_read();
    if (argc == 2)
        list(&records, &catalogue);
    else
        prepare(&records, &catalogue, argv[2], argv[3]);
    catalogue_free(&catalogue);
    records_free(&records);
    return 0;
}
