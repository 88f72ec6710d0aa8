/* roster.c - who is in the class. */
#include "roster.h"
#include "base/alike.h"
#include "base/csv_read.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/moment.h"
#include "teams.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ROSTER_MOST = 64 << 20 };

typedef enum { STUDENT, ID, NAME, LOGIN, EMAIL, RECEIVED, COLUMNS } Column;

static const char *const headings[] = {"student", "id",    "name",
                                       "login",   "email", "received"};

typedef struct {
    const char *path;
    Csv table;
    size_t column[COLUMNS];
} Roster;

static Roster read_table(const char *path)
{
    Roster roster = {.path = path};
    size_t size;
    char *text = file_read(path, ROSTER_MOST, &size);
    if (!text)
        die(BAD_INPUT, "ROSTER=%s cannot be read: %s", path, strerror(errno));
    char *wrong = csv_parse(text, size, &roster.table);
    free(text);
    if (wrong)
        die(BAD_INPUT, "%s%s", path, wrong);
    if (!roster.table.count)
        die(BAD_INPUT, "%s is empty", path);
    return roster;
}

static void find_columns(Roster *roster)
{
    size_t found = 0;
    for (Column c = 0; c < COLUMNS; c++) {
        roster->column[c] = csv_column(&roster->table, headings[c]);
        found += c != RECEIVED && roster->column[c] != SIZE_MAX;
    }
    if (!found)
        die(BAD_INPUT,
            "%s: the first line has to name some of the columns "
            "student,id,name,login,email,received",
            roster->path);
}

static const char *cell(const Roster *roster, const CsvRow *row,
                        Column column)
{
    size_t i = roster->column[column];
    return i < row->field.count ? row->field.item[i] : "";
}

/* Fitting */

static bool fits(const char *text, const char *known)
{
    return *text && known && alike(text, known);
}

static bool student_fits(const char *student, const Entry *e)
{
    return fits(student, e->name) || fits(student, e->raw) ||
           fits(student, e->base) || fits(student, e->participant);
}

/* One of them is enough, but a name is not worth much. */
static bool row_fits(const Roster *roster, const CsvRow *row, const Entry *e)
{
    const char *id = cell(roster, row, ID);
    return student_fits(cell(roster, row, STUDENT), e) || fits(id, e->id) ||
           fits(id, e->base) || fits(id, e->participant) ||
           fits(cell(roster, row, LOGIN), e->base) ||
           fits(cell(roster, row, LOGIN), e->login) ||
           fits(cell(roster, row, EMAIL), e->email);
}

/* By name only where one submission alone bears it. */
static Entry *by_name(const Class *class, const char *name)
{
    Entry *found = NULL;
    for (size_t i = 0; i < class->count; i++) {
        Entry *e = &class->entry[i];
        if (!fits(name, e->full_name) && !fits(name, e->base) &&
            !(*name && teams_fit(e, name)))
            continue;
        if (found)
            return NULL;
        found = e;
    }
    return found;
}

static Entry *find(const Roster *roster, const CsvRow *row,
                   const Class *class)
{
    for (size_t i = 0; i < class->count; i++)
        if (row_fits(roster, row, &class->entry[i]))
            return &class->entry[i];
    return by_name(class, cell(roster, row, NAME));
}

/* Taking */

static void complete(char **text, const char *value)
{
    if (*value && (!*text || !**text))
        set_text(text, value);
}

static void take_time(const Roster *roster, const CsvRow *row,
                      const char *zone, Entry *entry)
{
    const char *text = cell(roster, row, RECEIVED);
    time_t moment;
    if (!*text)
        return;
    if (moment_read(text, zone ? zone : "UTC", &moment) != MOMENT_GOOD)
        die(BAD_INPUT,
            "%s:%zu: '%.40s' is no time; write it as "
            "2024-11-05T08:59:59+01:00",
            roster->path, row->line, text);
    set_text(&entry->received, text);
}

static void note_absent(const Roster *roster, const CsvRow *row, Class *class)
{
    class->absent =
        grow(class->absent, class->absent_count + 1, sizeof *class->absent);
    Person *person = &class->absent[class->absent_count++];
    *person = (Person){0};
    set_text(&person->id, cell(roster, row, ID));
    set_text(&person->name, cell(roster, row, NAME));
    set_text(&person->email, cell(roster, row, EMAIL));
}

void roster_apply(const char *path, const char *zone, Class *class)
{
    Roster roster = read_table(path);
    find_columns(&roster);
    for (size_t i = 1; i < roster.table.count; i++) {
        CsvRow *row = &roster.table.row[i];
        Entry *entry = find(&roster, row, class);
        if (!entry) {
            note_absent(&roster, row, class);
            continue;
        }
        complete(&entry->id, cell(&roster, row, ID));
        complete(&entry->full_name, cell(&roster, row, NAME));
        complete(&entry->login, cell(&roster, row, LOGIN));
        complete(&entry->email, cell(&roster, row, EMAIL));
        take_time(&roster, row, zone, entry);
    }
    csv_free(&roster.table);
}
