/* nbgrader.c - a table with the columns of nbgrader's export. */
#include "base/csv_write.h"
#include "base/fault.h"
#include "export/export.h"
#include "export/people.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

/* The last word of a name, and where it begins. */
static size_t last_name(const char *name)
{
    const char *blank = strrchr(name, ' ');
    return blank ? (size_t)(blank + 1 - name) : 0;
}

static void put_person(FILE *out, const Class *class, const People *people,
                       const Person *person)
{
    json_t *view = people_grade(people, class, person);
    size_t last = last_name(person->name);
    char *first = format("%.*s", last ? (int)last - 1 : 0, person->name);
    double score = number_of(view, "score"), rest = view_adjustment(view);
    const char *id = people_id(people, person);
    if (view)
        csv_line(out, text_of(view, "course"), "", "",
                 *id ? id : person->login, person->name + last, first,
                 person->email, points_text(score - rest).text,
                 points_text(-rest).text, points_text(score).text,
                 points_text(number_of(view, "max_score")).text, NULL);
    json_decref(view);
    free(first);
}

static void write_it(FILE *out, const Class *class)
{
    People people = people_read(class);
    people_complain(&people, class);
    csv_line(out, "assignment", "duedate", "timestamp", "student_id",
             "last_name", "first_name", "email", "raw_score",
             "late_submission_penalty", "score", "max_score", NULL);
    for (size_t i = 0; i < people.count; i++)
        put_person(out, class, &people, &people.person[i]);
    people_free(&people);
}

EXPORT_FORMAT(.name = "nbgrader", .file = "nbgrader.csv",
              .about = "a table with the columns of nbgrader's export",
              .all = write_it)
