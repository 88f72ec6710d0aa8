/* unpack.c - the child that reads, the parent that believes little of it.
 *
 * For each entry the child writes a Head, the path and the bytes. The
 * parent knows the bounds of every length before it reads one. */
#include "unpack.h"
#include "base/fault.h"
#include "base/text.h"
#include "box/usage.h"
#include "read_archive.h"
#include "read_directory.h"

#include <errno.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    uint32_t state; /* an EntryState, or one of the next two */
    uint32_t path;  /* its length */
    uint64_t size;
} Head;

enum { LAST = 100, FAILED };

/* The child */

static void send_all(int pipe, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t sent = write(pipe, at, size);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            _exit(1);
        at += sent;
        size -= (size_t)sent;
    }
}

static void tell(int pipe, uint32_t state, const char *path,
                 const void *bytes, size_t size)
{
    size_t length = strnlen(path, UNPACK_PATH);
    Head head = {state, (uint32_t)length, size};
    send_all(pipe, &head, sizeof head);
    send_all(pipe, path, length);
    send_all(pipe, bytes, size);
}

void reader_entry(const Reader *reader, const Entry *entry)
{
    tell(reader->pipe, entry->state, entry->path, entry->bytes, entry->size);
}

_Noreturn void reader_fail(const Reader *reader, const char *why)
{
    tell(reader->pipe, FAILED, why, NULL, 0);
    _exit(0);
}

static void limit_resource(int resource, rlim_t most)
{
    rlim_t grace = resource == RLIMIT_CPU ? 5 : 0; /* SIGXCPU comes first */
    setrlimit(resource, &(struct rlimit){most, most + grace});
}

/* Only what reading needs; everything else is refused. */
static bool confine(void)
{
    static const int allowed[] = {
        SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(lseek),
        SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
        SCMP_SYS(openat), SCMP_SYS(getdents64), SCMP_SYS(fcntl),
        SCMP_SYS(dup), SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap),
        SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
        SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn),
        SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(clock_gettime),
        /* asked by the sanitizers, in our own tests */
        SCMP_SYS(gettid), SCMP_SYS(sigaltstack)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool fine = filter != NULL;
    for (size_t i = 0; fine && i < sizeof allowed / sizeof *allowed; i++)
        fine = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    fine = fine && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return fine;
}

static _Noreturn void child(int fd, int pipe, UnpackLimit *limit, void *user)
{
    Reader reader = {pipe, fd, limit, user};
    struct stat s;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit_resource(RLIMIT_CORE, 0);
    limit_resource(RLIMIT_FSIZE, 0);
    limit_resource(RLIMIT_CPU, UNPACK_SECONDS);
    bool directory = fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
    if (!confine())
        _exit(2);
    if (directory)
        read_directory(&reader);
    else
        read_archive(&reader);
    tell(pipe, LAST, "", NULL, 0);
    _exit(0);
}

/* The parent */

typedef struct {
    int pipe;
    struct timespec end;
} Source;

static int time_left(const Source *source)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double left = difftime(source->end.tv_sec, now.tv_sec) * 1000;
    return left > 0 ? (int)left : 0;
}

static bool receive(const Source *source, void *bytes, size_t size)
{
    char *at = bytes;
    while (size) {
        struct pollfd ready = {source->pipe, POLLIN, 0};
        int polled = poll(&ready, 1, time_left(source));
        if (polled < 0 && errno == EINTR)
            continue;
        ssize_t got = polled == 1 ? read(source->pipe, at, size) : 0;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* One entry: 1 there is one, 0 that was the last, -1 the child failed. */
static int next(const Source *source, UnpackLimit *limit, UnpackEntry *each,
                void *user, char *why, size_t room)
{
    Head head;
    char path[UNPACK_PATH + 1];
    if (!receive(source, &head, sizeof head) || head.path > UNPACK_PATH ||
        !receive(source, path, head.path))
        return -1;
    path[head.path] = '\0';
    if (head.state == FAILED) {
        char *line = clean_ascii(path, head.path, 200);
        snprintf(why, room, "%s", line);
        free(line);
        return -1;
    }
    if (head.state == LAST)
        return 0;
    if (head.state > ENTRY_UNREADABLE ||
        head.size > (head.state == ENTRY_READ ? limit(path, user) : 0))
        return -1;
    char *bytes = grow(NULL, head.size + 1, 1);
    bool came = receive(source, bytes, head.size);
    bytes[head.size] = '\0';
    if (came)
        each(&(Entry){path, head.state, bytes, head.size}, user);
    free(bytes);
    return came ? 1 : -1;
}

static void say_why(int status, bool outside, char *why, size_t room)
{
    if (*why)
        return;
    if (outside)
        die(GRADER_FAULT, "somebody else ended the program that unpacks the "
                          "submission: this machine may be out of memory");
    bool slow = WIFSIGNALED(status) &&
                (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    snprintf(why, room, "%s",
             slow ? "it takes too long to unpack"
                  : "it crashed the program that unpacks it");
}

/* Did somebody else end the child, which has just hung up? */
static bool ended_by_others(pid_t child)
{
    const struct timespec moment = {.tv_nsec = 10000000};
    siginfo_t end = {0};
    for (int tries = 100; tries > 0 && end.si_pid == 0; tries--)
        if (waitid(P_PID, (id_t)child, &end, WEXITED | WNOHANG | WNOWAIT) !=
                0 ||
            (end.si_pid == 0 && nanosleep(&moment, NULL) != 0))
            return false;
    return end.si_pid != 0 && end.si_code == CLD_KILLED &&
           end.si_status == SIGKILL;
}

bool unpack(int fd, UnpackLimit *limit, UnpackEntry *each, void *user,
            char *why, size_t room)
{
    int ends[2], more, entries = 0, status = 0;
    bool outside = false;
    *why = '\0';
    pid_t pid = pipe(ends) == 0 ? fork() : -1;
    if (pid < 0)
        die(GRADER_FAULT, "no process could be started: %s", strerror(errno));
    if (pid == 0) {
        close(ends[0]);
        child(fd, ends[1], limit, user);
    }
    close(ends[1]);
    Source source = {.pipe = ends[0]};
    clock_gettime(CLOCK_MONOTONIC, &source.end);
    source.end.tv_sec += USAGE_WALL * UNPACK_SECONDS;
    do
        more = next(&source, limit, each, user, why, room);
    while (more > 0 && entries++ <= UNPACK_ENTRIES);
    close(ends[0]);
    if (more < 0 && !*why && time_left(&source) > 0)
        outside = ended_by_others(pid);
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    if (more != 0)
        say_why(status, outside, why, room);
    return more == 0;
}
