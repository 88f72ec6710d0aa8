/* grade.c - grades one submission.
 *
 *   grade [OPTION...]      or the same by environment variables:
 *   SUBMISSION= OUT= COURSE= SEED= MARKS= TRAIN= JOBS= RECEIVED= ARCHIVE= */
#include "base/fault.h"
#include "base/files.h"
#include "base/kernel_name.h"
#include "base/pool.h"
#include "base/root.h"
#include "chapter.h"
#include "intake/intake.h"
#include "record/feedback.h"
#include "record/key.h"
#include "record/out.h"
#include "result.h"
#include "verdicts.h"

#include <argp.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    char *submission, *name, *out, *course, *seed, *marks, *train;
    char *received, *archive;
    bool keep;
} Options;

/* How a program ends that was asked to keep what is current. */
enum { WAS_CURRENT = 10, MARKS_ONLY = 11 };

static const struct argp_option options[] = {
    {"submission", 's', "PATH", 0, "Directory or archive to grade", 0},
    {"name", 'n', "NAME", 0, "Record it under NAME (default: from PATH)", 0},
    {"out", 'o', "DIR", 0, "Where results go (default: result)", 0},
    {"course", 'c', "NAME", 0, "Course preset (default: workbook)", 0},
    {"seed", 'r', "SEED", 0, "Seed of the fresh numbers (default: random)",
     0},
    {"marks", 'm', "FILE", 0, "People's marks (CSV)", 0},
    {"train", 't', "0|1", 0, "0 leaves the training runs out", 0},
    {"received", 'd', "TIME", 0, "When it was handed in (ISO 8601)", 0},
    {"archive", 'a', "NAME", 0,
     "The archive's name when it was handed in (default: from PATH)", 0},
    {"keep", 'k', NULL, 0,
     "Keep a record that is current (status 10), or its verdicts where only "
     "people's marks changed (status 11)",
     0},
    {0}};

static error_t parse(int key, char *value, struct argp_state *state)
{
    Options *o = state->input;
    char **const to[] = {&o->submission, &o->name,     &o->out,
                         &o->course,     &o->seed,     &o->marks,
                         &o->train,      &o->received, &o->archive};
    static const char keys[] = "snocrmtda";
    if (key == 'k')
        return o->keep = true, 0;
    const char *at = key > 0 && key < 128 ? strchr(keys, key) : NULL;
    if (key == ARGP_KEY_ARG)
        die(BAD_INPUT, "'%.60s' is no option; see grade --help", value);
    if (!at)
        return ARGP_ERR_UNKNOWN;
    *to[at - keys] = value;
    return 0;
}

static Options read_options(int argc, char **argv)
{
    static const struct argp argp = {
        options,
        parse,
        NULL,
        "Grades one submission.\vEach option may also be given by an "
        "environment variable of its name in capitals. Exit status: 0 "
        "graded, 2 unreadable submission or bad argument, 3 grader fault.",
        NULL,
        NULL,
        NULL};
    Options o = {environment("SUBMISSION"), NULL,
                 environment("OUT"),        environment("COURSE"),
                 environment("SEED"),       environment("MARKS"),
                 environment("TRAIN"),      environment("RECEIVED"),
                 environment("ARCHIVE"),    false};
    argp_err_exit_status = BAD_INPUT;
    argp_parse(&argp, argc, argv, 0, NULL, &o);
    return o;
}

static void check_options(const Options *o)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    if (!o->submission)
        die(BAD_INPUT, "nothing to grade: give SUBMISSION=path");
    if (o->seed &&
        (strlen(o->seed) > 64 || strspn(o->seed, letters) != strlen(o->seed)))
        die(BAD_INPUT, "SEED= takes up to 64 letters, digits, and . _ -");
    if (o->train && strcmp(o->train, "0") && strcmp(o->train, "1"))
        die(BAD_INPUT, "TRAIN= takes 0 or 1");
}

static char *random_seed(void)
{
    unsigned long long value;
    if (getrandom(&value, sizeof value, 0) != sizeof value)
        die(GRADER_FAULT, "the system gives no random numbers: %s",
            strerror(errno));
    return format("%016llx", value);
}

/* Grading */

typedef struct {
    const Grading *grading;
    const Catalogue *catalogue;
} Chapters;

static bool asked(const Chapter *chapter)
{
    for (size_t i = 0; i < chapter->exercise_count; i++)
        if (chapter->exercises[i].taken &&
            chapter->exercises[i].kind != ANSWER)
            return true;
    return false;
}

static json_t *judge_one(size_t number, void *user)
{
    const Chapters *chapters = user;
    const Chapter *chapter = &chapters->catalogue->chapters[number];
    if (!asked(chapter))
        return made(
            json_pack("{s[] s[] ss}", "exercises", "flags", "fault", ""));
    return chapter_judge(chapters->grading, chapter);
}

/* What stands for a chapter whose process ended without a result. */
static json_t *lost(const Chapter *chapter)
{
    json_t *exercises = made(json_array());
    for (size_t i = 0; i < chapter->exercise_count; i++)
        if (chapter->exercises[i].kind != ANSWER)
            json_array_append_new(exercises,
                                  exercise_new(&chapter->exercises[i]));
    return made(json_pack("{so s[] ss}", "exercises", exercises, "flags",
                          "fault", "the judge of a chapter crashed"));
}

static size_t jobs(void)
{
    const char *text = environment("JOBS");
    long wanted =
        text ? strtol(text, NULL, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    return wanted < 1 ? 1 : wanted > 2 && !text ? 2 : (size_t)wanted;
}

/* What a course hands out stands in the place of what was handed in. */
static void give(const Course *course, const Catalogue *catalogue,
                 Submission *submission)
{
    for (size_t g = 0; g < course->given.count; g++) {
        const Chapter *chapter =
            catalogue_chapter(catalogue, course->given.item[g]);
        intake_drop_own(submission, chapter);
        for (size_t i = 0; i < chapter->sources.count; i++) {
            const char *name = chapter->sources.item[i];
            char *path = format("solutions/%s/%s", chapter->name, name);
            char *text = file_read(path, SOURCE_MOST, NULL);
            if (!text)
                die(GRADER_FAULT, "%s cannot be read", path);
            intake_give(submission, chapter->name, name, text);
            free(text);
            free(path);
        }
    }
}

/* How it was handed in. A directory has no archive's name to look at. */
static Handin handed_in(Options *o, const Course *course)
{
    struct stat s;
    Handin handin = {.timed = o->received};
    if (!o->archive && stat(o->submission, &s) == 0 && S_ISREG(s.st_mode))
        o->archive = basename(o->submission);
    handin.archive = o->archive;
    if (o->received && moment_read(o->received, course->zone,
                                   &handin.received) != MOMENT_GOOD)
        die(BAD_INPUT,
            "RECEIVED=%s is no time; write it as 2024-11-05T08:59:59+01:00",
            clean_ascii(o->received, strlen(o->received), 60));
    return handin;
}

static void judge(const Order *order, json_t **judged)
{
    Chapters chapters = {order->grading, order->catalogue};
    scratch();
    pool_run(order->catalogue->count, jobs(), judge_one, &chapters, judged);
    for (size_t i = 0; i < order->catalogue->count; i++)
        if (!judged[i])
            judged[i] = lost(&order->catalogue->chapters[i]);
}

/* The record, as text. */
static char *record_text(const json_t *result)
{
    char *text =
        need(json_dumps(result, JSON_INDENT(2) | JSON_REAL_PRECISION(9)));
    char *record = format("%s\n", text);
    free(text);
    return record;
}

/* Verdicts in which the grader was at fault are not worth keeping. */
static void commit(const Options *o, const Order *order, const Keys *keys,
                   const json_t *result, json_t *const *judged)
{
    char *record = record_text(result), *feedback = feedback_text(result),
         *fault = result_fault(result), *verdicts = NULL;
    if (o->keep && !fault)
        verdicts = verdicts_text(keys->verdicts, order, judged);
    out_handed(order->grading->submission);
    out_commit(record, feedback, verdicts);
    free(verdicts);
    free(fault);
    free(feedback);
    free(record);
}

static void say(const json_t *result)
{
    double pending = number_of(result, "pending");
    printf("%s: %g of %g points", text_of(result, "submission"),
           number_of(result, "score"), number_of(result, "max_score"));
    if (pending > 0)
        printf(", answers worth %g wait for a person", pending);
    putchar('\n');
}

static Grading start(Options *o, const Submission *submission)
{
    Grading grading = {.submission = submission,
                       .seed = o->seed,
                       .student = submission_id(submission),
                       .train = !o->train || *o->train == '1',
                       .plots = out_plots()};
    if (!isolation_probe(&grading.isolation))
        die(GRADER_FAULT,
            "this machine offers neither namespaces (bubblewrap) nor "
            "Landlock with seccomp, so nothing of a student's can be run "
            "safely");
    return grading;
}

static json_t *grade(const Options *o, Order *order, const Keys *keys)
{
    json_t **judged = grow(NULL, order->catalogue->count, sizeof *judged);
    judge(order, judged);
    json_t *result = result_new(order, judged);
    commit(o, order, keys, result, judged);
    for (size_t i = 0; i < order->catalogue->count; i++)
        json_decref(judged[i]);
    free(judged);
    return result;
}

/* From verdicts that are there; NULL when they are not. */
static json_t *mark(const Options *o, const Order *order, const Keys *keys)
{
    Verdicts old;
    if (!verdicts_read(o->out, keys->verdicts, order->catalogue->count, &old))
        return NULL;
    Grading grading = *order->grading;
    grading.seed = old.seed;
    grading.isolation = old.isolation;
    Order again = *order;
    again.grading = &grading;
    again.kernel = old.kernel;
    json_t *result = result_new(&again, old.chapter);
    char *record = record_text(result), *feedback = feedback_text(result);
    out_commit_marks(record, feedback);
    free(feedback);
    free(record);
    verdicts_free(&old);
    return result;
}

static bool is_current(const char *out, const char *key)
{
    char *path = format("%s/result.json", out);
    json_t *record = json_load_file(path, 0, NULL);
    char *fault = record ? result_fault(record) : NULL;
    bool current =
        record && !fault && strcmp(text_of(record, "key"), key) == 0;
    free(fault);
    json_decref(record);
    free(path);
    return current;
}

/* Brings the directory of results up to date. */
static int settle(Options *o, Order *order, Handin *handin, const Keys *keys,
                  const Submission *submission)
{
    if (o->keep && is_current(o->out, keys->record))
        return WAS_CURRENT;
    out_open(o->out);
    char *seed = o->seed ? NULL : (o->seed = random_seed());
    Grading grading = start(o, submission);
    order->grading = &grading;
    handin->paper = paper_read(&grading.isolation, submission);
    json_t *result = o->keep ? mark(o, order, keys) : NULL;
    int status = result ? MARKS_ONLY : 0;
    if (!result)
        result = grade(o, order, keys);
    say(result);
    char *fault = result_fault(result);
    if (fault)
        complain("%s", fault);
    status = fault ? GRADER_FAULT : status;
    free(fault);
    free(grading.student);
    free(seed);
    json_decref(result);
    return status;
}

static int run(Options *o)
{
    char *grader = file_read("build/grader/sources.sha256", 1 << 10, NULL),
         *kernel = kernel_name();
    Catalogue catalogue = catalogue_read();
    Course course = course_apply(o->course, &catalogue);
    Handin handin = handed_in(o, &course);
    Marks marks = o->marks ? marks_read(o->marks) : (Marks){0};
    Submission submission = intake(o->submission, o->name, &catalogue);
    give(&course, &catalogue, &submission);
    Order order = {.course = &course,
                   .handin = &handin,
                   .catalogue = &catalogue,
                   .marks = o->marks ? &marks : NULL,
                   .grader = grader ? text_trim(grader) : "",
                   .kernel = kernel};
    Keys keys = keys_of(&(Origin){.submission = &submission,
                                  .grader = order.grader,
                                  .kernel = environment("KERNEL"),
                                  .course = course.name,
                                  .seed = o->seed,
                                  .train = !o->train || *o->train == '1',
                                  .marks = order.marks,
                                  .received = o->received,
                                  .archive = o->archive});
    order.key = keys.record;
    int status = settle(o, &order, &handin, &keys, &submission);
    free(grader);
    free(kernel);
    marks_free(&marks);
    submission_free(&submission);
    paper_free(&handin.paper);
    course_free(&course);
    catalogue_free(&catalogue);
    return status;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8"); /* for names in archives */
    json_object_seed(1);            /* and for nothing secret */
    Options o = read_options(argc, argv);
    check_options(&o);
    o.submission = absolute(o.submission);
    o.out = absolute(o.out ? o.out : "result");
    o.marks = o.marks ? absolute(o.marks) : NULL;
    enter_root();
    int status = run(&o);
    free(o.submission);
    free(o.out);
    free(o.marks);
    return status;
}
