/* run.c - runs a trusted program and tells it where its lanes are. */
#define _GNU_SOURCE
#include "judge.h"

#include "supervise.h"
#include "zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WALL_S = 300, MEMORY_MIB = 512 };

static void set_number(const char *name, int value)
{
    char text[20];
    snprintf(text, sizeof text, "%d", value);
    setenv(name, text, 1);
}

static void set_lane(const char *socket, const char *library,
                     const Lane *lane)
{
    if (!lane->zygote)
        return;
    setenv(socket, zygote_path(lane->zygote), 1);
    setenv(library, lane->library, 1);
}

/* What the program may know of our environment. */
static const char *const passed_on[] = {"KERNEL",         "DATASETS",
                                        "CHECK_ROUNDS",   "CHECK_CALL_MS",
                                        "EXPERIMENT_KEY", NULL};

static void set_environment(const JudgeRun *run)
{
    char *values[sizeof passed_on / sizeof *passed_on];
    for (int i = 0; passed_on[i]; i++) {
        const char *value = getenv(passed_on[i]);
        values[i] = value ? strdup(value) : NULL;
    }
    clearenv();
    for (int i = 0; passed_on[i]; i++)
        if (values[i])
            setenv(passed_on[i], values[i], 1);
    setenv("PATH", "/usr/bin", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("CHECK_RECORD", run->record, 1);
    setenv("CHECK_SEED", run->seed, 1);
    if (run->student)
        setenv("CHECK_STUDENT", run->student, 1);
    if (run->answers)
        setenv("CHECK_ANSWERS", run->answers, 1);
    set_lane("JUDGE_PLAIN", "JUDGE_PLAIN_LIBRARY", &run->plain);
    set_lane("JUDGE_ASAN", "JUDGE_ASAN_LIBRARY", &run->asan);
    set_number("JUDGE_MEMORY",
               run->memory_mib > 0 ? run->memory_mib : MEMORY_MIB);
    set_number("JUDGE_CPU", run->wall_s > 0 ? run->wall_s : WALL_S);
}

static int run_program(void *context)
{
    const JudgeRun *run = context;
    int nothing = open("/dev/null", O_RDWR);
    int log = run->log ? open(run->log, O_WRONLY | O_CREAT | O_APPEND, 0644)
                       : nothing;
    dup2(nothing, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    syscall(SYS_close_range, 3u, ~0u, 0u);
    set_environment(run);
    execv(run->argv[0], (char *const *)run->argv);
    return 127;
}

static bool wait_until_ended(const Supervised *program, int wall_s)
{
    struct pollfd fd = {program->report, POLLIN, 0};
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    const long end = t.tv_sec + wall_s + 1;
    while (t.tv_sec < end) {
        int n = poll(&fd, 1, (int)(end - t.tv_sec) * 1000);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        clock_gettime(CLOCK_MONOTONIC, &t);
    }
    return false;
}

/* Criterion's socket, which a program that is killed leaves there. */
static void forget(pid_t program)
{
    char path[64];
    snprintf(path, sizeof path, "/tmp/criterion_%ld.sock", (long)program);
    unlink(path);
}

JudgeEnd judge_run(const JudgeRun *run)
{
    Supervised program;
    Ending ending = {.status = -1};
    if (!supervise_start(&program, run_program, (void *)run, NULL, forget))
        return JUDGE_BROKEN;
    bool ended =
        wait_until_ended(&program, run->wall_s > 0 ? run->wall_s : WALL_S);
    bool known = ended && supervise_ending(&program, &ending);
    supervise_end(&program);
    if (!ended)
        return JUDGE_TIMEOUT;
    /* 0: all passed; 1: an experiment whose student code failed */
    return known && WIFEXITED(ending.status) &&
                   WEXITSTATUS(ending.status) <= 1
               ? JUDGE_DONE
               : JUDGE_BROKEN;
}
