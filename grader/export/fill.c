/* fill.c - puts the grades of a class into an instructor's own table. */
#include "fill.h"
#include "base/fault.h"
#include "export.h"
#include "record/record.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What came of it. */
typedef struct {
    Sheet *sheet;
    const Places *places;
    const Class *class;
    bool *used; /* which submissions have a row */
    size_t filled, pending;
    double course_most; /* points of the course, as the records say */
} Filling;

double cell_number(const char *text)
{
    char copy[64], *comma, *end;
    snprintf(copy, sizeof copy, "%s", text);
    if ((comma = strchr(copy, ',')) && !strchr(copy, '.'))
        *comma = '.';
    double value = strtod(copy, &end);
    return *copy && !*end && isfinite(value) && value >= 0 ? value : -1;
}

double fill_points(const json_t *view, double most)
{
    const char *scale = option("SCALE");
    double score = number_of(view, "score"),
           whole = number_of(view, "max_score");
    bool scaled = scale && strcmp(scale, "1") == 0 && most > 0 && whole > 0;
    return scaled ? score / whole * most : score;
}

/* "Ada Lovelace (line 3)", printable; to be freed. */
static char *row_name(const Filling *f, size_t row)
{
    const char *name = sheet_text(f->sheet, row, f->places->keys.name);
    char *clean = clean_line(name, strlen(name), 80);
    char *text = format("row %zu (%s)", row + 1, clean);
    free(clean);
    return text;
}

static bool put_grade(Filling *f, size_t row, const json_t *view)
{
    const Places *places = f->places;
    Points text = points_text(fill_points(view, places->most));
    char *dot = strchr(text.text, '.');
    if (dot && places->comma)
        *dot = ',';
    if (!sheet_set(f->sheet, row, places->grade, text.text))
        return false;
    if (places->feedback != NONE) {
        char *feedback = places->feedback_of(view);
        sheet_set(f->sheet, row, places->feedback, feedback);
        free(feedback);
    }
    f->filled++;
    f->pending += number_of(view, "pending") > 0;
    f->course_most = number_of(view, "max_score");
    return true;
}

/* Why a row is left as it is; NULL when it need not be. */
static const char *refusal(const Filling *f, const json_t *view)
{
    const Places *places = f->places;
    if (!view)
        return "it was not graded yet";
    if (view_unfit(view))
        return view_unfit(view);
    if (places->bounded && places->most > 0 &&
        fill_points(view, places->most) > places->most + 1e-9)
        return "the points are above the table's maximum; SCALE=1 scales "
               "them";
    return NULL;
}

static void fill_row(Filling *f, const People *people, size_t row)
{
    size_t number = people_find(people, f->sheet, row, &f->places->keys);
    char *who = row_name(f, row);
    if (number == (size_t)SEVERAL) {
        complain("%s is claimed by several submissions, and left as it is",
                 who);
    } else if (number == NONE) {
        complain("%s has no submission", who);
    } else {
        json_t *view = class_view(f->class, number);
        const char *why = refusal(f, view);
        f->used[number] = true;
        if (why)
            complain("%s is left as it is: %s", who, why);
        else if (!put_grade(f, row, view))
            complain("%s ends before the column of the grade", who);
        json_decref(view);
    }
    free(who);
}

static void report(const Filling *f)
{
    for (size_t i = 0; i < f->class->count; i++)
        if (!f->used[i])
            complain("the submission '%s' has no row",
                     class_name(f->class, i));
    if (f->pending)
        complain("%zu grades are not final: answers wait for a person",
                 f->pending);
    if (f->places->most > 0 && !option("SCALE") &&
        fabs(f->course_most - f->places->most) > 1e-9)
        complain("the table's maximum is %s, the records' %s: points are "
                 "written as they are; SCALE=1 scales them",
                 points_text(f->places->most).text,
                 points_text(f->course_most).text);
}

void fill(FILE *out, Sheet *sheet, const Places *places, const Class *class,
          const char *what)
{
    People people = people_read(class);
    Filling f = {sheet, places, class, NULL, 0, 0, 0};
    f.used = need(calloc(class->count + 1, sizeof *f.used));
    for (size_t row = 1; row < sheet->count; row++)
        if (places->is_student(sheet, row))
            fill_row(&f, &people, row);
    report(&f);
    if (!f.filled)
        die(BAD_INPUT,
            "no grade fits %s=%s; is it the table of this assignment?", what,
            sheet->path);
    sheet_write(sheet, out);
    fprintf(out == stdout ? stderr : stdout, "%zu rows filled in\n",
            f.filled);
    people_free(&people);
    free(f.used);
}
