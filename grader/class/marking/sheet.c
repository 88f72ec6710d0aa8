/* sheet.c - the answers as a text that pandoc sets. For each answer a div is
 * left that the book's filter fills, as it does in reports: what a student
 * wrote is read there, made harmless. */
#include "base/fault.h"
#include "base/files.h"
#include "marking.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 4 << 20 };

/* Markdown takes a backslash before punctuation as "this very character". */
static void put(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (ispunct(c))
            putc('\\', out);
        putc(iscntrl(c) || isspace(c) ? ' ' : c, out);
    }
}

static void put_state(FILE *out, const Answer *answer,
                      const Question *question)
{
    if (!answer->marked)
        return;
    fprintf(out, "*Marked: %g of %g points", answer->score, question->points);
    fputs(*answer->comment ? ".* " : ".*", out);
    put(out, answer->comment);
    fputs("\n\n", out);
}

static void put_answer(FILE *out, const Question *question, size_t number)
{
    const Answer *answer = &question->answers[number - 1];
    fprintf(out, "\n## %zu\\. ", number);
    put(out, answer->shown);
    fprintf(out, " {#answer-%zu .unnumbered}\n\n", number);
    put_state(out, answer, question);
    fprintf(out,
            "::: {.answer of=\"%zu\" chapter=\"%s\" exercise=\"%s\"}\n:::\n",
            number, question->chapter, question->exercise->id);
}

static size_t open_in(const Question *question)
{
    size_t count = 0;
    for (size_t i = 0; i < question->count; i++)
        count += !question->answers[i].marked;
    return count;
}

static void put_head(FILE *out, const Records *records,
                     const Question *question)
{
    const char *title = text_of(records->head, "title");
    fprintf(out, "---\ntitle: |\n  ");
    put(out, question->exercise->number);
    fputs(". ", out);
    put(out, question->exercise->title);
    fputs("\nsubtitle: |\n  ", out);
    put(out, *title ? title : text_of(records->head, "course"));
    fprintf(out,
            ": %zu answers, %zu of them to be marked, %g point%s each\n"
            "---\n\n",
            question->count, open_in(question), question->points,
            question->points == 1 ? "" : "s");
    fprintf(out,
            "# Model answer {.unnumbered}\n\n::: {.answer of=\"model\" "
            "chapter=\"%s\" exercise=\"%s\"}\n:::\n\n"
            "# Answers {.unnumbered}\n",
            question->chapter, question->exercise->id);
}

/* The files of one answer, as far as they have the names that reports show.
 */

static void copy(const char *from, const char *directory, const char *name)
{
    size_t size;
    char *bytes = file_read(from, FILE_MOST, &size);
    if (!bytes)
        return;
    if (!directory_make(directory))
        die(GRADER_FAULT, "%s cannot be made: %s", directory,
            strerror(errno));
    char *to = format("%s/%s", directory, name);
    file_write(to, bytes, size);
    free(to);
    free(bytes);
}

static bool is_picture(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return length > 0 && (strcmp(name + length, ".png") == 0 ||
                          strcmp(name + length, ".jpg") == 0);
}

static void copy_pictures(const char *from, const char *to)
{
    Texts names = {0};
    directory_names(from, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = format("%s/%s", from, names.item[i]);
        if (is_picture(names.item[i]))
            copy(path, to, names.item[i]);
        free(path);
    }
    texts_free(&names);
}

static void copy_answer(const Records *records, const Question *question,
                        size_t number, const char *job)
{
    size_t i = question->answers[number - 1].submission;
    char *part = format("answers/%s", question->chapter);
    char *pictures = records_path(records, i, part);
    char *text = format("%s.md", pictures);
    char *to = format("%s/answers/%zu", job, number);
    char *beside = format("%s/%s", to, question->chapter);
    char *name = format("%s.md", question->chapter);
    copy(text, to, name);
    copy_pictures(pictures, beside);
    free(part);
    free(pictures);
    free(text);
    free(to);
    free(beside);
    free(name);
}

void sheet_write(const Records *records, const Question *question,
                 const char *job)
{
    char *text = NULL, *path = format("%s/marking.md", job);
    size_t size;
    FILE *out = need(open_memstream(&text, &size));
    put_head(out, records, question);
    for (size_t i = 1; i <= question->count; i++) {
        put_answer(out, question, i);
        copy_answer(records, question, i, job);
    }
    fclose(out);
    file_write(path, text, size);
    free(text);
    free(path);
}
