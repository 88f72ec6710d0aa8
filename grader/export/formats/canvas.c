/* canvas.c - the gradebook of Canvas: the instructor's exported one filled in
 * (GRADEBOOK=, and ASSIGNMENT= where it has several), which keeps the
 * assignment's number; without it a new one, which makes Canvas ask whether
 * to create the assignment. */
#include "base/csv_write.h"
#include "base/fault.h"
#include "export/export.h"
#include "export/fill.h"
#include "record/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Names that the importer knows; it does not translate them. */
static size_t column_of(const Sheet *sheet, const char *name)
{
    for (size_t c = 0; c < sheet->row[0].count; c++)
        if (strcmp(sheet_text(sheet, 0, c), name) == 0)
            return c;
    return NONE;
}

/* Rows on posting and on points are none of a student's. */
static bool is_student(const Sheet *sheet, size_t row)
{
    const char *name = sheet_text(sheet, row, 0);
    return *name && !strstr(name, "Points Possible") &&
           strcmp(name, "Student, Test") != 0;
}

/* Does the header end in the number of an assignment, "(1234)"? */
static bool has_number(const char *header)
{
    size_t length = strlen(header);
    const char *open = strrchr(header, '(');
    return open && length && header[length - 1] == ')' &&
           strspn(open + 1, "0123456789") ==
               length - (size_t)(open + 1 - header) - 1 &&
           isdigit((unsigned char)open[1]);
}

/* ASSIGNMENT= is a title, a number, or both. */
static bool is_wanted(const char *header, const char *wanted)
{
    const char *open = strrchr(header, '(');
    size_t title = (size_t)(open - header);
    while (title && header[title - 1] == ' ')
        title--;
    return !wanted || strcmp(header, wanted) == 0 ||
           (strlen(wanted) == title && !strncmp(header, wanted, title)) ||
           (strlen(open) == strlen(wanted) + 2 &&
            !strncmp(open + 1, wanted, strlen(wanted)));
}

static size_t assignment_column(const Sheet *sheet, const char *wanted)
{
    size_t found = NONE, count = 0;
    for (size_t c = 0; c < sheet->row[0].count; c++) {
        const char *header = sheet_text(sheet, 0, c);
        if (!has_number(header) || !is_wanted(header, wanted))
            continue;
        found = c;
        count++;
    }
    if (count == 1)
        return found;
    complain("ASSIGNMENT= has to name one of these columns of %s:",
             sheet->path);
    for (size_t c = 0; c < sheet->row[0].count; c++)
        if (has_number(sheet_text(sheet, 0, c)))
            fprintf(stderr, "  %s\n", sheet_text(sheet, 0, c));
    exit(BAD_INPUT);
}

static double points_possible(const Sheet *sheet, size_t column)
{
    for (size_t row = 1; row < sheet->count; row++)
        if (strstr(sheet_text(sheet, row, 0), "Points Possible")) {
            double most = cell_number(sheet_text(sheet, row, column));
            return most > 0 ? most : 0;
        }
    return 0;
}

static void fill_in(FILE *out, const Class *class, const char *path)
{
    Sheet sheet = sheet_read(path);
    size_t id = column_of(&sheet, "ID"),
           section = column_of(&sheet, "Section");
    if (id == NONE || section == NONE || section < id)
        die(BAD_INPUT,
            "GRADEBOOK=%s has no columns ID and Section; is it "
            "exported from Canvas?",
            path);
    size_t grade = assignment_column(&sheet, option("ASSIGNMENT"));
    Places places = {.keys = {.participant = NONE,
                              .user = id,
                              .name = 0,
                              .first = id + 1 < section ? id + 1 : NONE,
                              .last = section - 1},
                     .grade = grade,
                     .feedback = NONE,
                     .most = points_possible(&sheet, grade),
                     .is_student = is_student};
    fill(out, &sheet, &places, class, "GRADEBOOK");
    sheet_free(&sheet);
}

/* A new one */

static void put_person(FILE *out, const Class *class, const People *people,
                       const Person *person)
{
    json_t *view = people_grade(people, class, person);
    const char *login =
        *person->login ? person->login : people_id(people, person);
    if (view)
        csv_line(out, person->name, person->user, "", login, "",
                 points_text(number_of(view, "score")).text, NULL);
    json_decref(view);
}

static double course_most(const Class *class)
{
    double most = 0;
    for (size_t i = 0; i < class->count && most == 0; i++) {
        json_t *view = class_view(class, i);
        most = number_of(view, "max_score");
        json_decref(view);
    }
    return most;
}

static void write_new(FILE *out, const Class *class)
{
    People people = people_read(class);
    const char *title = option("ASSIGNMENT"),
               *own = text_of(class->whole, "title");
    if (!title)
        title = *own ? own : "Neural networks";
    people_complain(&people, class);
    csv_line(out, "Student", "ID", "SIS User ID", "SIS Login ID", "Section",
             title, NULL);
    csv_line(out, "    Points Possible", "", "", "", "",
             points_text(course_most(class)).text, NULL);
    for (size_t i = 0; i < people.count; i++)
        put_person(out, class, &people, &people.person[i]);
    people_free(&people);
}

static void write_it(FILE *out, const Class *class)
{
    const char *path = option("GRADEBOOK");
    if (path)
        fill_in(out, class, path);
    else
        write_new(out, class);
}

EXPORT_FORMAT(.name = "canvas", .file = "canvas.csv",
              .about = "Canvas's gradebook, filled in (GRADEBOOK= "
                       "ASSIGNMENT=) or new",
              .all = write_it)
