/* usage.c - processor time, read in /proc and on the processes' own clocks.
 */
#define _GNU_SOURCE
#include "usage.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t read_clock(clockid_t clock)
{
    struct timespec t;
    return clock_gettime(clock, &t) == 0
               ? t.tv_sec * 1000 + t.tv_nsec / 1000000
               : -1;
}

int64_t usage_now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t usage_cpu(pid_t process)
{
    clockid_t clock;
    return process > 0 && clock_getcpuclockid(process, &clock) == 0
               ? read_clock(clock)
               : -1;
}

static FILE *open_proc(pid_t process, const char *file)
{
    char path[400];
    snprintf(path, sizeof path, "/proc/%ld/%s", (long)process, file);
    return fopen(path, "re");
}

/* Calls for every task of a process. */
static int64_t sum_tasks(pid_t process,
                         int64_t (*each)(pid_t process, const char *task))
{
    char path[64];
    int64_t sum = 0;
    snprintf(path, sizeof path, "/proc/%ld/task", (long)process);
    DIR *tasks = opendir(path);
    for (struct dirent *task; tasks && (task = readdir(tasks));)
        if (*task->d_name != '.')
            sum += each(process, task->d_name);
    if (tasks)
        closedir(tasks);
    return sum;
}

static int64_t waited(pid_t process, const char *task)
{
    char file[300];
    unsigned long long ns = 0;
    snprintf(file, sizeof file, "task/%s/schedstat", task);
    FILE *schedstat = open_proc(process, file);
    if (schedstat && fscanf(schedstat, "%*u %llu", &ns) != 1)
        ns = 0;
    if (schedstat)
        fclose(schedstat);
    return (int64_t)(ns / 1000000);
}

int64_t usage_waited(pid_t process)
{
    return sum_tasks(process, waited);
}

/* What the children had that it waited for. What comes before in `stat` holds
 * a name, which may hold anything. */
static int64_t children_waited_for(pid_t process)
{
    unsigned long user = 0, system = 0;
    char line[1024] = "";
    FILE *stat = open_proc(process, "stat");
    size_t n = stat ? fread(line, 1, sizeof line - 1, stat) : 0;
    const char *at = n > 0 ? strrchr(line, ')') : NULL;
    if (stat)
        fclose(stat);
    if (!at || sscanf(at,
                      ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u "
                      "%*u %lu %lu",
                      &user, &system) != 2)
        return 0;
    return (int64_t)((user + system) * 1000 /
                     (unsigned long)sysconf(_SC_CLK_TCK));
}

static int64_t children(pid_t process, const char *task)
{
    char file[300];
    long child;
    int64_t sum = 0;
    snprintf(file, sizeof file, "task/%s/children", task);
    FILE *list = open_proc(process, file);
    while (list && fscanf(list, "%ld", &child) == 1)
        sum += usage_family((pid_t)child);
    if (list)
        fclose(list);
    return sum;
}

int64_t usage_family(pid_t process)
{
    int64_t own = usage_cpu(process);
    return (own > 0 ? own : 0) + children_waited_for(process) +
           sum_tasks(process, children);
}
