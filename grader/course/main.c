/* main.c - tells scripts what a course preset says.
 *
 *   course [NAME] COMMAND
 *
 *   KEY            the value of a key of the preset, such as title or pages;
 *                  name: the preset's own name, if it was not given
 *   table          the exercises: the columns of exercises.tsv with the
 *                  course's points, then the sheet's item and the chapter
 *   declarations   WORD, POINTS, ITEM, a line each
 *   sheet          the assignment sheet, in Markdown
 *   archive ID NAME GROUP, subject ID NAME GROUP   the archive's name, and
 *                  the mail's subject, for this student
 *   late           how late it is now, or nothing
 *
 * The preset is COURSE=, or the only one there is, or workbook. */
#include "archive_name.h"
#include "base/fault.h"
#include "sheet.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_list(const Texts *texts, const char *between)
{
    for (size_t i = 0; i < texts->count; i++)
        printf("%s%s", i ? between : "", texts->item[i]);
    putchar('\n');
}

static void put_table(const Catalogue *catalogue)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        const Chapter *chapter = &catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++) {
            const Exercise *e = &chapter->exercises[i];
            if (!e->taken)
                continue;
            printf("%s\t%s\t%s\t%g\t\t", e->id, e->number, e->title,
                   e->points);
            for (size_t n = 0; n < e->needs.count; n++)
                printf("%s%s", n ? " " : "", e->needs.item[n]);
            printf("\t%s\t%s\t%s\n", kind_name(e->kind),
                   e->item ? e->item : "", chapter->name);
        }
    }
}

static void put_declarations(const Course *course)
{
    for (size_t i = 0; i < course->declarable_count; i++)
        printf("%s\t%g\t%s\n", course->declarables[i].word,
               course->declarables[i].points, course->declarables[i].item);
}

static void put_late(const Course *course)
{
    long long late = (long long)time(NULL) - course->deadline;
    if (!course->deadline_text || late <= 0)
        return;
    char *text = duration_text(late);
    puts(text);
    free(text);
}

static bool put_value(const Course *c, const char *key)
{
    char size[32], pages[32];
    snprintf(size, sizeof size, "%zu", c->group);
    snprintf(pages, sizeof pages, "%zu", c->pages);
    const struct {
        const char *key, *value;
    } values[] = {{"name", c->name},
                  {"title", c->title},
                  {"term", c->term},
                  {"zone", c->zone},
                  {"deadline", c->deadline_text},
                  {"archive", c->archive},
                  {"mail", c->mail},
                  {"group", size},
                  {"pages", pages},
                  {"names", c->names ? "required" : ""},
                  {"number", c->number ? "required" : ""},
                  {"report", c->report ? "required" : ""}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].key, key) == 0) {
            puts(values[i].value ? values[i].value : "");
            return true;
        }
    const Texts *lists[] = {&c->formats, &c->given, &c->figures, &c->runs};
    static const char *const names[] = {"formats", "given", "figures",
                                        "runs"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(names[i], key) == 0) {
            put_list(lists[i], i == 3 ? "," : " ");
            return true;
        }
    return false;
}

/* A pattern filled for a student; presets without one name the course and
 * the student's id. */
static void put_filled(const char *pattern, char **who)
{
    const char *missing;
    char *name = archive_name(pattern, who[0], who[1], who[2], &missing);
    if (missing)
        die(BAD_INPUT,
            "student.txt says no %s, and the archive is named by it",
            missing);
    puts(name);
    free(name);
}

static void put_archive(const Course *course, char **who)
{
    char *usual = format("%s-{id}", course->name);
    put_filled(course->archive ? course->archive : usual, who);
    free(usual);
}

static bool carry_out(const Course *course, const Catalogue *catalogue,
                      int count, char **words)
{
    if (strcmp(words[0], "table") == 0)
        put_table(catalogue);
    else if (strcmp(words[0], "declarations") == 0)
        put_declarations(course);
    else if (strcmp(words[0], "sheet") == 0)
        sheet_put(course, catalogue);
    else if (strcmp(words[0], "late") == 0)
        put_late(course);
    else if (strcmp(words[0], "archive") == 0 && count == 4)
        put_archive(course, words + 1);
    else if (strcmp(words[0], "subject") == 0 && count == 4)
        put_filled(course->mail, words + 1);
    else
        return put_value(course, words[0]);
    return true;
}

int main(int argc, char **argv)
{
    const char *name = getenv("COURSE");
    if (argc < 2) {
        fputs("usage: course COMMAND; see course/main.c\n", stderr);
        return BAD_INPUT;
    }
    setlocale(LC_CTYPE, "C.UTF-8"); /* for letters of names */
    Catalogue catalogue = catalogue_read();
    Course course = course_apply(name && *name ? name : NULL, &catalogue);
    if (!carry_out(&course, &catalogue, argc - 1, argv + 1))
        die(BAD_INPUT, "a preset has no '%.60s' that could be shown",
            argv[1]);
    course_free(&course);
    catalogue_free(&catalogue);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : GRADER_FAULT;
}
