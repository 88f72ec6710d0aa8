/* short.c - the report of a course that limits its pages. */
#define _GNU_SOURCE
#include "short.h"
#include "parts.h"
#include "settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The head */

static void put_head(const json_t *record, bool own)
{
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        fputs(i ? ", **" : "**", stdout);
        put(text_of(student, "name"));
        fputs("** \\(", stdout);
        put(text_of(student, "id"));
        fputs("\\)", stdout);
    }
    if (!own)
        printf(". **%g of %g points**", number_of(record, "score"),
               number_of(record, "max_score"));
    puts(".\n");
}

/* Items */

/* The folder of the chapter whose exercises are called "3.1", "3.2", ... */
static bool chapter_of(const json_t *exercise, FILE *labels, Label *chapter)
{
    const char *number = text_of(exercise, "number");
    size_t length = strcspn(number, ".");
    rewind(labels);
    while (next_label(labels, chapter))
        if (strncmp(chapter->id, "ch:", 3) == 0 &&
            strlen(chapter->number) == length &&
            strncmp(chapter->number, number, length) == 0)
            return length > 0;
    return false;
}

static bool is_of(const json_t *exercise, const char *item)
{
    return strcmp(text_of(exercise, "item"), item) == 0;
}

static void put_verdict(const json_t *e, bool own)
{
    put(text_of(e, "title"));
    printf(": %s", word_for(text_of(e, "status")));
    if (!own && number_of(e, "points") > 0)
        printf(" \\(%g of %g\\)", number_of(e, "score"),
               number_of(e, "points"));
}

static void put_answer(const json_t *e, FILE *labels)
{
    Label chapter;
    if (strcmp(text_of(e, "kind"), "answer") != 0 ||
        !chapter_of(e, labels, &chapter))
        return;
    printf("::: {.answer chapter=\"%s\" exercise=\"%s\"}\n:::\n\n",
           chapter.page, text_of(e, "id"));
}

/* What earns nothing is not worth a line of three pages. */
static void put_item(const json_t *exercises, const char *item, FILE *labels,
                     bool own)
{
    size_t i;
    json_t *e;
    bool any = false;
    printf("**Task ");
    put(item);
    printf("\\.** ");
    json_array_foreach(exercises, i, e)
    {
        if (!is_of(e, item) || number_of(e, "points") == 0)
            continue;
        fputs(any ? "; " : "", stdout);
        put_verdict(e, own);
        any = true;
    }
    puts(".\n");
    json_array_foreach(exercises, i, e) if (is_of(e, item))
        put_answer(e, labels);
}

static bool is_first(const json_t *exercises, size_t index)
{
    const char *item = text_of(json_array_get(exercises, index), "item");
    for (size_t i = 0; i < index; i++)
        if (is_of(json_array_get(exercises, i), item))
            return false;
    return true;
}

/* In the order of the labels, which is that of the sheet. */
static int by_item(const void *a, const void *b)
{
    return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_items(const json_t *record, FILE *labels, bool own)
{
    const json_t *exercises = json_object_get(record, "exercises");
    size_t count = json_array_size(exercises), items = 0;
    const char **item = calloc(count + 1, sizeof *item);
    for (size_t i = 0; item && i < count; i++)
        if (is_first(exercises, i))
            item[items++] = text_of(json_array_get(exercises, i), "item");
    if (item)
        qsort(item, items, sizeof *item, by_item);
    for (size_t i = 0; item && i < items; i++)
        put_item(exercises, item[i], labels, own);
    free(item);
}

/* Runs and figures */

static void put_runs(FILE *labels, const char *job)
{
    Label label;
    char path[2 * LABEL_LINE];
    rewind(labels);
    while (next_label(labels, &label))
        if (strncmp(label.id, "ch:", 3) == 0) {
            snprintf(path, sizeof path, "%s/plots/%s", job, label.page);
            settings_list(path, put);
        }
}

static void put_figures(FILE *labels, const char *job)
{
    Label figure;
    char file[3 * LABEL_LINE], path[4 * LABEL_LINE];
    puts("::: plots");
    rewind(labels);
    while (next_label(labels, &figure)) {
        if (strncmp(figure.id, "fig:", 4) != 0 ||
            !is_wanted("FIGURES", ' ', figure.id + 4))
            continue;
        snprintf(file, sizeof file, "plots/%s/%s.pdf", figure.page,
                 figure.name);
        snprintf(path, sizeof path, "%s/%s", job, file);
        if (access(path, R_OK) == 0)
            printf("\n::: {.small number=\"%s\" file=\"%s\"}\n%s\n:::\n",
                   figure.number, file, figure.text);
    }
    puts("\n:::");
}

void short_report(const json_t *record, FILE *labels, const char *job,
                  bool own)
{
    put_head(record, own);
    put_items(record, labels, own);
    put_runs(labels, job);
    put_figures(labels, job);
}
