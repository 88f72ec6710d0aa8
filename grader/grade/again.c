/* again.c - judging again what depends on something that failed.
 *
 * Which functions belong to an exercise stands in build/grader/functions/
 * CHAPTER.tsv, made from the markers in the solutions (functions.awk):
 * exercise, file, function. */
#include "again.h"
#include "base/fault.h"
#include "base/files.h"

#include <stdlib.h>
#include <string.h>

static json_t *exercise_of(const Judging *j, const char *id)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(j->exercises, i,
                       exercise) if (strcmp(text_of(exercise, "id"), id) ==
                                     0) return exercise;
    return NULL;
}

/* Adds what the exercise needs, and what that needs, if it failed. */
static void failed_needs(const Judging *j, const Exercise *exercise,
                         Texts *failed)
{
    for (size_t i = 0; i < exercise->needs.count; i++) {
        const char *id = exercise->needs.item[i];
        const Exercise *other = chapter_exercise(j->chapter, id);
        json_t *verdict = exercise_of(j, id);
        if (!other || texts_have(failed, id))
            continue;
        if (verdict && exercise_status(verdict) == FAILED)
            texts_add(failed, "%s", id);
        failed_needs(j, other, failed);
    }
}

/* Adds the functions of the exercises, and the files that hold them. */
static void functions_of(const Judging *j, const Texts *ids, Texts *functions,
                         Texts *files)
{
    char *path = format("build/grader/functions/%s.tsv", j->chapter->name);
    char *table = file_read(path, 1 << 20, NULL), *rest = table;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *id = strsep(&line, "\t"), *file = strsep(&line, "\t");
        if (!file || !line || !texts_have(ids, id))
            continue;
        if (!texts_have(functions, line))
            texts_add(functions, "%s", line);
        if (!texts_have(files, file))
            texts_add(files, "%s", file);
    }
    free(table);
    free(path);
}

static Texts own_functions(const Judging *j, const char *id)
{
    Texts self = {0}, own = {0}, files = {0};
    texts_add(&self, "%s", id);
    functions_of(j, &self, &own, &files);
    texts_free(&self);
    texts_free(&files);
    return own;
}

bool has_functions(const Judging *j, const char *id)
{
    Texts own = own_functions(j, id);
    bool has = own.count > 0;
    texts_free(&own);
    return has;
}

/* The exercise's own functions stay the student's: there have to be some, and
 * none of them may be replaced. */
static bool keeps_own(const Judging *j, const char *id,
                      const Texts *functions)
{
    Texts own = own_functions(j, id);
    bool keeps = own.count > 0;
    for (size_t i = 0; i < own.count; i++)
        keeps &= !texts_have(functions, own.item[i]);
    texts_free(&own);
    return keeps;
}

static char *listed(const Texts *texts)
{
    char *list = format("%s", "");
    for (size_t i = 0; i < texts->count; i++) {
        char *longer = format("%s%s%s", list, i ? ", " : "", texts->item[i]);
        free(list);
        list = longer;
    }
    return list;
}

static Status judge_build(Judging *j, const Build *build, const char *id,
                          json_t *verdict, const Texts *failed)
{
    char *with = listed(failed);
    char *suffix = format(" (with the reference's %s)", with);
    Run run = run_tests(j, build, id, "again");
    Status status = take_checks(verdict, &run, suffix);
    run_free(&run);
    free(suffix);
    free(with);
    return status;
}

static void skip(json_t *verdict, const Texts *failed)
{
    char *with = listed(failed);
    char *message = format("not judged: it needs %s, which failed", with);
    exercise_only(
        verdict,
        &(Check){.id = "needs", .status = SKIPPED, .message = message});
    free(message);
    free(with);
}

/* Not to be built for reasons of its own is the code's affair. */
static void note_fault(Judging *j, const Build *build)
{
    if (build->end == COMPILE_BROKEN && !j->fault)
        j->fault = format("%s", build->why);
}

static void again(Judging *j, const Build *build, const Exercise *exercise,
                  json_t *verdict, const Texts *failed)
{
    Texts functions = {0}, files = {0};
    functions_of(j, failed, &functions, &files);
    bool possible = functions.count && keeps_own(j, exercise->id, &functions);
    if (possible) {
        char *directory = format("%s/again-%s", j->directory, exercise->id);
        Build other = compile_again(&j->grading->isolation, j->chapter, build,
                                    &functions, &files, directory);
        possible = other.end == COMPILED;
        note_fault(j, &other);
        Status status =
            possible ? judge_build(j, &other, exercise->id, verdict, failed)
                     : FAILED;
        if (status == PASSED)
            exercise_settle(verdict, PASSED);
        build_free(&other);
        free(directory);
    }
    if (!possible)
        skip(verdict, failed);
    texts_free(&functions);
    texts_free(&files);
}

/* Where the tables of a run go that is judged again: the report shows what
 * came of the student's own code. */
static char *aside(const Judging *j)
{
    char *directory = format("%s/again-plots", j->directory);
    directory_make(directory);
    return directory;
}

static bool failed_run(const Judging *j, size_t i)
{
    const Exercise *exercise = &j->chapter->exercises[i];
    return exercise->kind == RUN &&
           exercise_status(exercise_of(j, exercise->id)) == FAILED;
}

static void judge_runs(Judging *j, const Build *build, const Texts *failed)
{
    size_t count = j->chapter->exercise_count;
    Status *status = grow(NULL, count, sizeof *status);
    char *with = listed(failed);
    char *suffix = format(" (with the reference's %s)", with);
    for (size_t i = 0; i < count; i++)
        status[i] = failed_run(j, i) ? PASSED : SKIPPED;
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        if (v == ASAN || !has_experiment(j, v))
            continue;
        Run run = run_experiment(j, build, v, "again");
        for (size_t i = 0; i < count; i++)
            if (status[i] != SKIPPED)
                status[i] = both(
                    status[i],
                    take_checks(exercise_of(j, j->chapter->exercises[i].id),
                                &run, suffix));
        run_free(&run);
    }
    for (size_t i = 0; i < count; i++)
        if (status[i] == PASSED)
            exercise_settle(exercise_of(j, j->chapter->exercises[i].id),
                            PASSED);
    free(suffix);
    free(with);
    free(status);
}

/* What runs is the student's whole work. With the reference's code in place
 * of one failed exercise it still is; in place of several, the points would
 * be the reference's. */
static void runs_again(Judging *j, const Build *build)
{
    Texts failed = {0}, functions = {0}, files = {0};
    for (size_t i = 0; i < j->chapter->exercise_count; i++)
        if (failed_run(j, i))
            failed_needs(j, &j->chapter->exercises[i], &failed);
    functions_of(j, &failed, &functions, &files);
    if (failed.count == 1 && functions.count) {
        const Grading *grading = j->grading;
        char *directory = format("%s/again-runs", j->directory);
        char *plots = aside(j);
        Grading other = *grading;
        other.plots = plots;
        Build build_again =
            compile_again(&grading->isolation, j->chapter, build, &functions,
                          &files, directory);
        j->grading = &other;
        note_fault(j, &build_again);
        if (build_again.end == COMPILED)
            judge_runs(j, &build_again, &failed);
        j->grading = grading;
        build_free(&build_again);
        free(plots);
        free(directory);
    }
    texts_free(&failed);
    texts_free(&functions);
    texts_free(&files);
}

void judge_again(Judging *j, const Build *build)
{
    Texts *failed = grow(NULL, j->chapter->exercise_count, sizeof *failed);
    /* All are found before the first is judged again, so that each is judged
     * with what failed on its own. */
    for (size_t i = 0; i < j->chapter->exercise_count; i++) {
        const Exercise *exercise = &j->chapter->exercises[i];
        json_t *verdict = exercise_of(j, exercise->id);
        failed[i] = (Texts){0};
        if (exercise->kind == CODE && exercise_status(verdict) == FAILED)
            failed_needs(j, exercise, &failed[i]);
    }
    for (size_t i = 0; i < j->chapter->exercise_count; i++) {
        const Exercise *exercise = &j->chapter->exercises[i];
        if (failed[i].count)
            again(j, build, exercise, exercise_of(j, exercise->id),
                  &failed[i]);
        texts_free(&failed[i]);
    }
    free(failed);
    runs_again(j, build);
}
