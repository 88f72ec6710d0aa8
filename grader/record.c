/* record.c - the record while it grows. */
#include "record.h"
#include "fault.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    return made(json_pack("{ss ss ss ss so si ss so s[]}", "id", exercise->id,
                          "number", exercise->number, "title",
                          exercise->title, "kind", kind_name(exercise->kind),
                          "points", number_json(exercise->points), "score", 0,
                          "status", names[BROKEN], "needs",
                          texts_json(&exercise->needs), "checks"));
}

/* Details may quote what the code under test wrote, which need not be text.
 */
void exercise_add(json_t *exercise, const Check *check)
{
    enum { MOST = 8000 };
    const char *raw[] = {check->message, check->cause, check->help,
                         check->detail};
    char *texts[4];
    for (size_t i = 0; i < 4; i++)
        texts[i] = clean_lines(raw[i] ? raw[i] : "",
                               raw[i] ? strlen(raw[i]) : 0, MOST);
    json_t *made_check = made(json_pack(
        "{ss ss ss ss ss ss sf}", "id", check->id, "status",
        names[check->status], "message", texts[0], "cause", texts[1], "help",
        texts[2], "detail", texts[3], "cpu_s", check->cpu_s));
    json_array_append_new(json_object_get(exercise, "checks"), made_check);
    for (size_t i = 0; i < 4; i++)
        free(texts[i]);
}

void exercise_settle(json_t *exercise, Status status)
{
    double points = status == PASSED ? number_of(exercise, "points") : 0;
    json_object_set_new(exercise, "status", made(json_string(names[status])));
    json_object_set_new(exercise, "score", number_json(points));
}

void exercise_only(json_t *exercise, const Check *check)
{
    exercise_add(exercise, check);
    exercise_settle(exercise, check->status);
}

Status exercise_status(const json_t *exercise)
{
    Status status = PASSED;
    while (status < TO_BE_MARKED &&
           strcmp(names[status], text_of(exercise, "status")) != 0)
        status++;
    return status;
}
