/* own.c - gathers what practice left behind. */
#include "own.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 16384, FIELDS = 8 };

/* Calls `each` for every line of a table of at most eight fields; missing
 * ones are "". */
static void each_row(const char *path, void (*each)(char **, void *),
                     void *context)
{
    FILE *file = fopen(path, "re");
    char line[LINE];
    while (file && fgets(line, sizeof line, file)) {
        char *fields[FIELDS], *rest = line;
        line[strcspn(line, "\n")] = '\0';
        for (size_t i = 0; i < FIELDS; i++) {
            char *field = strsep(&rest, "\t");
            fields[i] = field ? field : "";
        }
        each(fields, context);
    }
    if (file)
        fclose(file);
}

static json_t *find(json_t *exercises, const char *id)
{
    size_t i;
    json_t *e;
    json_array_foreach(exercises, i, e)
    {
        const char *other = json_string_value(json_object_get(e, "id"));
        if (strcmp(other, id) == 0)
            return e;
    }
    return NULL;
}

/* id, number, title, points, minutes, needs, kind, item */
static void add_exercise(char **fields, void *context)
{
    bool answer = strcmp(fields[6], "answer") == 0;
    json_array_append_new(
        context,
        json_pack("{ss ss ss ss ss sf ss s[]}", "id", fields[0], "number",
                  fields[1], "title", fields[2], "kind", fields[6], "item",
                  fields[7], "points", strtod(fields[3], NULL), "status",
                  answer ? "unanswered" : "unknown", "checks"));
}

/* The worst of an exercise's checks is its status. */
static void settle(json_t *exercise, const char *status)
{
    const char *before =
        json_string_value(json_object_get(exercise, "status"));
    bool passed = strcmp(status, "passed") == 0;
    if (!passed || strcmp(before, "unknown") == 0)
        json_object_set_new(exercise, "status",
                            json_string(passed ? "passed" : "failed"));
}

/* exercise, check, status, seconds, message, cause, details */
static void add_check(char **fields, void *context)
{
    json_t *exercise = find(context, fields[0]);
    json_t *check = json_pack("{ss ss ss ss ss}", "id", fields[1], "status",
                              fields[2], "message", fields[4], "cause",
                              fields[5], "detail", fields[6]);
    if (!exercise || !check) {
        json_decref(check);
        return;
    }
    json_array_append_new(json_object_get(exercise, "checks"), check);
    settle(exercise, fields[2]);
}

static void each_file(const char *pattern, void (*each)(char **, void *),
                      void *context)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            each_row(found.gl_pathv[i], each, context);
    globfree(&found);
}

/* Below "## id" stands an answer unless "TODO id" still does. */
static void note_answers(json_t *exercises, const char *path)
{
    FILE *file = fopen(path, "re");
    char line[LINE];
    json_t *exercise = NULL;
    while (file && fgets(line, sizeof line, file)) {
        bool heading = strncmp(line, "## ", 3) == 0;
        bool todo = strncmp(line, "TODO ", 5) == 0;
        if (heading) {
            line[3 + strcspn(line + 3, " \t\r\n{")] = '\0';
            exercise = find(exercises, line + 3);
        }
        if (exercise && (heading || todo))
            json_object_set_new(
                exercise, "status",
                json_string(heading ? "answered" : "unanswered"));
    }
    if (file)
        fclose(file);
}

/* "id: 123" and "name: Ada" of student.txt; several of each in a group. */
static json_t *read_group(const char *work)
{
    char path[4096], line[LINE], id[LINE] = "";
    json_t *group = json_array();
    snprintf(path, sizeof path, "%s/student.txt", work);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "id: ", 4) == 0)
            strcpy(id, line + 4);
        else if (strncmp(line, "name: ", 6) == 0)
            json_array_append_new(
                group, json_pack("{ss ss}", "id", id, "name", line + 6));
    }
    if (file)
        fclose(file);
    return group;
}

json_t *own_record(const char *work, const char *dir)
{
    char pattern[4096];
    glob_t found;
    json_t *exercises = json_array();
    snprintf(pattern, sizeof pattern, "%s/course.tsv", dir);
    each_file(pattern, add_exercise, exercises);
    snprintf(pattern, sizeof pattern, "%s/practice/*.record", dir);
    each_file(pattern, add_check, exercises);
    snprintf(pattern, sizeof pattern, "%s/work/plots/*/*.record", dir);
    each_file(pattern, add_check, exercises);
    snprintf(pattern, sizeof pattern, "%s/[0-9]*/answers.md", work);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            note_answers(exercises, found.gl_pathv[i]);
    globfree(&found);
    return json_pack("{so so}", "group", read_group(work), "exercises",
                     exercises);
}
