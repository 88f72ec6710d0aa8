/* run.c - runs a trusted program and tells it where its lanes are. */
#define _GNU_SOURCE
#include "judge.h"

#include "box/supervise.h"
#include "box/usage.h"
#include "zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CPU_S = 300, MEMORY_MIB = 512, LOOK_MS = 500 };

static int cpu_of(const JudgeRun *run)
{
    return run->cpu_s > 0 ? run->cpu_s : CPU_S;
}

static int wall_of(const JudgeRun *run)
{
    return run->wall_s > 0 ? run->wall_s : USAGE_WALL * cpu_of(run);
}

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
    set_number("JUDGE_CPU",
               run->check_cpu_s > 0 ? run->check_cpu_s : cpu_of(run));
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

/* Processor time of the sandboxes and the program, in ms. */
static int64_t used(const JudgeRun *run, const Supervised *program)
{
    const Zygote *zygotes[] = {run->plain.zygote, run->asan.zygote};
    int64_t sum = program ? usage_family(program->supervisor) : 0;
    for (int i = 0; i < 2; i++)
        if (zygotes[i])
            sum += usage_family(zygote_supervisor(zygotes[i]));
    return sum;
}

/* JUDGE_DONE when the program has ended. */
static JudgeEnd wait_for(const JudgeRun *run, const Supervised *program,
                         int64_t before)
{
    struct pollfd fd = {program->report, POLLIN, 0};
    const int64_t end = usage_now() + 1000 * (int64_t)wall_of(run);
    while (usage_now() < end) {
        int n = poll(&fd, 1, LOOK_MS);
        if (n > 0)
            return JUDGE_DONE;
        if (n < 0 && errno != EINTR)
            return JUDGE_BROKEN;
        if (used(run, program) - before >= 1000 * (int64_t)cpu_of(run))
            return JUDGE_TIMEOUT;
    }
    return JUDGE_ASLEEP;
}

/* 0: all passed; 1: an experiment whose student code failed */
static JudgeEnd end_of(const Supervised *program)
{
    Ending ending;
    return supervise_ending(program, &ending) && WIFEXITED(ending.status) &&
                   WEXITSTATUS(ending.status) <= 1
               ? JUDGE_DONE
               : JUDGE_BROKEN;
}

JudgeEnd judge_run(const JudgeRun *run, double *cpu_s)
{
    Supervised program;
    int64_t before = used(run, NULL);
    if (!supervise_start(&program, run_program, (void *)run, NULL, 0))
        return JUDGE_BROKEN;
    JudgeEnd end = wait_for(run, &program, before);
    int64_t after = used(run, &program);
    if (end == JUDGE_DONE)
        end = end_of(&program);
    supervise_end(&program);
    if (cpu_s)
        *cpu_s = 1e-3 * (double)(after - before);
    return end;
}
