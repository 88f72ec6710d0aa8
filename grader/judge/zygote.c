/* zygote.c - starting and stopping a sandbox full of workers-to-be. */
#define _GNU_SOURCE
#include "zygote.h"

#include "box/confine.h"
#include "box/sandbox.h"
#include "box/supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

struct Zygote {
    Supervised process;
    char dir[32]; /* 0700, ours; holds the socket */
    char path[64];
};

/* What the child needs to know. */
typedef struct {
    const Isolation *isolation;
    int listener, image, ready;
} Start;

static const char *const environment[] = {
    "ASAN_OPTIONS=detect_leaks=0:exitcode=86:allocator_may_return_null=1:"
    "quarantine_size_mb=16",
    "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1", "LC_ALL=C",
    "OMP_NUM_THREADS=2", NULL};

/* The libraries a worker may need, by name: no others can be loaded. */
static const char *const libraries[] = {LIBRARIES "/libc.so.6",
                                        LIBRARIES "/libm.so.6",
                                        LIBRARIES "/libgcc_s.so.1",
                                        LIBRARIES "/libstdc++.so.6",
                                        LIBRARIES "/libasan.so.8",
                                        LIBRARIES "/libubsan.so.1",
                                        LIBRARIES "/libgomp.so.1",
                                        LIBRARIES "/libseccomp.so.2",
                                        LIBRARIES "/libz.so.1",
                                        LIBRARIES "/ld-linux-x86-64.so.2",
                                        "/usr/lib64/ld-linux-x86-64.so.2",
                                        LIBRARIES "/ld-linux-aarch64.so.1",
                                        "/usr/lib/ld-linux-aarch64.so.1",
                                        NULL};

/* The zygote's descriptors: 0 nothing, 1 and 2 nothing, 3 the listener,
 * 4 tells us that it is ready, 5 its image (closed by bwrap). */
static void place(const Start *start)
{
    int nothing = open("/dev/null", O_RDWR);
    const int from[] = {nothing,         nothing,      nothing,
                        start->listener, start->ready, start->image};
    int high[6];
    for (int i = 0; i < 6; i++)
        high[i] = fcntl(from[i], F_DUPFD, 64);
    for (int i = 0; i < 6; i++)
        dup2(high[i], i);
    syscall(SYS_close_range, 6u, ~0u, 0u);
}

static void exec_in_namespaces(void)
{
    static const char *const argv[] = {"/worker", NULL};
    Sandbox s = sandbox_new();
    char words[8][200];
    for (int i = 0; environment[i]; i++) {
        char *name = words[i];
        snprintf(name, sizeof words[i], "%s", environment[i]);
        char *value = strchr(name, '=');
        *value++ = '\0';
        sandbox_add(&s, "--setenv", name, value, NULL);
    }
    if (getenv("KERNEL")) /* which of the ground's products is used */
        sandbox_add(&s, "--setenv", "KERNEL", getenv("KERNEL"), NULL);
    for (int i = 0; libraries[i]; i++)
        sandbox_show(&s, libraries[i]);
    sandbox_add(&s, "--perms", "0555", NULL, NULL);
    sandbox_add(&s, "--ro-bind-data", "5", "/worker", NULL);
    sandbox_add(&s, "--remount-ro", "/", "--chdir", "/");
    sandbox_exec(&s, argv);
}

static void exec_bare(void)
{
    static const char *const argv[] = {"worker", NULL};
    const char *words[8] = {NULL};
    char kernel[100];
    int count = 0;
    for (; environment[count]; count++)
        words[count] = environment[count];
    snprintf(kernel, sizeof kernel, "KERNEL=%s",
             getenv("KERNEL") ? getenv("KERNEL") : "");
    words[count] = getenv("KERNEL") ? kernel : NULL;
    if (chdir("/") == 0)
        execve("/proc/self/fd/5", (char *const *)argv, (char *const *)words);
}

static int run_zygote(void *context)
{
    const Start *start = context;
    place(start);
    if (!confine_drop_root())
        return 1;
    if (start->isolation->namespaces)
        exec_in_namespaces();
    else
        exec_bare();
    return 1;
}

/* A copy of the image without a path, readable by nobody but its holders:
 * it may come from a place that the sandbox's user cannot enter. */
static int copy_image(const char *path)
{
    struct stat info;
    int from = open(path, O_RDONLY | O_CLOEXEC);
    int to = memfd_create("worker", MFD_CLOEXEC);
    off_t left = from >= 0 && fstat(from, &info) == 0 ? info.st_size : -1;
    while (left > 0) {
        char buffer[65536];
        ssize_t n = read(from, buffer, sizeof buffer);
        if (n <= 0 || write(to, buffer, (size_t)n) != n)
            break;
        left -= n;
    }
    if (from >= 0)
        close(from);
    if (left == 0 && lseek(to, 0, SEEK_SET) == 0 && fchmod(to, 0555) == 0)
        return to;
    if (to >= 0)
        close(to);
    return -1;
}

static int listen_in(Zygote *zygote)
{
    strcpy(zygote->dir, "/tmp/judge-XXXXXX");
    if (!mkdtemp(zygote->dir))
        return -1;
    snprintf(zygote->path, sizeof zygote->path, "%s/zygote", zygote->dir);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, zygote->path);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd >= 0 &&
        bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
        listen(fd, 16) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* One byte from the zygote's main(), or nothing when it did not get there. */
static bool wait_ready(int from)
{
    enum { PATIENCE_MS = 20000 };
    struct pollfd fd = {from, POLLIN, 0};
    char c;
    while (poll(&fd, 1, PATIENCE_MS) < 0 && errno == EINTR)
        continue;
    return fd.revents && read(from, &c, 1) == 1;
}

static bool start(Zygote *zygote, const Isolation *isolation,
                  const char *image)
{
    int ready[2];
    Start job = {isolation, listen_in(zygote), copy_image(image), -1};
    bool up = false;
    if (job.listener >= 0 && job.image >= 0 && pipe2(ready, O_CLOEXEC) == 0) {
        job.ready = ready[1];
        confine_user();
        up = supervise_start(&zygote->process, run_zygote, &job, zygote->dir,
                             0);
        close(ready[1]);
        up = up && wait_ready(ready[0]);
        close(ready[0]);
    }
    if (job.listener >= 0)
        close(job.listener);
    if (job.image >= 0)
        close(job.image);
    return up;
}

Zygote *zygote_start(const Isolation *isolation, const char *image, char *why,
                     size_t room)
{
    Zygote *zygote = calloc(1, sizeof *zygote);
    if (zygote && start(zygote, isolation, image))
        return zygote;
    if (zygote && zygote->process.supervisor <= 0) {
        unlink(zygote->path);
        rmdir(zygote->dir);
    }
    zygote_stop(zygote);
    snprintf(why, room, "the sandbox for %s does not start",
             strrchr(image, '/') ? strrchr(image, '/') + 1 : image);
    return NULL;
}

void zygote_stop(Zygote *zygote)
{
    if (zygote && zygote->process.supervisor > 0)
        supervise_end(&zygote->process);
    free(zygote);
}

const char *zygote_path(const Zygote *zygote)
{
    return zygote->path;
}

pid_t zygote_supervisor(const Zygote *zygote)
{
    return zygote->process.supervisor;
}
