/* main.c - runs a chapter's tests and writes one line for each to the file
 * CHECK_RECORD names: exercise, check, status, seconds, message, cause,
 * details, separated by tabs. The record is the only result: neither the
 * exit status nor the output of a run says anything about a check.
 *
 *   check --list    prints "exercise<TAB>check" for every test, runs none
 *   check --only ID runs the checks of one exercise, ID/CHECK one of them;
 *                   either may be a pattern, such as *(warmup|relu) */
#include "limit.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/logging.h>
#include <criterion/options.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Criterion brings libgit2 along, which would read every certificate of this
 * machine whenever a test starts: a third of what a quick test costs. Nobody
 * asks for one here. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}

enum {
    PATIENCE = 2
}; /* so many checks of an exercise may be too slow,
     one may sleep */

static struct criterion_test_set *tests;
static FILE *record;
static char failure[8192]; /* message, cause, details of the current test */

/* One line of printable text: what is written may have come from anywhere. */
static void put_clean(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        fputc(c == '\x1f' ? '\t' : c < 32 || c == 127 ? ' ' : c, record);
    }
}

/* Did the last test come to its end? Asked only where the student's code can
 * end its process: see practice.c. */
bool check_ended(void) __attribute__((weak));

/* Which limit of practice ended the test (practice.c), or NULL. */
static const char *limit_of(const struct criterion_test_stats *stats)
{
    static char text[300];
    if (getenv("JUDGE_PLAIN"))
        return NULL;
    if (stats->signal == SIGXCPU)
        snprintf(text, sizeof text,
                 "did not finish in time: it took more than %d s of "
                 "processor time\x1f"
                 "an endless loop, or far more work than it takes\x1f",
                 LIMIT_CPU_S);
    else if (stats->signal == SIGALRM)
        snprintf(text, sizeof text,
                 "did not finish in time: it slept for more than %d s\x1f"
                 "it sleeps, or waits for something that does not happen\x1f",
                 LIMIT_WALL_S);
    else
        return NULL;
    return text;
}

/* In grading the student's code is elsewhere: what fails here is the grader's
 * fault, as are failures that the proxies mark by \x1e. */
static const char *status_of(const struct criterion_test_stats *stats)
{
    bool graded = getenv("JUDGE_PLAIN") != NULL;
    bool left = check_ended && !check_ended();
    bool passed = !left && stats->test_status == CR_STATUS_PASSED;
    if (stats->timed_out || limit_of(stats))
        return "timeout";
    if (*failure == '\x1e' || stats->signal == SIGKILL)
        return "broken";
    if (stats->crashed || stats->signal)
        return graded ? "broken" : "crashed";
    if (graded && !passed && !*failure)
        return "broken";
    return passed ? "passed" : "failed";
}

ReportHook(PRE_TEST)(struct criterion_test *unused)
{
    (void)unused;
    *failure = '\0';
}

ReportHook(ASSERT)(struct criterion_assert_stats *stats)
{
    if (!stats->passed && !*failure)
        snprintf(failure, sizeof failure, "%s",
                 stats->message ? stats->message : "");
}

static void explain(const struct criterion_test_stats *stats)
{
    const char *limit = limit_of(stats);
    if (limit || stats->timed_out)
        snprintf(failure, sizeof failure, "%s",
                 limit ? limit : "did not finish in time\x1f\x1f");
    else if (stats->signal == SIGKILL)
        snprintf(failure, sizeof failure,
                 "somebody else ended the test: this machine may be out of "
                 "memory\x1f\x1f");
    else if (stats->signal)
        snprintf(failure, sizeof failure, "crashed: %s\x1f\x1f",
                 strsignal(stats->signal));
    else if (!*failure && stats->test_status == CR_STATUS_PASSED)
        snprintf(failure, sizeof failure,
                 "your code ended the program instead of returning\x1f\x1f");
    else if (!*failure)
        snprintf(failure, sizeof failure,
                 "ended without a verdict (exit status %d)\x1f\x1f",
                 stats->exit_code);
}

static void put_line(const struct criterion_test *test, const char *status,
                     double seconds, const char *text)
{
    fprintf(record, "%s\t%s\t%s\t%.3f\t", test->category, test->name, status,
            seconds);
    put_clean(text);
    fputc('\n', record);
    fflush(record);
}

/* Tests of the exercise that were not run yet get their lines. */
static void give_up(const char *exercise)
{
    FOREACH_SET(struct criterion_suite_set * suite, tests->suites)
    FOREACH_SET(struct criterion_test * test, suite->tests)
    if (strcmp(test->category, exercise) == 0 && !test->data->disabled) {
        test->data->disabled = true;
        put_line(test, "failed", 0,
                 "not tried: other checks of this exercise did not finish"
                 "\x1f\x1f");
    }
}

/* An exercise that is lost need not be waited for. Criterion runs the tests
 * of an exercise one after the other. */
static void count_slow(const char *exercise)
{
    static char current[200];
    static int slow;
    if (strcmp(current, exercise) != 0)
        slow = 0;
    snprintf(current, sizeof current, "%s", exercise);
    if (strstr(failure, "did not finish"))
        slow += strstr(failure, "slept") ? PATIENCE : 1;
    if (slow >= PATIENCE)
        give_up(exercise);
}

static void write_line(const struct criterion_test_stats *stats)
{
    const char *status = status_of(stats);
    if (!record)
        return;
    if (strcmp(status, "passed") != 0)
        explain(stats);
    else
        strcpy(failure, "\x1f\x1f");
    put_line(stats->test, status, stats->elapsed_time,
             *failure == '\x1e' ? failure + 1 : failure);
    stats->test->data->disabled = true; /* it has been run */
    count_slow(stats->test->category);
}

ReportHook(POST_TEST)(struct criterion_test_stats *stats)
{
    write_line(stats);
}

ReportHook(TEST_CRASH)(struct criterion_test_stats *stats)
{
    write_line(stats); /* POST_TEST does not follow */
}

/* criterion_options.timeout is not honoured by Criterion 2.4.1; each test's
 * own limit is. It counts time on the wall, which says little on a busy
 * machine: those who run the student's code count what it takes. */
static void limit_time(void)
{
    FOREACH_SET(struct criterion_suite_set * suite, tests->suites)
    FOREACH_SET(struct criterion_test * test, suite->tests)
    if (test->data->timeout <= 0)
        test->data->timeout = LIMIT_LAST_S;
}

static int list(void)
{
    FOREACH_SET(struct criterion_suite_set * suite, tests->suites)
    FOREACH_SET(struct criterion_test * test, suite->tests)
    printf("%s\t%s\n", test->category, test->name);
    return 0;
}

/* When a test cannot be started Criterion aborts, which says nothing about
 * the code: the run begins anew, and in the end it is a fault of the machine.
 * What a test does cannot bring us here, its process is another. */
static char **arguments;

static void begin_anew(int signal)
{
    sigset_t none;
    (void)signal;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv("/proc/self/exe", arguments);
}

static void give_up_run(int signal)
{
    static const char why[] =
        "\ncheck: No test could be started, which is not the code's fault: "
        "this machine may be out of processes or memory, or its /tmp full\n";
    (void)signal;
    fputs(why, stderr);         /* abort() does not hold its lock */
    syscall(SYS_exit_group, 3); /* practice catches _exit() */
}

static void try_again_when_aborted(char **argv)
{
    enum { TRIES = 5 };
    const char *before = getenv("CHECK_TRIES");
    char tries[12];
    int count = before ? atoi(before) : 1;
    snprintf(tries, sizeof tries, "%d", count + 1);
    arguments = argv;
    signal(SIGABRT, count < TRIES && setenv("CHECK_TRIES", tries, 1) == 0
                        ? begin_anew
                        : give_up_run);
}

int main(int argc, char **argv)
{
    static struct criterion_logger silent;
    static char pattern[1000];
    tests = criterion_initialize();
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list();
    if (argc == 3 && strcmp(argv[1], "--only") == 0) {
        snprintf(pattern, sizeof pattern,
                 strchr(argv[2], '/') ? "%s" : "%s/*", argv[2]);
        criterion_options.pattern = pattern;
    }
    const char *path = getenv("CHECK_RECORD");
    if (path)
        unlink(path);
    record = path ? fopen(path, "ae") : NULL; /* the proxies add notes */
    if (!record) {
        fprintf(stderr, "check: CHECK_RECORD names no file to write\n");
        return 3;
    }
    criterion_options.logger = &silent;
    criterion_options.jobs = 1;
    criterion_options.measure_time = true;
    limit_time();
    try_again_when_aborted(argv);
    criterion_run_all_tests(tests);
    criterion_finalize(tests);
    return fclose(record) == 0 ? 0 : 3;
}
