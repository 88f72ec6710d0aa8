/* tally.c - what a class has done, in numbers. */
#include "tally.h"
#include "base/fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Exercises */

static ExerciseTally *exercise_of(Tally *tally, const json_t *exercise)
{
    const char *id = text_of(exercise, "id");
    for (size_t i = 0; i < tally->exercise_count; i++)
        if (strcmp(tally->exercises[i].id, id) == 0)
            return &tally->exercises[i];
    tally->exercises = grow(tally->exercises, tally->exercise_count + 1,
                            sizeof *tally->exercises);
    ExerciseTally *new = &tally->exercises[tally->exercise_count++];
    *new =
        (ExerciseTally){.id = format("%s", id),
                        .number = format("%s", text_of(exercise, "number")),
                        .title = format("%s", text_of(exercise, "title")),
                        .kind = format("%s", text_of(exercise, "kind")),
                        .points = number_of(exercise, "points")};
    return new;
}

/* Once for each submission, however many checks say so. */
static void count_cause(ExerciseTally *exercise, const char *text,
                        size_t submission)
{
    for (size_t i = 0; i < exercise->cause_count; i++) {
        Cause *cause = &exercise->causes[i];
        if (strcmp(cause->text, text) == 0) {
            cause->count += cause->last != submission;
            cause->last = submission;
            return;
        }
    }
    if (exercise->cause_count == CAUSES_MOST)
        return;
    exercise->causes = grow(exercise->causes, exercise->cause_count + 1,
                            sizeof *exercise->causes);
    exercise->causes[exercise->cause_count++] =
        (Cause){format("%s", text), 1, submission};
}

/* The likely cause, else what the check is called: messages name sizes and
 * places that differ from one submission to the next. */
static char *reason(const json_t *check)
{
    static const char *const words[][2] = {{"compiles", "does not compile"},
                                           {"handed_in", "not handed in"},
                                           {"training", "did not train"}};
    const char *id = text_of(check, "id"), *cause = text_of(check, "cause");
    if (*cause)
        return format("%s", cause);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(id, words[i][0]) == 0)
            return format("%s", words[i][1]);
    char *text = format("fails \u201c%s\u201d", id);
    for (char *at = text; *at; at++)
        *at = *at == '_' ? ' ' : *at;
    return text;
}

/* A check that was judged again with the reference's definition of what it
 * needs says so in brackets, and says the same once more. */
static bool counts_twice(const json_t *check)
{
    return strchr(text_of(check, "id"), '(') != NULL;
}

static void count_causes(ExerciseTally *tally, const json_t *exercise,
                         size_t submission)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
    {
        if (strcmp(text_of(check, "status"), status_name(FAILED)) != 0 ||
            counts_twice(check))
            continue;
        char *text = reason(check);
        count_cause(tally, text, submission);
        free(text);
    }
}

static void count_exercises(Tally *tally, const json_t *record,
                            size_t submission)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        ExerciseTally *to = exercise_of(tally, exercise);
        Status status = exercise_status(exercise);
        to->asked++;
        to->status[status]++;
        to->sum += number_of(exercise, "score");
        /* What a person wrote about an answer is not for a list. */
        if (status == FAILED && strcmp(to->kind, kind_name(ANSWER)) != 0)
            count_causes(to, exercise, submission);
    }
}

static int by_count(const void *a, const void *b)
{
    const Cause *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1)
                                : strcmp(x->text, y->text);
}

/* Flags: those of the first record that all others have, too. */

static bool list_has(const json_t *list, const char *text)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        if (strcmp(json_string_value(one), text) == 0)
            return true;
    }
    return false;
}

static void narrow(Texts *common, const json_t *flags, bool first)
{
    size_t i, kept = 0;
    json_t *flag;
    if (first)
        json_array_foreach(flags, i, flag)
            texts_add(common, "%s", json_string_value(flag));
    for (i = 0; i < common->count; i++)
        if (list_has(flags, common->item[i]))
            common->item[kept++] = common->item[i];
        else
            free(common->item[i]);
    common->count = kept;
}

/* All of it */

static double share_of(const json_t *record)
{
    double most = number_of(record, "max_score");
    double share = most > 0 ? number_of(record, "score") / most : 0;
    return fmin(fmax(share, 0), 1);
}

static void count_record(Tally *tally, const json_t *record,
                         size_t submission)
{
    double pending = number_of(record, "pending");
    tally->points = fmax(tally->points, number_of(record, "max_score"));
    tally->pending += pending;
    tally->waiting += pending > 0;
    narrow(&tally->common, json_object_get(record, "flags"),
           tally->graded == 0);
    tally->shares =
        grow(tally->shares, tally->graded + 1, sizeof *tally->shares);
    tally->shares[tally->graded++] = share_of(record);
    count_exercises(tally, record, submission);
}

static time_t written(const Records *records, size_t i)
{
    struct stat s;
    char *path = records_path(records, i, "result.json");
    time_t at = stat(path, &s) == 0 ? s.st_mtime : 0;
    free(path);
    return at;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Names in similar.json, where there is one. */
static void read_similar(const Records *records, Texts *names)
{
    size_t i;
    char *path = format("%s/similar.json", records->out);
    json_t *similar = json_load_file(path, 0, NULL), *pair;
    json_array_foreach(json_object_get(similar, "pairs"), i, pair)
    {
        const char *both[] = {text_of(pair, "a"), text_of(pair, "b")};
        for (size_t n = 0; n < 2; n++)
            if (!texts_have(names, both[n]))
                texts_add(names, "%s", both[n]);
    }
    json_decref(similar);
    free(path);
}

Tally tally_records(const Records *records)
{
    Tally tally = {0};
    read_similar(records, &tally.similar);
    for (size_t i = 0; i < records->count; i++) {
        json_t *record = records_record(records, i);
        if (!record)
            continue;
        time_t at = written(records, i);
        tally.newest = at > tally.newest ? at : tally.newest;
        count_record(&tally, record, i + 1);
        json_decref(record);
    }
    if (tally.graded)
        qsort(tally.shares, tally.graded, sizeof *tally.shares, by_value);
    if (tally.graded == 1) /* what one has, not all have in common */
        texts_free(&tally.common);
    for (size_t i = 0; i < tally.exercise_count; i++) {
        ExerciseTally *e = &tally.exercises[i];
        if (e->cause_count)
            qsort(e->causes, e->cause_count, sizeof *e->causes, by_count);
    }
    return tally;
}

static void exercise_free(ExerciseTally *exercise)
{
    for (size_t i = 0; i < exercise->cause_count; i++)
        free(exercise->causes[i].text);
    free(exercise->causes);
    free(exercise->id);
    free(exercise->number);
    free(exercise->title);
    free(exercise->kind);
}

void tally_free(Tally *tally)
{
    for (size_t i = 0; i < tally->exercise_count; i++)
        exercise_free(&tally->exercises[i]);
    free(tally->exercises);
    free(tally->shares);
    texts_free(&tally->common);
    texts_free(&tally->similar);
    *tally = (Tally){0};
}

double tally_quantile(const Tally *tally, double part)
{
    double at = part * (double)(tally->graded - 1);
    size_t below = (size_t)at;
    size_t above = below + 1 < tally->graded ? below + 1 : below;
    double rest = at - (double)below;
    return tally->shares[below] * (1 - rest) + tally->shares[above] * rest;
}

bool tally_tells(const Tally *tally, const char *flag)
{
    return !texts_have(&tally->common, flag);
}
