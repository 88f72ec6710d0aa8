/* chapter.c - judges the code of one chapter. */
#include "chapter.h"
#include "again.h"
#include "base/fault.h"
#include "base/files.h"

#include <stdlib.h>
#include <string.h>

static void say_all(Judging *j, const Check *check)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(j->exercises, i, exercise)
        exercise_only(exercise, check);
}

static const Exercise *exercise_of(const Judging *j, const json_t *verdict)
{
    return chapter_exercise(j->chapter, text_of(verdict, "id"));
}

static void judge_tests(Judging *j, const Build *build)
{
    size_t i;
    json_t *exercise;
    Run run = run_tests(j, build, NULL, "tests");
    json_array_foreach(j->exercises, i,
                       exercise) if (exercise_of(j, exercise)->kind == CODE)
        exercise_settle(exercise, take_checks(exercise, &run, ""));
    run_free(&run);
}

static bool asks_for_numbers(const Judging *j, const json_t *verdict)
{
    const Exercise *exercise = exercise_of(j, verdict);
    return exercise->kind == CODE && exercise->taken &&
           !has_functions(j, exercise->id);
}

static void judge_numbers(Judging *j, const Build *build, json_t *verdict)
{
    Run run = run_tests(j, build, text_of(verdict, "id"), "numbers");
    exercise_settle(verdict, take_checks(verdict, &run, ""));
    run_free(&run);
    texts_add(&j->flags,
              "%s: %s, which asks for no code, was judged without the "
              "student's",
              j->chapter->name, text_of(verdict, "id"));
}

/* The student's code cannot be judged: that is said of every exercise but
 * those that ask for numbers instead. For these an untouched skeleton stands
 * in. */
static void judge_without(Judging *j, const Check *why)
{
    size_t i;
    json_t *exercise;
    Submission nothing = {0};
    Build skeleton = {0};
    char *directory = format("%s/skeleton", j->directory);
    json_array_foreach(j->exercises, i, exercise)
    {
        if (!asks_for_numbers(j, exercise)) {
            exercise_only(exercise, why);
            continue;
        }
        if (!skeleton.directory)
            skeleton = compile(&j->grading->isolation, j->chapter, &nothing,
                               directory, false);
        if (skeleton.end == COMPILED)
            judge_numbers(j, &skeleton, exercise);
        else if (!j->fault)
            j->fault = format("the skeleton of %s does not compile: %s",
                              j->chapter->name, skeleton.why);
    }
    build_free(&skeleton);
    free(directory);
}

static void skip_training(json_t *exercise)
{
    exercise_only(exercise, &(Check){.id = "training",
                                     .status = SKIPPED,
                                     .message = "training was left out "
                                                "(TRAIN=0)"});
}

/* An exercise that two precisions judge has to pass in both. */
static void judge_runs(Judging *j, const Build *build)
{
    size_t i;
    json_t *exercise;
    bool first = true;
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        if (v == ASAN || !has_experiment(j, v))
            continue;
        Run run = run_experiment(j, build, v, variant_name(v));
        json_array_foreach(j->exercises, i, exercise)
        {
            if (exercise_of(j, exercise)->kind != RUN)
                continue;
            Status status = take_checks(exercise, &run, "");
            exercise_settle(exercise,
                            first ? status
                                  : both(exercise_status(exercise), status));
        }
        first = false;
        run_free(&run);
    }
}

/* A chapter's experiment is long: it runs only for what is asked. */
static bool asks_for_runs(const Judging *j)
{
    for (size_t i = 0; i < j->chapter->exercise_count; i++)
        if (j->chapter->exercises[i].taken &&
            j->chapter->exercises[i].kind == RUN)
            return j->grading->train;
    return false;
}

static void judge_build(Judging *j, const Build *build)
{
    size_t i;
    json_t *exercise;
    judge_tests(j, build);
    if (asks_for_runs(j))
        judge_runs(j, build);
    else
        json_array_foreach(j->exercises, i,
                           exercise) if (exercise_of(j, exercise)->kind ==
                                         RUN) skip_training(exercise);
    judge_again(j, build);
}

static void compile_and_judge(Judging *j)
{
    bool floating = asks_for_runs(j) && has_experiment(j, FLOATING);
    char *directory = format("%s/build", j->directory);
    Build build = compile(&j->grading->isolation, j->chapter,
                          j->grading->submission, directory, floating);
    for (size_t i = 0; i < build.flags.count; i++)
        texts_add(&j->flags, "%s", build.flags.item[i]);
    for (size_t i = 0; i < build.warnings.count; i++)
        texts_add(&j->warnings, "%s", build.warnings.item[i]);
    if (build.end == COMPILED)
        judge_build(j, &build);
    else if (build.end == COMPILE_FAILED)
        judge_without(j, &(Check){.id = "compiles",
                                  .status = FAILED,
                                  .message = build.why});
    else {
        say_all(j, &(Check){.id = "compiles",
                            .status = BROKEN,
                            .message = build.why});
        j->fault = format("%s", build.why);
    }
    build_free(&build);
    free(directory);
}

static bool handed_code(const Judging *j)
{
    for (size_t i = 0; i < j->chapter->sources.count; i++)
        if (handed(j->grading->submission, j->chapter->name,
                   j->chapter->sources.item[i]))
            return true;
    return false;
}

/* Why a file of the chapter cannot be judged at all, or NULL. */
static char *unusable(const Judging *j)
{
    if (!handed_code(j))
        return format("%s/%s was not handed in", j->chapter->name,
                      j->chapter->sources.item[0]);
    for (size_t i = 0; i < j->chapter->sources.count; i++) {
        const Handed *file = handed(j->grading->submission, j->chapter->name,
                                    j->chapter->sources.item[i]);
        if (file && file->problem)
            return format("%s %s", file->path, file->problem);
    }
    return NULL;
}

/* What each program of the chapter has to judge. */
static void expect(Judging *j)
{
    char *tests = format("build/judge/%s/tests.list", j->chapter->name);
    j->tests = expecteds_read(tests);
    free(tests);
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        char *runs = format("build/judge/%s/experiment-%s.list",
                            j->chapter->name, variant_build(v));
        j->runs[v] = expecteds_read(runs);
        free(runs);
    }
}

/* Some checks read numbers in the answers. */
static void put_answers(Judging *j)
{
    const Handed *file =
        handed(j->grading->submission, j->chapter->name, "answers.md");
    if (!file || !file->bytes)
        return;
    j->answers = format("%s/answers.md", j->directory);
    file_write(j->answers, file->bytes, file->size);
}

static Judging start(const Grading *grading, const Chapter *chapter)
{
    Judging j = {.grading = grading,
                 .chapter = chapter,
                 .directory = format("%s/%s", scratch(), chapter->name),
                 .exercises = made(json_array())};
    if (!directory_make(j.directory))
        die(GRADER_FAULT, "%s cannot be made", j.directory);
    expect(&j);
    put_answers(&j);
    for (size_t i = 0; i < chapter->exercise_count; i++)
        if (chapter->exercises[i].kind != ANSWER)
            json_array_append_new(j.exercises,
                                  exercise_new(&chapter->exercises[i]));
    return j;
}

static json_t *finish(Judging *j)
{
    json_t *result = made(json_pack(
        "{so so so so ss}", "exercises", j->exercises, "flags",
        texts_json(&j->flags), "warnings", texts_json(&j->warnings), "data",
        texts_json(&j->data), "fault", j->fault ? j->fault : ""));
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        zygote_stop(j->zygote[v]);
        expecteds_free(&j->runs[v]);
    }
    expecteds_free(&j->tests);
    free(j->answers);
    texts_free(&j->flags);
    texts_free(&j->warnings);
    texts_free(&j->data);
    free(j->fault);
    free(j->directory);
    return result;
}

json_t *chapter_judge(const Grading *grading, const Chapter *chapter)
{
    Judging j = start(grading, chapter);
    if (json_array_size(j.exercises) == 0)
        return finish(&j);
    char *why = chapter->sources.count ? unusable(&j) : NULL;
    const Check check = {.id = "handed_in", .status = FAILED, .message = why};
    if (!why)
        compile_and_judge(&j);
    else if (handed_code(&j) || j.answers)
        judge_without(&j, &check);
    else
        say_all(&j, &check);
    free(why);
    return finish(&j);
}
