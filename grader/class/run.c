/* run.c - grades all submissions on this machine. Each has a process of its
 * own, so that what happens to one harms no other. */
#include "run.h"
#include "base/fault.h"
#include "one.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LINE_EVERY = 15 }; /* seconds, where there is no terminal */

typedef struct {
    size_t count, started, done;
    size_t graded, kept, unreadable, faults;
    bool terminal;
    time_t began, said;
    double spent; /* seconds until the last grading that took any */
} Progress;

static time_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* From what the graded ones took; the current ones take next to nothing. */
static char *time_left(const Progress *p)
{
    size_t worked = p->done - p->kept;
    if (!worked || p->done == p->count)
        return format("%s", "");
    double left = p->spent / (double)worked * (double)(p->count - p->done);
    if (left < 90)
        return format(", %.0f s left", left);
    return format(", %.0f min left", left / 60);
}

static void say(Progress *p)
{
    char *left = time_left(p);
    if (p->terminal)
        fprintf(stderr, "\r\033[K");
    fprintf(stderr, "%zu of %zu: %zu graded", p->done, p->count, p->graded);
    if (p->kept)
        fprintf(stderr, ", %zu were current", p->kept);
    fprintf(stderr, ", %zu could not be read", p->unreadable);
    if (p->faults)
        fprintf(stderr, ", %zu grader faults", p->faults);
    fputs(left, stderr);
    if (!p->terminal)
        fputc('\n', stderr);
    p->said = now();
    free(left);
}

static void say_now_and_then(Progress *p)
{
    if (p->terminal || now() - p->said >= LINE_EVERY)
        say(p);
}

static void start(const Settings *settings, const json_t *submissions,
                  Progress *p)
{
    pid_t parent = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0)
        die(GRADER_FAULT, "no process could be started: %s", strerror(errno));
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(FAULT); /* it ended before we asked */
        const json_t *entry = json_array_get(submissions, p->started);
        Outcome end = one_run(settings, entry, p->terminal);
        fflush(NULL);
        _exit(end);
    }
    p->started++;
}

static void count(Progress *p, int status)
{
    int end = WIFEXITED(status) ? WEXITSTATUS(status) : FAULT;
    p->done++;
    p->graded += end == GRADED || end == MARKED;
    p->kept += end == KEPT;
    p->unreadable += end == UNREADABLE;
    p->faults += end == FAULT || end == NO_ROOM;
    if (end != KEPT)
        p->spent = difftime(now(), p->began);
}

static void stop_if_full(const Settings *settings, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_ROOM)
        die(BAD_INPUT,
            "OUT=%s cannot be written; make room and run the same again: "
            "what is graded stays",
            settings->out);
}

int run_all(const Settings *settings, const json_t *submissions)
{
    Progress p = {.count = json_array_size(submissions),
                  .terminal = isatty(STDERR_FILENO),
                  .began = now(),
                  .said = now()};
    while (p.done < p.count) {
        if (p.started < p.count && p.started - p.done < settings->jobs) {
            start(settings, submissions, &p);
            continue;
        }
        int status;
        if (wait(&status) < 0)
            continue;
        stop_if_full(settings, status);
        count(&p, status);
        say_now_and_then(&p);
    }
    say(&p);
    if (p.terminal)
        fputc('\n', stderr);
    return p.faults ? GRADER_FAULT : 0;
}
