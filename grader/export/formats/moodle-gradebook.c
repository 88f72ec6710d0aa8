/* moodle-gradebook.c - a table for Moodle's import of grades (Grades > Import
 * > CSV file). The instructor maps the columns there; grade and feedback
 * have to be mapped together. */
#include "base/csv_write.h"
#include "export/export.h"
#include "export/people.h"
#include "record/record.h"

#include <stdlib.h>

static void put_person(FILE *out, const Class *class, const People *people,
                       const Person *person)
{
    json_t *view = people_grade(people, class, person);
    if (view) {
        char *head = view_headline(view);
        csv_line(out, person->name, person->email, people_id(people, person),
                 points_text(number_of(view, "score")).text, head, NULL);
        free(head);
    }
    json_decref(view);
}

static void write_it(FILE *out, const Class *class)
{
    People people = people_read(class);
    people_complain(&people, class);
    csv_line(out, "fullname", "email", "idnumber", "grade", "feedback", NULL);
    for (size_t i = 0; i < people.count; i++)
        put_person(out, class, &people, &people.person[i]);
    people_free(&people);
}

EXPORT_FORMAT(.name = "moodle-gradebook", .file = "moodle-gradebook.csv",
              .about = "a table for Moodle's import of grades",
              .all = write_it)
