/* isolation.c - tries the layers before anything relies on them. */
#define _GNU_SOURCE
#include "isolation.h"

#include "confine.h"
#include "sandbox.h"
#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int try_sandbox(void *unused)
{
    (void)unused;
    static const char *const argv[] = {"/usr/bin/true", NULL};
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; nowhere >= 0 && fd <= 2; fd++)
        dup2(nowhere, fd);
    Sandbox sandbox = sandbox_new();
    sandbox_show(&sandbox, "/usr");
    if (confine_drop_root())
        sandbox_exec(&sandbox, argv);
    return 1;
}

static bool have_namespaces(void)
{
    enum { PATIENCE_MS = 10000 };
    Supervised trial;
    Ending ending = {.status = -1};
    if (!supervise_start(&trial, try_sandbox, NULL, NULL, 0))
        return false;
    struct pollfd fd = {trial.report, POLLIN, 0};
    while (poll(&fd, 1, PATIENCE_MS) < 0 && errno == EINTR)
        continue;
    bool works = fd.revents && supervise_ending(&trial, &ending) &&
                 WIFEXITED(ending.status) && WEXITSTATUS(ending.status) == 0;
    supervise_end(&trial);
    return works;
}

static bool have_seccomp(void)
{
    unsigned action = SECCOMP_RET_TRAP;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool isolation_probe(Isolation *isolation)
{
    const char *wish = getenv("JUDGE_ISOLATION");
    bool none = wish && strcmp(wish, "none") == 0;
    bool fallback = none || (wish && strcmp(wish, "landlock") == 0);
    *isolation = (Isolation){
        .namespaces = !fallback && have_namespaces(),
        .landlock = none ? 0 : confine_landlock_abi(),
        .seccomp = have_seccomp(),
    };
    return (isolation->namespaces || isolation->landlock > 0) &&
           isolation->seccomp;
}

size_t isolation_names(const Isolation *isolation, const char *names[4])
{
    static char landlock[32];
    size_t count = 0;
    if (isolation->namespaces)
        names[count++] = "namespaces";
    if (isolation->landlock) {
        snprintf(landlock, sizeof landlock, "landlock-%d",
                 isolation->landlock);
        names[count++] = landlock;
    }
    if (isolation->seccomp)
        names[count++] = "seccomp";
    names[count++] = "rlimits";
    return count;
}
