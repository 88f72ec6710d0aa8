/* marks.c - people's marks for written answers. */
#include "marks.h"
#include "base/fault.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line on stderr and in the record. */
__attribute__((format(printf, 3, 4))) static void
object_to(const Mark *row, Texts *flags, const char *text, ...)
{
    char line[300];
    va_list args;
    va_start(args, text);
    vsnprintf(line, sizeof line, text, args);
    va_end(args);
    char *clean = clean_line(line, strlen(line), sizeof line);
    complain("%s:%zu: %s", row->file, row->line, clean);
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

/* "2.5" or "2,5", or "80 %" of what the exercise gives. */
static bool read_points(const char *text, double most, double *points)
{
    char *number = format("%s", text), *comma = strchr(number, ','), *end;
    if (comma && !strchr(number, '.'))
        *comma = '.';
    *points = strtod(number, &end);
    bool some = end != number && isfinite(*points);
    char *rest = text_trim(end);
    bool percent = strcmp(rest, "%") == 0, good = some && (percent || !*rest);
    *points *= percent ? most / 100 : 1;
    free(number);
    return good;
}

static void merge_row(const Mark *row, json_t *exercises, Texts *flags)
{
    const char *id = row->exercise, *text = row->points;
    json_t *exercise = find(exercises, id);
    double points;
    if (!exercise || strcmp(text_of(exercise, "kind"), "answer") != 0) {
        object_to(row, flags, "'%.60s' is no question of this course", id);
        return;
    }
    double most = number_of(exercise, "points");
    if (!read_points(text, most, &points)) {
        object_to(row, flags, "%s: '%.30s' is no number of points", id, text);
        return;
    }
    double clipped = fmin(fmax(points, 0), most);
    if (clipped != points)
        object_to(row, flags,
                  "%s: %g points are not within 0 and %g; %g are taken", id,
                  points, most, clipped);
    mark(exercise, clipped, row->comment);
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
    for (size_t i = 0; i < marks->count; i++) {
        const Mark *row = &marks->mark[i];
        const char *id = row->exercise;
        if (strcmp(row->student, submission) != 0)
            continue;
        if (is_outside(catalogue, id)) {
            outside++;
            continue;
        }
        if (texts_have(&seen, id))
            object_to(row, flags,
                      "'%.60s' is marked twice; the last "
                      "line counts",
                      id);
        texts_add(&seen, "%s", id);
        merge_row(row, exercises, flags);
    }
    if (outside)
        complain("%zu marks of %s are for questions that this course does "
                 "not ask; they are left out",
                 outside, submission);
    texts_free(&seen);
}

void marks_hash(const Marks *marks, const char *submission, Hash *hash)
{
    for (size_t i = 0; i < marks->count; i++) {
        const Mark *row = &marks->mark[i];
        const char *fields[] = {row->exercise, row->points, row->comment};
        if (strcmp(row->student, submission) != 0)
            continue;
        hash_add(hash, &row->line, sizeof row->line); /* complaints name it */
        for (size_t f = 0; f < 3; f++)
            hash_add(hash, fields[f], strlen(fields[f]));
    }
}
