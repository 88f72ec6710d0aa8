/* compare.c - what two records of one submission say differently. */
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Conditions */

typedef struct {
    const char *key, *means;
} Condition;

static const Condition conditions[] = {
    {"grader", "the grader, its checks or the reference have changed since"},
    {"work", "these are other files than those that were graded"},
    {"group", "the students are others: personal numbers may differ"},
    {"course", "another preset"},
    {"kernel", "products may differ in their last digits"},
    {"isolation", "other layers of the sandbox"},
    {"data", "other data were trained on"}};

static char *shown(const json_t *value)
{
    return value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY)
                 : strdup("nothing");
}

size_t compare_conditions(const json_t *was, const json_t *is,
                          const Scope *scope)
{
    size_t different = 0;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const Condition *c = &conditions[i];
        const json_t *a = json_object_get(was, c->key);
        const json_t *b = json_object_get(is, c->key);
        if (json_equal(a, b) || (!scope->runs && !strcmp(c->key, "data")))
            continue;
        char *before = shown(a), *now = shown(b);
        printf("%s: recorded %.70s, now %.70s: %s\n", c->key, before, now,
               c->means);
        free(before);
        free(now);
        different++;
    }
    return different;
}

/* Verdicts */

static const json_t *find(const json_t *list, const char *id)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) if (strcmp(text_of(item, "id"), id) ==
                                          0) return item;
    return NULL;
}

const json_t *exercise_of(const json_t *record, const char *id)
{
    return find(json_object_get(record, "exercises"), id);
}

const json_t *check_of(const json_t *exercise, const char *id)
{
    return find(json_object_get(exercise, "checks"), id);
}

static bool same_check(const json_t *a, const json_t *b)
{
    static const char *const keys[] = {"status", "message", "cause", "help",
                                       "detail"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(text_of(a, keys[i]), text_of(b, keys[i])) != 0)
            return false;
    return a && b;
}

static bool counts(const json_t *exercise, const Scope *scope)
{
    const char *kind = text_of(exercise, "kind");
    if (scope->one && strcmp(scope->one, text_of(exercise, "id")) != 0)
        return false;
    return strcmp(kind, "code") == 0 ||
           (scope->runs && strcmp(kind, "run") == 0);
}

static void say(const char *exercise, const char *check, const json_t *was,
                const json_t *is)
{
    const char *before = was ? text_of(was, "status") : "not there";
    const char *now = is ? text_of(is, "status") : "not there";
    printf("%s/%s: recorded %s, now %s%s\n", exercise, check, before, now,
           strcmp(before, now) == 0 ? ", but says another thing" : "");
}

static size_t compare_exercise(const json_t *was, const json_t *is,
                               size_t *checked)
{
    size_t i, different = 0;
    json_t *check;
    const char *exercise = text_of(was, "id");
    json_array_foreach(json_object_get(was, "checks"), i, check)
    {
        const json_t *now = check_of(is, text_of(check, "id"));
        ++*checked;
        if (same_check(check, now))
            continue;
        say(exercise, text_of(check, "id"), check, now);
        different++;
    }
    json_array_foreach(json_object_get(is, "checks"), i, check)
    {
        if (check_of(was, text_of(check, "id")))
            continue;
        say(exercise, text_of(check, "id"), NULL, check);
        different++;
    }
    return different;
}

size_t compare_verdicts(const json_t *was, const json_t *is,
                        const Scope *scope, size_t *checked)
{
    size_t i, different = 0;
    json_t *exercise;
    *checked = 0;
    json_array_foreach(json_object_get(was, "exercises"), i,
                       exercise) if (counts(exercise, scope)) different +=
        compare_exercise(exercise, exercise_of(is, text_of(exercise, "id")),
                         checked);
    return different;
}

/* One check */

static void show(const char *when, const json_t *check)
{
    static const char *const keys[] = {"message", "cause", "detail"};
    printf("  %-9s %s\n", when, check ? text_of(check, "status") : "nothing");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (*text_of(check, keys[i]))
            printf("    %-8s %s\n", keys[i], text_of(check, keys[i]));
}

void show_check(const json_t *was, const json_t *is, const char *exercise,
                const char *check)
{
    size_t i;
    json_t *one;
    const json_t *now = exercise_of(is, exercise);
    json_array_foreach(json_object_get(exercise_of(was, exercise), "checks"),
                       i, one)
    {
        const char *id = text_of(one, "id");
        if (check && strcmp(check, id) != 0)
            continue;
        printf("%s/%s\n", exercise, id);
        show("recorded:", one);
        show("now:", check_of(now, id));
    }
}
