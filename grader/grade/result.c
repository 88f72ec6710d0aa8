/* result.c - puts the record together. */
#include "result.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/hash.h"
#include "record/answers.h"

#include <stdlib.h>
#include <string.h>

enum { SCHEMA = 1 };

/* Exercises */

static char *skeleton_of(const Chapter *chapter)
{
    char *path = format("skeletons/%s/answers.md", chapter->name);
    char *text = file_read(path, 1 << 20, NULL);
    free(path);
    return text;
}

static json_t *find(const json_t *exercises, const char *id)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i,
                       exercise) if (strcmp(text_of(exercise, "id"), id) ==
                                     0) return exercise;
    return NULL;
}

static json_t *verdict_on(const json_t *chapter, const char *id)
{
    return json_incref(find(json_object_get(chapter, "exercises"), id));
}

static void add_chapter(const Order *order, const Chapter *chapter,
                        const json_t *judged, json_t *exercises)
{
    const Handed *answers =
        handed(order->grading->submission, chapter->name, "answers.md");
    char *skeleton = skeleton_of(chapter);
    for (size_t i = 0; i < chapter->exercise_count; i++) {
        const Exercise *exercise = &chapter->exercises[i];
        json_t *verdict =
            exercise->kind == ANSWER
                ? answer_judge(exercise, answers ? answers->bytes : NULL,
                               skeleton)
                : verdict_on(judged, exercise->id);
        if (exercise->taken && verdict)
            json_array_append(exercises, verdict);
        json_decref(verdict);
    }
    free(skeleton);
}

static json_t *all_exercises(const Order *order, json_t *const *chapters)
{
    json_t *exercises = made(json_array());
    for (size_t c = 0; c < order->catalogue->count; c++)
        add_chapter(order, &order->catalogue->chapters[c], chapters[c],
                    exercises);
    return exercises;
}

/* An exercise may earn its points by others: a run with code that was handed
 * out stands on the layers of the student's own. As when runs are judged
 * again, one of them may fail. */
static void settle_after(const Exercise *exercise, json_t *exercises)
{
    size_t failed = 0;
    char *names = format("%s", "");
    json_t *own = find(exercises, exercise->id);
    for (size_t i = 0; i < exercise->after.count; i++) {
        const json_t *other = find(exercises, exercise->after.item[i]);
        if (!other || exercise_status(other) != FAILED)
            continue;
        char *longer = format("%s%s%s", names, failed++ ? ", " : "",
                              text_of(other, "title"));
        free(names);
        names = longer;
    }
    char *message = format("it stands on what does not pass yet: %s", names);
    if (own && failed > 1 && exercise_status(own) == PASSED) {
        json_array_clear(json_object_get(own, "checks"));
        exercise_only(own, &(Check){.id = "stands_on",
                                    .status = SKIPPED,
                                    .message = message});
    }
    free(message);
    free(names);
}

static void settle_all_after(const Order *order, json_t *exercises)
{
    for (size_t c = 0; c < order->catalogue->count; c++) {
        const Chapter *chapter = &order->catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++)
            if (chapter->exercises[i].after.count)
                settle_after(&chapter->exercises[i], exercises);
    }
}

/* Sums */

typedef struct {
    double score, most, pending;
} Sums;

/* What was not asked for, and what the grader itself broke, counts for
 * nobody and against nobody. */
static bool counts(const json_t *exercise, bool train)
{
    bool run = strcmp(text_of(exercise, "kind"), "run") == 0;
    return exercise_status(exercise) != BROKEN && (train || !run);
}

static Sums add_up(const json_t *exercises, bool train)
{
    Sums sums = {0, 0, 0};
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        if (!counts(exercise, train))
            continue;
        sums.most += number_of(exercise, "points");
        sums.score += number_of(exercise, "score");
        if (exercise_status(exercise) == TO_BE_MARKED)
            sums.pending += number_of(exercise, "points");
    }
    return sums;
}

/* Flags */

static bool asks_for_runs(const json_t *exercises)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i,
                       exercise) if (strcmp(text_of(exercise, "kind"),
                                            "run") == 0) return true;
    return false;
}

static void flag_chapters(const Order *order, json_t *const *chapters,
                          Texts *flags)
{
    size_t i;
    json_t *flag;
    for (size_t c = 0; c < order->catalogue->count; c++) {
        const char *fault = text_of(chapters[c], "fault");
        json_array_foreach(json_object_get(chapters[c], "flags"), i, flag)
            texts_add(flags, "%s", json_string_value(flag));
        if (*fault)
            texts_add(flags, "grader fault: %s", fault);
    }
}

static json_t *all_warnings(const Order *order, json_t *const *chapters)
{
    json_t *all = made(json_array());
    for (size_t c = 0; c < order->catalogue->count; c++)
        json_array_extend(all, json_object_get(chapters[c], "warnings"));
    return all;
}

/* of the submission, of the rules, of the chapters, of the marks */
static json_t *all_flags(const Order *order, json_t *const *chapters,
                         const json_t *exercises, const Texts *of_rules,
                         const Texts *of_marks)
{
    Texts flags = {0};
    const Texts *given[] = {&order->grading->submission->flags, of_rules};
    for (size_t g = 0; g < 2; g++)
        for (size_t i = 0; i < given[g]->count; i++)
            texts_add(&flags, "%s", given[g]->item[i]);
    flag_chapters(order, chapters, &flags);
    if (!order->grading->train && asks_for_runs(exercises))
        texts_add(&flags, "training was left out (TRAIN=0): its points are "
                          "in neither score nor max_score");
    for (size_t i = 0; i < of_marks->count; i++)
        texts_add(&flags, "%s", of_marks->item[i]);
    json_t *list = texts_json(&flags);
    texts_free(&flags);
    return list;
}

/* Members */

static json_t *group_json(const Submission *s)
{
    json_t *group = made(json_array());
    for (size_t i = 0; i < s->student_count; i++)
        json_array_append_new(
            group,
            made(json_pack("{ss ss ss}", "id", s->students[i].id, "name",
                           s->students[i].name, "group", s->group)));
    return group;
}

static json_t *isolation_json(const Isolation *isolation)
{
    const char *names[4];
    json_t *list = made(json_array());
    size_t count = isolation_names(isolation, names);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, made(json_string(names[i])));
    return list;
}

/* All data sets that the chapters' runs used, each once, in order. */
static Texts data_used(const Order *order, json_t *const *chapters)
{
    Texts all = {0};
    size_t i;
    json_t *one;
    for (size_t c = 0; c < order->catalogue->count; c++)
        json_array_foreach(json_object_get(chapters[c], "data"), i,
                           one) if (!texts_have(&all, json_string_value(one)))
            texts_add(&all, "%s", json_string_value(one));
    return all;
}

static json_t *joined(const Texts *texts)
{
    char *all = format("%s", texts->count ? texts->item[0] : "none");
    for (size_t i = 1; i < texts->count; i++) {
        char *longer = format("%s, %s", all, texts->item[i]);
        free(all);
        all = longer;
    }
    json_t *text = made(json_string(all));
    free(all);
    return text;
}

/* Their names, and one hash of all their fingerprints. */
static json_t *data_json(const Order *order, json_t *const *chapters)
{
    char total[65];
    Texts names = {0}, used = data_used(order, chapters);
    Hash hash = hash_new();
    for (size_t i = 0; i < used.count; i++) {
        Texts parts = texts_split(used.item[i], "\t");
        if (parts.count && !texts_have(&names, parts.item[0]))
            texts_add(&names, "%s", parts.item[0]);
        hash_add(&hash, used.item[i], strlen(used.item[i]));
        texts_free(&parts);
    }
    hash_end(&hash, total);
    json_t *data = made(json_pack("{so ss}", "name", joined(&names), "sha256",
                                  used.count ? total : ""));
    texts_free(&names);
    texts_free(&used);
    return data;
}

json_t *result_new(const Order *order, json_t *const *chapters)
{
    const Grading *grading = order->grading;
    Texts of_marks = {0}, of_rules = {0};
    json_t *exercises = all_exercises(order, chapters);
    settle_all_after(order, exercises);
    if (order->marks)
        marks_merge(order->marks, grading->submission->name, order->catalogue,
                    exercises, &of_marks);
    handin_declare(order->course, order->catalogue, grading->submission,
                   exercises, &of_rules);
    Sums sums = add_up(exercises, grading->train);
    long long late_s = handin_late(order->course, order->handin);
    json_t *breaches =
        handin_breaches(order->course, grading->submission, order->handin);
    double cost =
        handin_cost(order->course, order->handin, breaches, sums.score);
    handin_flag(order->course, order->handin, breaches, sums.score,
                &of_rules);
    json_t *flags =
        all_flags(order, chapters, exercises, &of_rules, &of_marks);
    texts_free(&of_marks);
    texts_free(&of_rules);
    return made(json_pack(
        "{si ss ss ss ss ss ss so ss so so so so so sI so so so so so}",
        "schema", SCHEMA, "grader", order->grader, "key", order->key,
        "kernel", order->kernel, "course", order->course->name, "submission",
        grading->submission->name, "work", grading->submission->work, "group",
        group_json(grading->submission), "seed", grading->seed, "isolation",
        isolation_json(&grading->isolation), "data",
        data_json(order, chapters), "score", number_json(sums.score - cost),
        "max_score", number_json(sums.most), "pending",
        number_json(sums.pending), "late_s", (json_int_t)late_s, "penalty",
        number_json(cost), "breaches", breaches, "flags", flags, "warnings",
        all_warnings(order, chapters), "exercises", exercises));
}

/* What the record says of the first check that broke; "" for nothing. */
static const char *reason(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(
        json_object_get(exercise, "checks"), i,
        check) if (strcmp(text_of(check, "status"), status_name(BROKEN)) ==
                   0) return text_of(check, "detail");
    return "";
}

char *result_fault(const json_t *result)
{
    static const char start[] = "grader fault: ";
    size_t i, broken = 0;
    const char *first = "";
    json_t *exercise, *flag;
    json_array_foreach(json_object_get(result, "flags"), i,
                       flag) if (!*first && !strncmp(json_string_value(flag),
                                                     start, sizeof start - 1))
        first = json_string_value(flag) + sizeof start - 1;
    bool fault = *first;
    json_array_foreach(json_object_get(result, "exercises"), i, exercise)
    {
        bool is = exercise_status(exercise) == BROKEN;
        broken += is;
        first = is && !*first ? reason(exercise) : first;
    }
    if (!broken && !fault)
        return NULL;
    return format("%zu exercises could not be judged, which costs no marks: "
                  "%s",
                  broken, *first ? first : "no reason is known");
}
