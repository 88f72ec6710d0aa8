/* supervise.c - one forked process that waits, kills and tidies up. */
#define _GNU_SOURCE
#include "supervise.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* Kills every child we have now; what those leave becomes ours next. */
static void kill_children(pid_t command)
{
    char path[64];
    long child;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *children = fopen(path, "re");
    if (!children) {
        kill(-command, SIGKILL);
        return;
    }
    while (fscanf(children, "%ld", &child) == 1)
        kill((pid_t)child, SIGKILL);
    fclose(children);
}

static void kill_all(pid_t command)
{
    do
        kill_children(command);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

static void close_all_but(int a, int b, int c)
{
    for (unsigned first = 0; first != ~0u;) {
        unsigned next = ~0u;
        int keep[] = {a, b, c};
        for (int i = 0; i < 3; i++)
            if (keep[i] >= 0 && (unsigned)keep[i] >= first &&
                (unsigned)keep[i] < next)
                next = (unsigned)keep[i];
        if (next > first)
            syscall(SYS_close_range, first, next - 1, 0u);
        if (next == ~0u)
            break;
        first = next + 1;
    }
}

/* The processes and threads below `pid`, itself included: as far as they are
 * found, and no more than a few beyond `most`. Each gets the signal, if any.
 */
static int below(pid_t pid, int most, int signal)
{
    char path[300];
    int count = 0;
    long child;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        if (*task->d_name == '.')
            continue;
        count++;
        snprintf(path, sizeof path, "/proc/%d/task/%s/children", pid,
                 task->d_name);
        FILE *children = fopen(path, "re");
        while (children && count <= most &&
               fscanf(children, "%ld", &child) == 1)
            count += below((pid_t)child, most - count, signal);
        if (children)
            fclose(children);
    }
    if (tasks)
        closedir(tasks);
    if (signal && pid != getpid())
        kill(pid, signal);
    return count;
}

/* Does the command have more than `most`? Then those seen are stopped, so
 * that kill_all() is not outrun. */
static bool is_crowded(int most)
{
    if (below(getpid(), most + 1, 0) - 1 <= most)
        return false;
    for (int i = 0, last = 0, n = 1; n != last && i < 100; i++) {
        last = n;
        n = below(getpid(), 1 << 20, SIGSTOP);
    }
    return true;
}

/* The command's end, or false when our own side wants or has its end. */
static bool wait_for(pid_t command, int process, int lifeline, int most,
                     Ending *ending)
{
    enum { EVERY_MS = 20 };
    struct pollfd fds[] = {{process, POLLIN, 0}, {lifeline, POLLIN, 0}};
    struct rusage used;
    int n;
    while ((n = poll(fds, 2, most ? EVERY_MS : -1)) <= 0) {
        if (n < 0 && errno != EINTR)
            return false;
        if (n == 0 && is_crowded(most))
            return ending->crowded = true;
    }
    if (!fds[0].revents || wait4(command, &ending->status, 0, &used) < 0)
        return false;
    ending->cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
    return true;
}

/* Also what was made unreadable in there. */
static void remove_all(const char *dir)
{
    execl("/bin/sh", "sh", "-c",
          "rm -rf -- \"$1\" || { chmod -R u+rwX -- \"$1\"; "
          "exec rm -rf -- \"$1\"; }",
          "sh", dir, NULL);
}

static _Noreturn void supervisor(pid_t command, int lifeline, int report,
                                 const char *scrap, int most)
{
    Ending ending = {0};
    char none;
    signal(SIGPIPE, SIG_IGN); /* we may be the last */
    int process = (int)syscall(SYS_pidfd_open, command, 0);
    close_all_but(lifeline, report, process);
    bool ended = wait_for(command, process, lifeline, most, &ending);
    kill_all(command);
    if (ended && write(report, &ending, sizeof ending) < 0) {
        /* nobody reads any more, which the lifeline will say */
    }
    while (read(lifeline, &none, 1) < 0 && errno == EINTR)
        continue;
    if (scrap)
        remove_all(scrap);
    _exit(0);
}

static _Noreturn void child(int (*body)(void *), void *context, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    setsid();
    signal(SIGPIPE, SIG_DFL);
    _exit(body(context));
}

bool supervise_start(Supervised *supervised, int (*body)(void *context),
                     void *context, const char *scrap, int most)
{
    int life[2], report[2];
    if (pipe2(life, O_CLOEXEC) != 0)
        return false;
    if (pipe2(report, O_CLOEXEC) != 0) {
        close(life[0]);
        close(life[1]);
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        signal(SIGCHLD, SIG_DFL);
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        pid_t self = getpid(), command = fork();
        if (command == 0)
            child(body, context, self);
        if (command < 0)
            _exit(1);
        supervisor(command, life[0], report[1], scrap, most);
    }
    close(life[0]);
    close(report[1]);
    *supervised = (Supervised){pid, life[1], report[0]};
    if (pid < 0)
        supervise_end(supervised);
    return pid > 0;
}

bool supervise_ending(const Supervised *supervised, Ending *ending)
{
    return read(supervised->report, ending, sizeof *ending) == sizeof *ending;
}

void supervise_end(Supervised *supervised)
{
    close(supervised->lifeline);
    close(supervised->report);
    while (supervised->supervisor > 0 &&
           waitpid(supervised->supervisor, NULL, 0) < 0 && errno == EINTR)
        continue;
    supervised->supervisor = 0;
}
