/* view.c - what a student may know of a grading. */
#include "view.h"
#include "base/fault.h"
#include "base/files.h"
#include "record/record.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 2000, RECORD_MOST = 64 << 20 };

/* Taking over */

static const char *const head_members[] = {"submission", "course",  "score",
                                           "max_score",  "pending", "penalty",
                                           "late_s",     "flags",   NULL};
static const char *const student_members[] = {"id", "name", "group", NULL};
static const char *const exercise_members[] = {"id",     "number", "title",
                                               "kind",   "points", "score",
                                               "status", "needs",  NULL};
static const char *const check_members[] = {
    "id", "status", "message", "cause", "help", "cpu_s", NULL};

/* Where a terminal's escape sequence that starts at `at` ends. */
static const char *escape_end(const char *at)
{
    if (at[1] == ']') { /* up to a bell, such as a window's title */
        at += strcspn(at, "\a");
        return *at ? at + 1 : at;
    }
    if (at[1] != '[')
        return at + 1;
    at += 2;
    at += strspn(at, "0123456789;:<=>? !\"#$%&'()*+,-./");
    return *at ? at + 1 : at;
}

static char *without_escapes(const char *text)
{
    char *plain = need(malloc(strlen(text) + 1)), *to = plain;
    while (*text)
        if (*text == '\033')
            text = escape_end(text);
        else
            *to++ = *text++;
    *to = '\0';
    return plain;
}

static json_t *clean_json(const char *text)
{
    char *plain = without_escapes(text);
    char *clean = clean_line(plain, strlen(plain), TEXT_MOST);
    json_t *json = made(json_string(clean));
    free(plain);
    free(clean);
    return json;
}

static json_t *clean_value(const json_t *value)
{
    size_t i;
    json_t *one, *list;
    if (json_is_string(value))
        return clean_json(json_string_value(value));
    if (json_is_number(value))
        return number_json(json_number_value(value));
    list = made(json_array());
    json_array_foreach(value, i, one) if (json_is_string(one))
        json_array_append_new(list, clean_json(json_string_value(one)));
    return list;
}

static json_t *take(const json_t *from, const char *const *members)
{
    json_t *to = made(json_object());
    for (; *members; members++)
        json_object_set_new(to, *members,
                            clean_value(json_object_get(from, *members)));
    return to;
}

static json_t *take_all(const json_t *list, const char *const *members)
{
    size_t i;
    json_t *one, *taken = made(json_array());
    json_array_foreach(list, i, one)
        json_array_append_new(taken, take(one, members));
    return taken;
}

/* Points of all that was judged; with or without the runs. */
static double sum_of(const json_t *record, bool runs)
{
    size_t i;
    double sum = 0;
    json_t *exercise;
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        bool run = strcmp(text_of(exercise, "kind"), "run") == 0;
        if ((runs || !run) && exercise_status(exercise) != BROKEN)
            sum += number_of(exercise, "points");
    }
    return sum;
}

/* Was the record made without training? Then its maximum is that of the
 * others, and runs count for nobody. */
static bool without_runs(const json_t *record)
{
    double most = number_of(record, "max_score");
    return fabs(sum_of(record, true) - most) > 1e-6 &&
           fabs(sum_of(record, false) - most) < 1e-6;
}

static json_t *view_of(const json_t *record)
{
    bool untrained = without_runs(record);
    size_t i;
    json_t *exercise, *view = take(record, head_members),
                      *exercises = made(json_array());
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        json_t *one = take(exercise, exercise_members);
        json_object_set_new(
            one, "checks",
            take_all(json_object_get(exercise, "checks"), check_members));
        if (untrained && strcmp(text_of(one, "kind"), "run") == 0)
            json_object_set_new(one, "left_out", json_true());
        json_array_append_new(exercises, one);
    }
    json_object_set_new(view, "exercises", exercises);
    json_object_set_new(
        view, "group",
        take_all(json_object_get(record, "group"), student_members));
    return view;
}

json_t *view_of_problem(const char *name, const char *problem)
{
    return made(json_pack(
        "{so ss si si si si s[] s[] s[] so}", "submission", clean_json(name),
        "course", "", "score", 0, "max_score", 0, "pending", 0, "penalty", 0,
        "flags", "group", "exercises", "problem", clean_json(problem)));
}

static char *read_member(const char *out, const char *file)
{
    char *path = format("%s/%s", out, file);
    char *text = file_read(path, RECORD_MOST, NULL);
    if (!text && errno != ENOENT && errno != ENOTDIR)
        die(BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    free(path);
    return text;
}

static json_t *parse(const char *text, const char *out)
{
    json_error_t error;
    json_t *record = json_loads(text, 0, &error);
    if (!record || !json_is_array(json_object_get(record, "exercises")))
        die(BAD_INPUT, "%s/result.json is no record of a grading", out);
    return record;
}

json_t *view_read(const char *out, const char *name)
{
    json_t *view = NULL;
    char *record = read_member(out, "result.json");
    char *problem = record ? NULL : read_member(out, "problem.txt");
    if (record) {
        json_t *json = parse(record, out);
        view = view_of(json);
        json_decref(json);
    } else if (problem) {
        view = view_of_problem(name, problem);
    }
    free(record);
    free(problem);
    return view;
}

const char *view_problem(const json_t *view)
{
    return json_string_value(json_object_get(view, "problem"));
}
