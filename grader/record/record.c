/* record.c - the record while it grows. */
#include "record.h"
#include "base/fault.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 4000 };

static const char *const names[] = {"passed", "failed", "skipped", "broken",
                                    "to_be_marked"};

const char *status_name(Status status)
{
    return names[status];
}

json_t *made(json_t *json)
{
    return need(json);
}

json_t *number_json(double value)
{
    bool whole = value == floor(value) && fabs(value) < 1e15;
    return made(whole ? json_integer((json_int_t)value) : json_real(value));
}

json_t *texts_json(const Texts *texts)
{
    json_t *list = made(json_array());
    for (size_t i = 0; i < texts->count; i++)
        json_array_append_new(list, made(json_string(texts->item[i])));
    return list;
}

const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

double number_of(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

json_t *exercise_new(const Exercise *exercise)
{
    return made(json_pack(
        "{ss ss ss ss ss so si ss so s[]}", "id", exercise->id, "number",
        exercise->number, "item", exercise->item ? exercise->item : "",
        "title", exercise->title, "kind", kind_name(exercise->kind), "points",
        number_json(exercise->points), "score", 0, "status", names[BROKEN],
        "needs", texts_json(&exercise->needs), "checks"));
}

/* Details may quote what the code under test wrote, which need not be text.
 */
/* What a check says may have been cut in the middle of a character. */
static json_t *clean_json(const char *text)
{
    char *clean = text ? clean_line(text, strlen(text), TEXT_MOST) : NULL;
    json_t *json = made(json_string(clean ? clean : ""));
    free(clean);
    return json;
}

void exercise_add(json_t *exercise, const Check *check)
{
    json_t *one = made(json_pack(
        "{so ss so so so so sf}", "id", clean_json(check->id), "status",
        names[check->status], "message", clean_json(check->message), "cause",
        clean_json(check->cause), "help", clean_json(check->help), "detail",
        clean_json(check->detail), "cpu_s",
        isfinite(check->cpu_s) ? check->cpu_s : 0.0));
    json_array_append_new(json_object_get(exercise, "checks"), one);
}

void exercise_only(json_t *exercise, const Check *check)
{
    exercise_add(exercise, check);
    exercise_settle(exercise, check->status);
}

void exercise_settle(json_t *exercise, Status status)
{
    double points = status == PASSED ? number_of(exercise, "points") : 0;
    json_object_set_new(exercise, "status", made(json_string(names[status])));
    json_object_set_new(exercise, "score", number_json(points));
}

Status exercise_status(const json_t *exercise)
{
    Status status = PASSED;
    while (status < TO_BE_MARKED &&
           strcmp(names[status], text_of(exercise, "status")) != 0)
        status++;
    return status;
}
