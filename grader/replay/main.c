/* main.c - repeats a grading from its record, for the instructor whom a
 * student asks about it.
 *
 *   RECORD=result.json SUBMISSION=path [CHECK=exercise[/check]] replay
 *
 * Exit status: 0 the same verdicts, 1 others, 2 the record, the submission or
 * an argument cannot be used, 3 the grader's own fault. */
#include "base/fault.h"
#include "base/files.h"
#include "base/root.h"
#include "compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DIFFERENT = 1 };

static json_t *read_record(const char *path)
{
    json_error_t error;
    json_t *record = json_load_file(path, 0, &error);
    if (!record)
        die(BAD_INPUT, "%s is no record: %s", path, error.text);
    if (!json_is_array(json_object_get(record, "exercises")) ||
        !*text_of(record, "seed"))
        die(BAD_INPUT, "%s is no record of a grading: give its result.json",
            path);
    return record;
}

/* Was training asked for? What was left out has a check that says so. */
static bool has_runs(const json_t *record)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        const json_t *checks = json_object_get(exercise, "checks");
        if (strcmp(text_of(json_array_get(checks, 0), "id"), "training") == 0)
            return false;
    }
    return true;
}

static const json_t *exercise_named(const json_t *record, const char *id)
{
    const json_t *exercise = exercise_of(record, id);
    if (!exercise)
        die(BAD_INPUT, "CHECK=%.60s: the record has no such exercise", id);
    return exercise;
}

/* What is asked, CHECK=exercise[/check]; splits `asked` in place. */
static Scope scope_of(const json_t *record, char *asked, char **check)
{
    Scope scope = {.runs = has_runs(record)};
    *check = NULL;
    if (!asked)
        return scope;
    char *slash = strchr(asked, '/');
    if (slash) {
        *slash = '\0';
        *check = slash + 1;
    }
    const json_t *exercise = exercise_named(record, asked);
    if (*check && !check_of(exercise, *check))
        die(BAD_INPUT, "CHECK=: the record has no check %.60s of %.60s",
            *check, asked);
    scope.one = asked;
    scope.runs = scope.runs && strcmp(text_of(exercise, "kind"), "run") == 0;
    return scope;
}

static void put(const char *name, const char *value)
{
    if (setenv(name, value, 1) != 0)
        die(GRADER_FAULT, "memory is out");
}

/* The grade program with the record's settings; KERNEL= and MARKS= may be
 * given besides. */
static _Noreturn void grade(const json_t *record, const char *submission,
                            const char *out, bool train)
{
    put("SUBMISSION", submission);
    put("OUT", out);
    put("SEED", text_of(record, "seed"));
    put("COURSE", text_of(record, "course"));
    put("TRAIN", train ? "1" : "0");
    if (!environment("KERNEL"))
        put("KERNEL", text_of(record, "kernel"));
    char *name = format("--name=%s", text_of(record, "submission"));
    if (!freopen("/dev/null", "w", stdout))
        _exit(GRADER_FAULT);
    execl("build/grader/grade", "grade", name, (char *)NULL);
    die(GRADER_FAULT, "build/grader/grade cannot be run: make grader");
}

static json_t *grade_again(const json_t *record, const char *submission,
                           bool train)
{
    int status = 0;
    char *out = format("%s/out", scratch());
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0)
        die(GRADER_FAULT, "no process could be started");
    if (pid == 0)
        grade(record, submission, out, train);
    waitpid(pid, &status, 0);
    if (!WIFEXITED(status) ||
        (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != GRADER_FAULT))
        die(BAD_INPUT, "it could not be graded again%s",
            environment("KERNEL")
                ? ""
                : "; on another kind of processor give KERNEL=base");
    char *path = format("%s/result.json", out);
    json_t *again = read_record(path);
    free(path);
    free(out);
    return again;
}

static char *path_of(const char *name)
{
    const char *value = environment(name);
    if (!value)
        die(BAD_INPUT,
            "give RECORD=result.json and SUBMISSION=path, the files that "
            "were graded");
    return absolute(value);
}

int main(void)
{
    size_t checked;
    char *check, *record_path = path_of("RECORD");
    char *submission = path_of("SUBMISSION");
    char *asked =
        environment("CHECK") ? format("%s", environment("CHECK")) : NULL;
    enter_root();
    json_t *was = read_record(record_path);
    Scope scope = scope_of(was, asked, &check);
    printf("%s, preset %s, seed %s, kernel %s\n", text_of(was, "submission"),
           text_of(was, "course"), text_of(was, "seed"),
           environment("KERNEL") ? environment("KERNEL")
                                 : text_of(was, "kernel"));
    json_t *is = grade_again(was, submission, scope.runs);
    size_t conditions = compare_conditions(was, is, &scope);
    size_t different = compare_verdicts(was, is, &scope, &checked);
    if (scope.one)
        show_check(was, is, scope.one, check);
    if (different)
        printf("%zu of %zu checks differ%s\n", different, checked,
               conditions ? "" : ", though nothing they stand on does");
    else
        printf("the same verdicts: %zu checks%s\n", checked,
               scope.runs ? "" : ", none of them trained");
    json_decref(was);
    json_decref(is);
    free(asked);
    free(record_path);
    free(submission);
    return different ? DIFFERENT : 0;
}
