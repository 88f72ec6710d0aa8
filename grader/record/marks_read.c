/* marks_read.c - reads people's marks: one table, or a directory of them. */
#include "base/csv_read.h"
#include "base/fault.h"
#include "base/files.h"
#include "marks.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MARKS_MOST = 64 << 20 };

static Csv read_table(const char *path)
{
    Csv table;
    size_t size;
    char *text = file_read(path, MARKS_MOST, &size);
    if (!text)
        die(BAD_INPUT, "MARKS=%s cannot be read: %s", path, strerror(errno));
    char *wrong = csv_parse(text, size, &table);
    free(text);
    if (wrong)
        die(BAD_INPUT, "%s%s", path, wrong);
    if (table.count == 0)
        die(BAD_INPUT, "%s is empty", path);
    return table;
}

/* Its number, or SIZE_MAX. */
static size_t column(const Csv *table, const char *path, const char *name,
                     const char *due)
{
    size_t found = csv_column(table, name);
    if (due && found == SIZE_MAX)
        die(BAD_INPUT,
            "%s: the first line names no column '%s'; it has to be %s", path,
            name, due);
    return found;
}

static char *field(const CsvRow *row, size_t column)
{
    return format("%s",
                  column < row->field.count ? row->field.item[column] : "");
}

/* A row without points and comment waits to be filled in. */
static bool is_open(const Mark *mark)
{
    return !*mark->points && !*mark->comment;
}

static void mark_free(Mark *mark)
{
    free(mark->student);
    free(mark->exercise);
    free(mark->points);
    free(mark->comment);
    free(mark->file);
}

static void add_file(Marks *marks, const char *path)
{
    static const char due[] = "student,exercise,points,comment";
    Csv table = read_table(path);
    size_t student = column(&table, path, "student", due),
           exercise = column(&table, path, "exercise", due),
           points = column(&table, path, "points", due),
           comment = column(&table, path, "comment", NULL);
    marks->mark =
        grow(marks->mark, marks->count + table.count, sizeof *marks->mark);
    for (size_t i = 1; i < table.count; i++) {
        const CsvRow *row = &table.row[i];
        Mark mark = {field(row, student), field(row, exercise),
                     field(row, points),  field(row, comment),
                     format("%s", path),  row->line};
        if (is_open(&mark))
            mark_free(&mark);
        else
            marks->mark[marks->count++] = mark;
    }
    csv_free(&table);
}

/* Real names in place of those that the markers saw. */
static void translate(Marks *marks, const char *path)
{
    static const char due[] = "pseudonym,student";
    if (access(path, F_OK) != 0)
        return;
    Csv table = read_table(path);
    size_t from = column(&table, path, "pseudonym", due),
           to = column(&table, path, "student", due);
    for (size_t i = 1; i < table.count; i++) {
        char *pseudonym = field(&table.row[i], from);
        for (size_t m = 0; m < marks->count; m++)
            if (strcmp(marks->mark[m].student, pseudonym) == 0) {
                free(marks->mark[m].student);
                marks->mark[m].student = field(&table.row[i], to);
            }
        free(pseudonym);
    }
    csv_free(&table);
}

static bool is_table(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".csv") == 0 && strcmp(name, MARKS_KEY) != 0;
}

static void add_directory(Marks *marks, const char *path)
{
    Texts names = {0};
    size_t files = 0;
    directory_names(path, &names);
    for (size_t i = 0; i < names.count; i++) {
        if (!is_table(names.item[i]))
            continue;
        char *file = format("%s/%s", path, names.item[i]);
        add_file(marks, file);
        files++;
        free(file);
    }
    texts_free(&names);
    if (files == 0)
        die(BAD_INPUT, "MARKS=%s holds no table (.csv) of marks", path);
    char *key = format("%s/%s", path, MARKS_KEY);
    translate(marks, key);
    free(key);
}

Marks marks_read(const char *path)
{
    struct stat s;
    Marks marks = {0};
    if (stat(path, &s) == 0 && S_ISDIR(s.st_mode))
        add_directory(&marks, path);
    else
        add_file(&marks, path);
    return marks;
}

void marks_free(Marks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        mark_free(&marks->mark[i]);
    free(marks->mark);
    *marks = (Marks){0};
}
