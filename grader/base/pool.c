/* pool.c - runs several pieces of work, each in a process of its own. */
#include "pool.h"
#include "fault.h"
#include "files.h"
#include "processor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static char *result_path(size_t number)
{
    return format("%s/%zu.json", scratch(), number);
}

static _Noreturn void child(size_t number, PoolWork *work, void *user,
                            pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1); /* it ended before we asked */
    processor_stay();
    json_t *result = work(number, user);
    char *path = result_path(number);
    bool written = json_dump_file(result, path, JSON_COMPACT) == 0;
    fflush(NULL);
    _exit(written ? 0 : 1);
}

static json_t *collect(size_t number, int status)
{
    json_error_t error;
    char *path = result_path(number);
    json_t *result = WIFEXITED(status) && WEXITSTATUS(status) == 0
                         ? json_load_file(path, 0, &error)
                         : NULL;
    free(path);
    return result;
}

/* Waits for one of our own, and for no other child of this process. */
static size_t wait_for_one(pid_t *pid, size_t count, int *status)
{
    for (;;)
        for (size_t i = 0; i < count; i++) {
            siginfo_t info = {0};
            if (pid[i] && waitpid(pid[i], status, WNOHANG) == pid[i]) {
                pid[i] = 0;
                return i;
            }
            if (i + 1 == count) /* leave it waiting: see above */
                waitid(P_ALL, 0, &info, WEXITED | WNOWAIT);
        }
}

void pool_run(size_t count, size_t jobs, PoolWork *work, void *user,
              json_t **results)
{
    pid_t *pid = grow(NULL, count, sizeof *pid);
    pid_t parent = getpid();
    size_t started = 0, running = 0;
    int status;
    memset(pid, 0, count * sizeof *pid);
    while (started < count || running) {
        if (started < count && running < jobs) {
            pid[started] = fork();
            if (pid[started] < 0)
                die(GRADER_FAULT, "no process could be started: %s",
                    strerror(errno));
            if (pid[started] == 0)
                child(started, work, user, parent);
            started++;
            running++;
            continue;
        }
        size_t ended = wait_for_one(pid, count, &status);
        results[ended] = collect(ended, status);
        running--;
    }
    free(pid);
}
