/* report.c - turns a record into the Markdown of a report.
 *
 *   report LABELS JOB RECORD          a graded submission
 *   report LABELS JOB --own WORK DIR  a student's own work: what the last
 *       `make check` and `make plots` found (DIR/course.tsv,
 *       DIR/practice/CHAPTER.record and
 *       DIR/work/plots/CHAPTER/PRECISION.record), without marks
 *
 * LABELS is build/labels.tsv: titles of chapters and captions of figures.
 * FIGURES in the environment names the figures to show (all), RUNS those
 * whose settings are listed in a short report, and SHORT asks for one. JOB
 * holds plots/CHAPTER/NAME.pdf as far as they could be drawn. For each
 * plot and each answer a div is left that the filter fills. All text of the
 * record is escaped: names and messages may come from anyone. */
#include "own.h"
#include "parts.h"
#include "settings.h"
#include "short.h"

#include <ctype.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE = LABEL_LINE };

static void put_name(const char *name)
{
    for (; *name; name++)
        if (*name == '_')
            putchar(' ');
        else
            put((char[]){*name, '\0'});
}

/* The head */

static void put_row(const char *label, const char *text)
{
    if (!*text)
        return;
    printf("| %s | ", label);
    put(text);
    puts(" |");
}

static void put_people(const json_t *record)
{
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        fputs("| Name | ", stdout);
        put(text_of(student, "name"));
        if (*text_of(student, "id"))
            fputs(" \\(", stdout);
        put(text_of(student, "id"));
        if (*text_of(student, "id"))
            fputs("\\)", stdout);
        puts(" |");
    }
}

static void put_result(const json_t *record)
{
    double pending = number_of(record, "pending");
    printf("| Result | **%g of %g points**", number_of(record, "score"),
           number_of(record, "max_score"));
    if (pending > 0)
        printf("; answers worth %g more wait for a person", pending);
    puts(" |");
}

static void join(const json_t *list, char *text, size_t size)
{
    size_t i, used = 0;
    json_t *item;
    *text = '\0';
    json_array_foreach(list, i, item)
    {
        int more = snprintf(text + used, size - used, "%s%s", i ? ", " : "",
                            json_string_value(item));
        if (more > 0 && (size_t)more < size - used)
            used += (size_t)more;
    }
}

static void put_head(const json_t *record, bool own)
{
    char isolation[LINE];
    puts("|        |                                               |\n"
         "| :----- | :-------------------------------------------- |");
    put_people(record);
    put_row("Course", text_of(record, "course"));
    if (!own)
        put_result(record);
    put_row("Data", text_of(json_object_get(record, "data"), "name"));
    put_row("Seed", text_of(record, "seed"));
    put_row("Kernel", text_of(record, "kernel"));
    join(json_object_get(record, "isolation"), isolation, sizeof isolation);
    put_row("Isolation", isolation);
    if (own)
        puts("\nThis is your own report: it shows what the visible checks and"
             " your experiments found on your machine. Grading uses fresh "
             "values.");
    puts("");
}

/* The table */

static const char *kind_of(const json_t *exercise)
{
    const char *kind = text_of(exercise, "kind");
    return strcmp(kind, "run") == 0      ? "experiment"
           : strcmp(kind, "answer") == 0 ? "question"
                                         : "code";
}

static void put_table(const json_t *record, bool own)
{
    size_t i;
    json_t *e;
    puts(own ? "| Nr | Exercise | Kind | Status |\n"
               "| :--- | :---------------------------- | :------- | "
               ":--------- |"
             : "| Nr | Exercise | Kind | Points | Score | Status |\n"
               "| :--- | :--------------------------- | :-------- | ----: | "
               "----: | :---------- |");
    json_array_foreach(json_object_get(record, "exercises"), i, e)
    {
        fputs("| ", stdout);
        put(text_of(e, "number"));
        fputs(" | ", stdout);
        put(text_of(e, "item"));
        fputs(*text_of(e, "item") ? ": " : "", stdout);
        put(text_of(e, "title"));
        printf(" | %s | ", kind_of(e));
        if (!own)
            printf("%g | %g | ", number_of(e, "points"),
                   number_of(e, "score"));
        printf("%s |\n", word_for(text_of(e, "status")));
    }
    if (!own)
        printf("| | **Sum** | | **%g** | **%g** | |\n",
               number_of(record, "max_score"), number_of(record, "score"));
    puts("");
}

static void put_flags(const json_t *record)
{
    size_t i;
    json_t *flag, *flags = json_object_get(record, "flags");
    if (json_array_size(flags) > 0)
        puts("Notes on what was handed in:\n");
    json_array_foreach(flags, i, flag)
    {
        fputs("- ", stdout);
        put(json_string_value(flag));
        puts("");
    }
    puts("");
}

/* Exercises */

static void put_detail(const char *label, const char *text)
{
    if (!*text)
        return;
    printf("    - %s: ", label);
    put(text);
    puts("");
}

/* A cause that several checks share is told at the first. */
static bool is_told(const json_t *checks, size_t before, const char *cause)
{
    for (size_t i = 0; i < before; i++)
        if (strcmp(text_of(json_array_get(checks, i), "cause"), cause) == 0)
            return true;
    return false;
}

static void put_check(const json_t *checks, size_t at, bool own)
{
    const json_t *check = json_array_get(checks, at);
    const char *cause = text_of(check, "cause");
    const char *message = text_of(check, "message");
    if (strcmp(text_of(check, "status"), "passed") == 0 && !*message)
        return;
    fputs("- *", stdout);
    put_name(text_of(check, "id"));
    fputs("*", stdout);
    if (*message)
        fputs(": ", stdout);
    put(message);
    puts("\n");
    if (!is_told(checks, at, cause))
        put_detail("likely cause", cause);
    if (own)
        put_detail("values", text_of(check, "detail"));
}

/* One for all checks of the exercise. */
static void put_hint(const json_t *checks)
{
    size_t i;
    json_t *check;
    json_array_foreach(checks, i, check)
    {
        if (!*text_of(check, "help"))
            continue;
        fputs("- a hint: ", stdout);
        put(text_of(check, "help"));
        puts("\n");
        return;
    }
}

static void put_checks(const json_t *exercise, bool own)
{
    size_t i, passed = 0;
    json_t *check, *checks = json_object_get(exercise, "checks");
    json_array_foreach(checks, i, check) passed +=
        strcmp(text_of(check, "status"), "passed") == 0;
    if (json_array_size(checks) > 0 &&
        strcmp(text_of(exercise, "kind"), "answer") != 0)
        printf(" %zu of %zu checks.", passed, json_array_size(checks));
    puts("\n");
    for (i = 0; i < json_array_size(checks); i++)
        put_check(checks, i, own);
    put_hint(checks);
    puts("");
}

static void put_exercise(const json_t *e, const char *chapter, bool own)
{
    fputs("\n## Exercise ", stdout);
    put(text_of(e, "number"));
    fputs(". ", stdout);
    put(text_of(e, "title"));
    printf(" {.unnumbered}\n\n**%s**", word_for(text_of(e, "status")));
    if (!own && number_of(e, "points") > 0)
        printf(", %g of %g points", number_of(e, "score"),
               number_of(e, "points"));
    fputs(".", stdout);
    put_checks(e, own);
    printf("::: {.answer chapter=\"%s\" exercise=\"%s\"}\n:::\n", chapter,
           text_of(e, "id"));
}

/* Chapters */

/* Does "3.12" belong to chapter "3"? */
static bool is_of(const json_t *exercise, const char *chapter)
{
    const char *number = text_of(exercise, "number");
    size_t length = strlen(chapter);
    return strncmp(number, chapter, length) == 0 && number[length] == '.';
}

/* How many exercises the chapter has here, of one kind or (NULL) of all. */
static size_t count_of(const json_t *record, const char *chapter,
                       const char *kind)
{
    size_t i, count = 0;
    json_t *e;
    json_array_foreach(json_object_get(record, "exercises"), i, e) count +=
        is_of(e, chapter) && (!kind || strcmp(text_of(e, "kind"), kind) == 0);
    return count;
}

/* The next figure of the chapter `page`. */
static bool next_figure(FILE *labels, const char *page, Label *figure)
{
    while (next_label(labels, figure))
        if (strncmp(figure->id, "fig:", 4) == 0 &&
            strcmp(figure->page, page) == 0 &&
            is_wanted("FIGURES", ' ', figure->id + 4))
            return true;
    return false;
}

static void put_plot(const char *job, const Label *figure)
{
    char path[3 * LINE], file[2 * LINE + 20];
    snprintf(file, sizeof file, "plots/%s/%s.pdf", figure->page,
             figure->name);
    snprintf(path, sizeof path, "%s/%s", job, file);
    if (access(path, R_OK) == 0)
        printf("\n::: {.plot number=\"%s\" file=\"%s\"}\n%s\n:::\n",
               figure->number, file, figure->text);
    else
        printf("\nFigure %s is missing: no run of this submission wrote the "
               "table that it is drawn from.\n",
               figure->number);
}

/* Where no exercise is a run, nobody expects a plot. */
static void put_plots(FILE *labels, const char *job, const char *page,
                      bool expected)
{
    Label figure;
    char path[2 * LINE];
    snprintf(path, sizeof path, "%s/plots/%s", job, page);
    bool ran = access(path, R_OK) == 0, any = false;
    if (!ran && !expected)
        return;
    rewind(labels);
    while (next_figure(labels, page, &figure)) {
        if (!any)
            puts("\n## Plots {.unnumbered}\n");
        any = true;
        if (ran)
            put_plot(job, &figure);
    }
    if (any && !ran)
        puts("There are no plots: the chapter's experiment was skipped, or "
             "did not come to its end.");
}

static void put_settings(const char *job, const char *page)
{
    char directory[2 * LINE];
    snprintf(directory, sizeof directory, "%s/plots/%s", job, page);
    settings_put(directory, put);
}

static void put_chapter(const json_t *record, const Label *chapter, bool own)
{
    size_t i;
    json_t *e;
    printf("\n# %s\\. ", chapter->number);
    put(chapter->text);
    puts(" {.unnumbered}");
    json_array_foreach(json_object_get(record, "exercises"), i,
                       e) if (is_of(e, chapter->number))
        put_exercise(e, chapter->page, own);
}

static void put_report(const json_t *record, FILE *labels, const char *job,
                       bool own)
{
    Label label;
    put_head(record, own);
    put_table(record, own);
    put_flags(record);
    while (next_label(labels, &label)) {
        if (strncmp(label.id, "ch:", 3) != 0 ||
            count_of(record, label.number, NULL) == 0)
            continue;
        long here = ftell(labels);
        put_chapter(record, &label, own);
        put_settings(job, label.page);
        put_plots(labels, job, label.page,
                  count_of(record, label.number, "run") > 0);
        fseek(labels, here, SEEK_SET);
    }
}

int main(int argc, char **argv)
{
    bool own = argc == 6 && strcmp(argv[3], "--own") == 0;
    if (argc != 4 && !own) {
        fputs("usage: report LABELS JOB RECORD | --own WORK DIR\n", stderr);
        return 2;
    }
    FILE *labels = fopen(argv[1], "re");
    json_error_t error = {.text = "no memory"};
    json_t *record = own ? own_record(argv[4], argv[5])
                         : json_load_file(argv[3], 0, &error);
    if (!labels || !record) {
        fprintf(stderr, "report: %s: %s\n", labels ? argv[3] : argv[1],
                labels ? error.text : "cannot be read");
        return 2;
    }
    const char *is_short = getenv("SHORT");
    if (is_short && *is_short)
        short_report(record, labels, argv[2], own);
    else
        put_report(record, labels, argv[2], own);
    json_decref(record);
    fclose(labels);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}
