/* judging.c - one run of the judge, and what its record says. */
#include "judging.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/processor.h"
#include "box/usage.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Of processor time, of all that runs for the submission. With code that
 * sleeps it takes up to USAGE_WALL times as long. */
enum {
    TESTS_SECONDS = 300,       /* of a chapter */
    CHECK_SECONDS = 30,        /* of the code in one of its tests */
    EXPERIMENT_SECONDS = 3600, /* of one, in one precision */
    TRIES = 3                  /* when it is ended from outside */
};

/* Starts a worker's sandbox when it is first needed. */
static Zygote *zygote(Judging *j, Variant v)
{
    char why[200] = "",
         *image = format("build/judge/worker-%s", variant_name(v));
    if (!j->zygote[v])
        j->zygote[v] =
            zygote_start(&j->grading->isolation, image, why, sizeof why);
    if (!j->zygote[v] && !j->fault)
        j->fault = format("the sandbox did not start: %s", why);
    free(image);
    return j->zygote[v];
}

static Lane lane(Judging *j, const Build *build, Variant v)
{
    if (!build->library[v])
        return (Lane){0};
    return (Lane){zygote(j, v), build->library[v]};
}

static const Line *find(const Run *run, const Expected *wanted, size_t *count)
{
    const Line *found = NULL;
    *count = 0;
    for (size_t i = 0; i < run->lines.count; i++) {
        const Line *line = &run->lines.line[i];
        if (strcmp(line->exercise, wanted->exercise) == 0 &&
            strcmp(line->check, wanted->check) == 0) {
            found = line;
            ++*count;
        }
    }
    return found;
}

/* What a program of ours said before it failed, for whoever mends it; it is
 * no part of the record. */
static void show_log(const char *log)
{
    size_t size;
    char *text = file_read(log, 1 << 20, &size);
    if (text && size) {
        char *last = strrchr(text_trim(text), '\n');
        char *line = clean_line(last ? last + 1 : text,
                                strlen(last ? last + 1 : text), 300);
        complain("it said last: %s", line);
        free(line);
    }
    free(text);
}

/* Every line was expected, once. */
static bool is_sound(const Run *run)
{
    size_t known = 0, count;
    if (run->lines.malformed)
        return false;
    for (size_t i = 0; i < run->expected->count; i++) {
        find(run, &run->expected->item[i], &count);
        if (count > 1)
            return false;
        known += count;
    }
    return known == run->lines.count;
}

static Run run_once(JudgeRun *wanted, const Expecteds *expected)
{
    Run run = {.end = JUDGE_BROKEN, .expected = expected};
    unlink(wanted->record);
    unlink(wanted->log);
    if (wanted->plain.zygote)
        run.end = judge_run(wanted, &run.cpu_s);
    run.lines = lines_read(wanted->record);
    run.sound = is_sound(&run);
    return run;
}

static bool was_broken(const Run *run)
{
    for (size_t i = 0; i < run->lines.count; i++)
        if (strcmp(run->lines.line[i].status, "broken") == 0)
            return true;
    return run->end == JUDGE_BROKEN;
}

static void stop_sandboxes(Judging *j)
{
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        zygote_stop(j->zygote[v]);
        j->zygote[v] = NULL;
    }
}

/* What was ended from outside, such as on a machine that is out of memory or
 * processes, gets another chance. That may have been the sandbox, too. */
static Run carry_out(Judging *j, JudgeRun *wanted, const Build *build,
                     Variant v, const Expecteds *expected)
{
    const struct timespec pause = {.tv_sec = 1};
    char *log = format("%s.log", wanted->record);
    Run run = {0};
    bool sound_before = !j->fault;
    wanted->log = log;
    for (int tries = 0; tries < TRIES; tries++) {
        if (tries > 0) {
            run_free(&run);
            nanosleep(&pause, NULL);
            stop_sandboxes(j);
            if (sound_before) { /* another try may do without */
                free(j->fault);
                j->fault = NULL;
            }
        }
        wanted->plain = lane(j, build, v);
        if (v == PLAIN && expected == &j->tests)
            wanted->asan = lane(j, build, ASAN);
        run = run_once(wanted, expected);
        if (!was_broken(&run))
            break;
    }
    for (size_t i = 0; i < run.lines.data.count; i++)
        if (!texts_have(&j->data, run.lines.data.item[i]))
            texts_add(&j->data, "%s", run.lines.data.item[i]);
    if (!j->fault && run.end == JUDGE_BROKEN)
        j->fault =
            format("the checks of %s could not be run", j->chapter->name);
    if (!j->fault && !run.sound)
        j->fault = format("the record of %s is not what it has to be",
                          j->chapter->name);
    if (run.end == JUDGE_BROKEN || !run.sound)
        show_log(log);
    free(log);
    return run;
}

Run run_tests(Judging *j, const Build *build, const char *only,
              const char *name)
{
    if (j->tests_s >= TESTS_SECONDS)
        return (Run){.end = JUDGE_TIMEOUT,
                     .expected = &j->tests,
                     .sound = true,
                     .limit_s = TESTS_SECONDS};
    char *program = format("build/judge/%s/tests", j->chapter->name);
    char *record = format("%s/%s.record", j->directory, name);
    const char *argv[] = {program, only ? "--only" : NULL, only, NULL};
    JudgeRun wanted = {.argv = argv,
                       .record = record,
                       .seed = j->grading->seed,
                       .student = j->grading->student,
                       .answers = j->answers,
                       .check_cpu_s = CHECK_SECONDS,
                       .cpu_s = TESTS_SECONDS - (int)j->tests_s};
    Run run = carry_out(j, &wanted, build, PLAIN, &j->tests);
    run.limit_s = TESTS_SECONDS;
    j->tests_s += run.cpu_s;
    free(program);
    free(record);
    return run;
}

static char *experiment_program(const Judging *j, Variant precision)
{
    return format("build/judge/%s/experiment-%s", j->chapter->name,
                  variant_build(precision));
}

bool has_experiment(const Judging *j, Variant precision)
{
    char *program = experiment_program(j, precision);
    bool has = access(program, X_OK) == 0;
    free(program);
    return has;
}

/* Sandboxes that stay on one processor keep their workers there. */
static void leave_processor(Judging *j)
{
    if (processor_roam())
        stop_sandboxes(j);
}

Run run_experiment(Judging *j, const Build *build, Variant precision,
                   const char *name)
{
    char *program = experiment_program(j, precision);
    char *plots = format("%s/%s", j->grading->plots, j->chapter->name);
    char *record = format("%s/%s.record", j->directory, name);
    const char *argv[] = {program, plots, NULL};
    leave_processor(j);
    if (!directory_make(plots))
        j->fault = format("plots/%s cannot be made", j->chapter->name);
    JudgeRun wanted = {.argv = argv,
                       .record = record,
                       .seed = j->grading->seed,
                       .student = j->grading->student,
                       .answers = j->answers,
                       .memory_mib = 1024,
                       .cpu_s = EXPERIMENT_SECONDS};
    Run run = carry_out(j, &wanted, build, precision, &j->runs[precision]);
    run.limit_s = EXPERIMENT_SECONDS;
    free(program);
    free(plots);
    free(record);
    return run;
}

/* From a line to a check */

static Status status_of(const Run *run, const Line *line)
{
    if (!run->sound)
        return BROKEN;
    if (!line)
        return run->end == JUDGE_TIMEOUT || run->end == JUDGE_ASLEEP ? FAILED
                                                                     : BROKEN;
    if (strcmp(line->status, "passed") == 0)
        return PASSED;
    return strcmp(line->status, "broken") == 0 ? BROKEN : FAILED;
}

/* Why there is no line of a check: which limit ended the run. */
static char *unfinished(const Run *run)
{
    return run->end == JUDGE_ASLEEP
               ? format("did not finish in time: it all took more than %d "
                        "minutes, most of which the code slept",
                        run->limit_s * USAGE_WALL / 60)
               : format("did not finish in time: it all took more than %d s "
                        "of processor time",
                        run->limit_s);
}

/* What the sanitizer build found goes where there is room: it is the likely
 * cause, unless the test knows a better one, or says the same. */
static void explain(Check *check, const Run *run, const Line *line,
                    char **own)
{
    static const char broken[] =
        "the grader could not judge this; it costs no marks";
    if (!line || check->status == BROKEN) {
        check->message =
            check->status == BROKEN ? broken : (*own = unfinished(run));
        check->detail = line ? line->message : "";
        return;
    }
    check->message = line->message;
    check->cause = line->cause;
    check->detail = line->detail;
    if (!line->note || strcmp(line->note, line->message) == 0)
        return;
    if (check->status == PASSED)
        check->message = *own =
            format("right, but the sanitizer says: %s", line->note);
    else if (!*line->cause)
        check->cause = *own = format("the sanitizer says: %s", line->note);
    else
        check->message = *own =
            format("%s (the sanitizer says: %s)", line->message, line->note);
}

static Status take_check(json_t *exercise, const Run *run,
                         const Expected *wanted, const char *suffix)
{
    size_t count;
    const Line *line = find(run, wanted, &count);
    char *own = NULL, *id = format("%s%s", wanted->check, suffix);
    char *help = format("make hint EX=%s", wanted->exercise);
    Check check = {.id = id,
                   .status = status_of(run, line),
                   .cpu_s = line ? line->seconds : 0};
    explain(&check, run, run->sound ? line : NULL, &own);
    if (check.status == FAILED)
        check.help = help;
    exercise_add(exercise, &check);
    free(id);
    free(own);
    free(help);
    return check.status;
}

Status both(Status a, Status b)
{
    if (a == FAILED || b == FAILED) /* whatever else could not be judged */
        return FAILED;
    if (a == BROKEN || b == BROKEN)
        return BROKEN;
    return a == PASSED ? b : a;
}

Status take_checks(json_t *exercise, const Run *run, const char *suffix)
{
    Status status = BROKEN;
    bool any = false;
    for (size_t i = 0; i < run->expected->count; i++) {
        const Expected *wanted = &run->expected->item[i];
        if (strcmp(wanted->exercise, text_of(exercise, "id")) != 0)
            continue;
        Status one = take_check(exercise, run, wanted, suffix);
        status = any ? both(status, one) : one;
        any = true;
    }
    return status;
}

void run_free(Run *run)
{
    lines_free(&run->lines);
}
