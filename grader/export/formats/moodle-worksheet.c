/* moodle-worksheet.c - fills in the grading worksheet that an instructor
 * downloaded from a Moodle assignment (WORKSHEET=).
 *
 * Moodle translates its headers, so columns are told by what stands in them:
 *
 *   identifier   the first column: "Participant 1234" in any language
 *   maximum      the same number in every row, behind a column of grades:
 *                empty cells, or numbers up to that one
 *   feedback     the last column, unless it holds dates: that is the date of
 *                the last grade, and there are no comments
 *
 * Comments are HTML to Moodle. */
#include "base/fault.h"
#include "export/export.h"
#include "export/fill.h"
#include "record/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool is_student(const Sheet *sheet, size_t row)
{
    const char *id = sheet_text(sheet, row, 0);
    size_t length = strlen(id);
    return length > 0 && isdigit((unsigned char)id[length - 1]);
}

static bool all_students(const Sheet *sheet)
{
    for (size_t row = 1; row < sheet->count; row++)
        if (!is_student(sheet, row))
            return false;
    return true;
}

/* "-" is how some versions write that there is no grade. */
static bool is_grade(const char *text, double most)
{
    return !*text || strcmp(text, "-") == 0 ||
           (cell_number(text) >= 0 && cell_number(text) <= most);
}

static bool is_maximum(const Sheet *sheet, size_t column)
{
    const char *first = sheet_text(sheet, 1, column);
    double most = cell_number(first);
    if (most <= 0)
        return false;
    for (size_t row = 1; row < sheet->count; row++)
        if (strcmp(sheet_text(sheet, row, column), first) != 0 ||
            !is_grade(sheet_text(sheet, row, column - 1), most))
            return false;
    return true;
}

/* The last such column: those before it describe the student. */
static size_t maximum_column(const Sheet *sheet)
{
    for (size_t c = sheet->row[0].count; c-- > 3;)
        if (is_maximum(sheet, c))
            return c;
    die(BAD_INPUT,
        "WORKSHEET=%s has no column of maximum grades; is it the "
        "grading worksheet of an assignment with points?",
        sheet->path);
}

/* "-", or a year and a time. */
static bool is_date(const char *text)
{
    bool year = false, colon = false;
    if (strcmp(text, "-") == 0)
        return true;
    for (const char *c = text; *c; c++) {
        year |= strspn(c, "0123456789") == 4;
        colon |= *c == ':' || *c == '.';
    }
    return year && colon && strlen(text) < 60;
}

static size_t feedback_column(const Sheet *sheet, size_t grade)
{
    size_t last = sheet->row[0].count - 1;
    bool dates = true;
    for (size_t row = 1; row < sheet->count; row++)
        dates &= is_date(sheet_text(sheet, row, last));
    return dates || last < grade + 3 ? NONE : last;
}

static void put_html(FILE *out, const char *text)
{
    for (; *text; text++)
        if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '>')
            fputs("&gt;", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '\n')
            fputs("<br>", out);
        else
            fputc(*text, out);
}

static void put_lost(FILE *out, const json_t *exercise)
{
    const json_t *failed = view_first_failed(exercise);
    char *title = view_title(exercise),
         *says = failed ? view_says(failed)
                        : format("%s", view_words(view_verdict(exercise)));
    fputs("<br>", out);
    put_html(out, title);
    fprintf(out,
            " (%s of %s): ", points_text(number_of(exercise, "score")).text,
            points_text(view_points(exercise)).text);
    put_html(out, says);
    free(title);
    free(says);
}

static char *feedback_of(const json_t *view)
{
    size_t i, size;
    json_t *exercise;
    char *text = NULL, *head = view_headline(view), *notes = view_notes(view);
    FILE *out = need(open_memstream(&text, &size));
    put_html(out, head);
    fputs(*notes ? "<br>" : "", out);
    put_html(out, notes);
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
    {
        Verdict verdict = view_verdict(exercise);
        if (verdict != RIGHT && verdict != LEFT_OUT)
            put_lost(out, exercise);
    }
    free(head);
    free(notes);
    if (fclose(out) != 0)
        die(GRADER_FAULT, "memory is out");
    return text;
}

static void write_it(FILE *out, const Class *class)
{
    const char *path = option("WORKSHEET");
    if (!path)
        die(BAD_INPUT, "give WORKSHEET=file: the grading worksheet as Moodle "
                       "hands it out (Submissions > Download grading "
                       "worksheet); it is filled in, not changed");
    Sheet sheet = sheet_read(path);
    if (!all_students(&sheet))
        die(BAD_INPUT,
            "WORKSHEET=%s does not begin with a column of "
            "participants' numbers",
            path);
    size_t most = maximum_column(&sheet), grade = most - 1;
    const char *shown = sheet_text(&sheet, 1, most);
    Places places = {.keys = {.participant = 0,
                              .user = NONE,
                              .name = 1,
                              .first = grade > 2 ? 2 : NONE,
                              .last = grade - 1},
                     .grade = grade,
                     .feedback = feedback_column(&sheet, grade),
                     .most = cell_number(shown),
                     .bounded = true,
                     .comma = strchr(shown, ',') && !strchr(shown, '.'),
                     .is_student = is_student,
                     .feedback_of = feedback_of};
    fill(out, &sheet, &places, class, "WORKSHEET");
    sheet_free(&sheet);
}

EXPORT_FORMAT(.name = "moodle-worksheet", .file = "moodle-worksheet.csv",
              .about = "Moodle's grading worksheet, filled in (WORKSHEET=)",
              .all = write_it)
