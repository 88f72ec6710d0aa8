/* marks.c - people's marks for written answers. */
#include "marks.h"
#include "fault.h"
#include "files.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARKS_MOST = 64 << 20 };

static size_t column(const Marks *marks, const char *name, bool needed)
{
    const Texts *head = &marks->table.row[0].field;
    for (size_t i = 0; i < head->count; i++)
        if (strcmp(head->item[i], name) == 0)
            return i;
    if (needed)
        die(BAD_INPUT,
            "%s: the first line names no column '%s'; it has to "
            "be student,exercise,points,comment",
            marks->path, name);
    return SIZE_MAX;
}

Marks marks_read(const char *path)
{
    Marks marks = {.path = path};
    char *text = file_read(path, MARKS_MOST, NULL);
    if (!text)
        die(BAD_INPUT, "MARKS=%s cannot be read: %s", path, strerror(errno));
    size_t bad = csv_parse(text, &marks.table);
    free(text);
    if (bad)
        die(BAD_INPUT, "%s:%zu: a quoted field does not end where it should",
            path, bad);
    if (marks.table.count == 0)
        die(BAD_INPUT, "%s is empty", path);
    marks.student = column(&marks, "student", true);
    marks.exercise = column(&marks, "exercise", true);
    marks.points = column(&marks, "points", true);
    marks.comment = column(&marks, "comment", false);
    return marks;
}

static const char *field(const CsvRow *row, size_t column)
{
    return column < row->field.count ? row->field.item[column] : "";
}

/* One line on stderr and in the record. */
__attribute__((format(printf, 4, 5))) static void
object_to(const Marks *marks, const CsvRow *row, Texts *flags,
          const char *text, ...)
{
    char line[300];
    va_list args;
    va_start(args, text);
    vsnprintf(line, sizeof line, text, args);
    va_end(args);
    char *clean = clean_line(line, strlen(line), sizeof line);
    complain("%s:%zu: %s", marks->path, row->line, clean);
    texts_add(flags, "marks, line %zu: %s", row->line, clean);
    free(clean);
}

static json_t *find(json_t *exercises, const char *id)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i,
                       exercise) if (strcmp(text_of(exercise, "id"), id) ==
                                     0) return exercise;
    return NULL;
}

static void mark(json_t *exercise, double points, const char *comment)
{
    bool full = points >= number_of(exercise, "points");
    char *clean = clean_line(comment, strlen(comment), 1000);
    json_array_clear(json_object_get(exercise, "checks"));
    exercise_only(exercise, &(Check){.id = "answer",
                                     .status = full ? PASSED : FAILED,
                                     .message = clean});
    json_object_set_new(exercise, "score", number_json(points));
    free(clean);
}

/* "2.5", or "80 %" of what the exercise gives. */
static bool read_points(const char *text, double most, double *points)
{
    char *end;
    *points = strtod(text, &end);
    if (end == text || !isfinite(*points))
        return false;
    if (strcmp(end, "%") == 0 || strcmp(end, " %") == 0) {
        *points *= most / 100;
        return true;
    }
    return !*end;
}

static void merge_row(const Marks *marks, const CsvRow *row,
                      json_t *exercises, Texts *flags)
{
    const char *id = field(row, marks->exercise),
               *text = field(row, marks->points);
    json_t *exercise = find(exercises, id);
    double points;
    if (!exercise || strcmp(text_of(exercise, "kind"), "answer") != 0) {
        object_to(marks, row, flags, "'%.60s' is no question of this course",
                  id);
        return;
    }
    double most = number_of(exercise, "points");
    if (!read_points(text, most, &points)) {
        object_to(marks, row, flags, "%s: '%.30s' is no number of points", id,
                  text);
        return;
    }
    double clipped = fmin(fmax(points, 0), most);
    if (clipped != points)
        object_to(marks, row, flags,
                  "%s: %g points are not within 0 and %g; %g are taken", id,
                  points, most, clipped);
    mark(exercise, clipped, field(row, marks->comment));
}

/* One file of marks may serve several courses. */
static bool is_outside(const Catalogue *catalogue, const char *id)
{
    const Exercise *exercise = catalogue_exercise(catalogue, id);
    return exercise && exercise->kind == ANSWER && !exercise->taken;
}

void marks_merge(const Marks *marks, const char *submission,
                 const Catalogue *catalogue, json_t *exercises, Texts *flags)
{
    size_t outside = 0;
    Texts seen = {0};
    for (size_t i = 1; i < marks->table.count; i++) {
        const CsvRow *row = &marks->table.row[i];
        const char *id = field(row, marks->exercise);
        if (strcmp(field(row, marks->student), submission) != 0)
            continue;
        if (is_outside(catalogue, id)) {
            outside++;
            continue;
        }
        if (texts_have(&seen, id))
            object_to(marks, row, flags,
                      "'%.60s' is marked twice; the last "
                      "line counts",
                      id);
        texts_add(&seen, "%s", id);
        merge_row(marks, row, exercises, flags);
    }
    if (outside)
        complain("%s: %zu marks are for questions that this course does not "
                 "ask; they are left out",
                 marks->path, outside);
    texts_free(&seen);
}

void marks_hash(const Marks *marks, const char *submission, Hash *hash)
{
    for (size_t i = 1; i < marks->table.count; i++) {
        const CsvRow *row = &marks->table.row[i];
        const char *fields[] = {field(row, marks->exercise),
                                field(row, marks->points),
                                field(row, marks->comment)};
        if (strcmp(field(row, marks->student), submission) != 0)
            continue;
        hash_add(hash, &row->line, sizeof row->line); /* complaints name it */
        for (size_t f = 0; f < 3; f++)
            hash_add(hash, fields[f], strlen(fields[f]));
    }
}

void marks_free(Marks *marks)
{
    csv_free(&marks->table);
}
