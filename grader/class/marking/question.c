/* question.c - who answered a question. */
#include "base/fault.h"
#include "base/files.h"
#include "marking.h"

#include <stdlib.h>
#include <string.h>

static const Exercise *find(const Catalogue *catalogue, const char *id,
                            const char **chapter)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const Exercise *found = chapter_exercise(&catalogue->chapters[i], id);
        *chapter = catalogue->chapters[i].name;
        if (found && found->kind == ANSWER)
            return found;
    }
    die(BAD_INPUT,
        "QUESTION=%s is no question; make marking without it takes all", id);
}

/* An empty answer is the grader's own verdict; all others are a person's or
 * wait for one. */
static bool is_answered(const json_t *exercise)
{
    const json_t *check =
        json_array_get(json_object_get(exercise, "checks"), 0);
    return exercise_status(exercise) != FAILED ||
           strcmp(text_of(check, "message"), "not answered") != 0;
}

static void add(Question *question, size_t submission, const char *shown,
                const json_t *exercise)
{
    const json_t *check =
        json_array_get(json_object_get(exercise, "checks"), 0);
    question->answers = grow(question->answers, question->count + 1,
                             sizeof *question->answers);
    question->answers[question->count++] =
        (Answer){.submission = submission,
                 .shown = format("%s", shown),
                 .marked = exercise_status(exercise) != TO_BE_MARKED,
                 .score = number_of(exercise, "score"),
                 .comment = format("%s", text_of(check, "message"))};
}

static int by_shown(const void *a, const void *b)
{
    return strcmp(((const Answer *)a)->shown, ((const Answer *)b)->shown);
}

Question question_read(const Records *records, const Catalogue *catalogue,
                       const char *id, const Wish *wish)
{
    Question question = {0};
    question.exercise = find(catalogue, id, &question.chapter);
    Texts names = wish->anonymous ? pseudonyms(records, wish) : (Texts){0};
    for (size_t i = 0; i < records->count; i++) {
        json_t *record = records_record(records, i);
        json_t *exercise = record_exercise(record, id);
        if (exercise && is_answered(exercise) &&
            (!wish->pending || exercise_status(exercise) == TO_BE_MARKED)) {
            question.points = number_of(exercise, "points");
            add(&question, i,
                wish->anonymous ? names.item[i] : records_name(records, i),
                exercise);
        }
        json_decref(record);
    }
    texts_free(&names);
    if (question.count)
        qsort(question.answers, question.count, sizeof *question.answers,
              by_shown);
    return question;
}

void question_free(Question *question)
{
    for (size_t i = 0; i < question->count; i++) {
        free(question->answers[i].shown);
        free(question->answers[i].comment);
    }
    free(question->answers);
    *question = (Question){0};
}

Texts questions(const Records *records)
{
    size_t e;
    json_t *exercise;
    Texts ids = {0};
    for (size_t i = 0; i < records->count; i++) {
        json_t *record = records_record(records, i);
        json_array_foreach(json_object_get(record, "exercises"), e, exercise)
        {
            const char *id = text_of(exercise, "id");
            if (strcmp(text_of(exercise, "kind"), kind_name(ANSWER)) == 0 &&
                !texts_have(&ids, id))
                texts_add(&ids, "%s", id);
        }
        json_decref(record);
    }
    return ids;
}
