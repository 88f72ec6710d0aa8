/* link.c - the trusted end of the conversation with one worker. */
#define _GNU_SOURCE
#include "link.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { START_MS = 20000, WATCH_MS = 20, LIBRARY_MIB = 32, MIB = 1 << 20 };

int64_t link_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

size_t link_shared_size(void)
{
    return (size_t)256 * MIB;
}

/* Starting */

static int number_of(const char *name, int usual)
{
    const char *text = getenv(name);
    return text ? atoi(text) : usual;
}

/* The library, copied to where nobody can change it any more. */
static int sealed_copy(const char *path)
{
    char buffer[65536];
    struct stat info;
    ssize_t n;
    int from = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int to = memfd_create("student", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    bool good = from >= 0 && to >= 0 && fstat(from, &info) == 0 &&
                S_ISREG(info.st_mode) &&
                info.st_size <= (off_t)LIBRARY_MIB * MIB;
    while (good && (n = read(from, buffer, sizeof buffer)) != 0)
        good = n > 0 && write(to, buffer, (size_t)n) == n;
    good = good && fcntl(to, F_ADD_SEALS,
                         F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW |
                             F_SEAL_SEAL) == 0;
    if (from >= 0)
        close(from);
    if (!good && to >= 0)
        close(to);
    return good ? to : -1;
}

/* Memory whose size is sealed: were it cut short, we would die of it. */
static int shared_memory(char **shared)
{
    int fd = memfd_create("shared", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || ftruncate(fd, (off_t)link_shared_size()) != 0 ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) !=
            0)
        return -1;
    *shared = mmap(NULL, link_shared_size(), PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_NORESERVE, fd, 0);
    return *shared == MAP_FAILED ? -1 : fd;
}

static int connect_to(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd >= 0 &&
        connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool send_order(const Link *link, const int fds[WIRE_DESCRIPTORS])
{
    WireOrder order = {.what = WIRE_ORDER,
                       .cpu_s = (uint32_t)number_of("JUDGE_CPU", 60),
                       .memory = (uint64_t)link->memory_mib * MIB,
                       .shared_size = link_shared_size()};
    struct iovec part = {&order, sizeof order};
    union {
        char bytes[CMSG_SPACE(sizeof(int) * WIRE_DESCRIPTORS)];
        struct cmsghdr head;
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
                             .cmsg_type = SCM_RIGHTS,
                             .cmsg_len =
                                 CMSG_LEN(sizeof(int) * WIRE_DESCRIPTORS)};
    memcpy(CMSG_DATA(head), fds, sizeof(int) * WIRE_DESCRIPTORS);
    return sendmsg(link->order, &message, MSG_NOSIGNAL) == sizeof order;
}

/* The zygote's word, and the pidfd that comes with its first. */
static bool take_end(const Link *link, int patience_ms, WireEnd *end,
                     int *process)
{
    struct pollfd fd = {link->order, POLLIN, 0};
    struct iovec part = {end, sizeof *end};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr head;
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    if (poll(&fd, 1, patience_ms) != 1 ||
        recvmsg(link->order, &message, MSG_CMSG_CLOEXEC) != sizeof *end)
        return false;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head && head->cmsg_len == CMSG_LEN(sizeof *process))
        memcpy(process, CMSG_DATA(head), sizeof *process);
    return true;
}

static LinkEnd order_worker(Link *link, const char *socket,
                            const char *library)
{
    int pair[2] = {-1, -1}, unused;
    WireEnd end = {0};
    int shared = shared_memory(&link->shared);
    int code = sealed_copy(library);
    link->order = connect_to(socket);
    link->text = memfd_create("text", MFD_CLOEXEC);
    LinkEnd result = LINK_BROKEN;
    if (shared >= 0 && code >= 0 && link->order >= 0 && link->text >= 0 &&
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0) {
        int fds[WIRE_DESCRIPTORS] = {pair[1], shared, link->text, code};
        link->control = pair[0];
        if (send_order(link, fds) &&
            take_end(link, START_MS, &end, &link->process) &&
            end.what == WIRE_STARTED && link->process >= 0)
            result = LINK_OK;
    }
    for (int i = 0; i < 3; i++) {
        unused = (int[]){pair[1], shared, code}[i];
        if (unused >= 0)
            close(unused);
    }
    return result;
}

static FILE *open_status(const char *process, const char *file)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/%s", process, file);
    return fopen(path, "re");
}

/* For how many ms a process's first thread could have run while others did.
 */
static int64_t kept_waiting(const char *process)
{
    unsigned long long ns = 0;
    FILE *schedstat = open_status(process, "schedstat");
    if (schedstat && fscanf(schedstat, "%*u %llu", &ns) != 1)
        ns = 0;
    if (schedstat)
        fclose(schedstat);
    return (int64_t)(ns / 1000000);
}

LinkEnd link_start(Link *link, const char *name, const char *socket,
                   const char *library, int64_t deadline, WireHello *hello)
{
    *link = (Link){.name = name,
                   .order = -1,
                   .control = -1,
                   .text = -1,
                   .process = -1,
                   .up = true,
                   .lost_before = kept_waiting("self"),
                   .memory_mib = (size_t)number_of("JUDGE_MEMORY", 512)};
    if (order_worker(link, socket, library) != LINK_OK ||
        link_receive(link, hello, sizeof *hello, link_now() + START_MS) !=
            LINK_OK ||
        hello->what != WIRE_READY)
        return LINK_BROKEN;
    /* What comes now may be the student's word. */
    const uint32_t real_size = hello->real_size;
    LinkEnd end = link_receive(link, hello, sizeof *hello, deadline);
    if (end == LINK_OK &&
        (hello->what != WIRE_LOADED || hello->real_size != real_size))
        end = LINK_GARBLED;
    link->loaded = end == LINK_OK;
    return end;
}

/* Talking */

LinkEnd link_send(Link *link, const void *message, size_t size)
{
    ssize_t n =
        send(link->control, message, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n == (ssize_t)size)
        return LINK_OK;
    /* a worker that does not read has been sent nothing it did not ask */
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? LINK_GARBLED
                                                              : LINK_DIED;
}

/* The worker's number as we see it, from its pidfd. */
static long process_number(const Link *link)
{
    char path[64], line[128];
    long number = 0;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", link->process);
    FILE *info = fopen(path, "re");
    while (info && fgets(line, sizeof line, info))
        if (sscanf(line, "Pid: %ld", &number) == 1)
            break;
    if (info)
        fclose(info);
    return number;
}

static bool is_fat(const Link *link)
{
    char path[64];
    unsigned long pages = 0;
    long number = process_number(link);
    if (number <= 0)
        return false;
    snprintf(path, sizeof path, "/proc/%ld/statm", number);
    FILE *statm = fopen(path, "re");
    if (!statm)
        return false;
    if (fscanf(statm, "%*u %lu", &pages) != 1)
        pages = 0;
    fclose(statm);
    return pages * (size_t)sysconf(_SC_PAGESIZE) > link->memory_mib * MIB;
}

/* The ms of processor time that threads but the first have had. What comes
 * before them in `stat` holds a name, which may hold anything. */
static int64_t used_by_threads(const char *process)
{
    unsigned long user = 0, system = 0;
    unsigned long long first = 0;
    char line[1024] = "";
    FILE *stat = open_status(process, "stat");
    size_t n = stat ? fread(line, 1, sizeof line - 1, stat) : 0;
    const char *at = n > 0 ? strrchr(line, ')') : NULL;
    if (stat)
        fclose(stat);
    FILE *schedstat = open_status(process, "schedstat");
    if (schedstat && fscanf(schedstat, "%llu", &first) != 1)
        first = 0;
    if (schedstat)
        fclose(schedstat);
    if (!at || sscanf(at,
                      ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu "
                      "%lu",
                      &user, &system) != 2)
        return 0;
    return (int64_t)((user + system) * 1000 /
                     (unsigned long)sysconf(_SC_CLK_TCK)) -
           (int64_t)(first / 1000000);
}

/* For how long others kept a worker waiting: what it lost to threads of its
 * own is its own affair. */
static int64_t lost_by(long number)
{
    char worker[32];
    snprintf(worker, sizeof worker, "%ld", number);
    int64_t waited = kept_waiting(worker), threads = used_by_threads(worker);
    return threads <= 0 ? waited : waited > threads ? waited - threads : 0;
}

/* What the worker, and we while it waited for us, lost to others since it
 * was started: a busy machine is nobody's slowness. */
static int64_t lost(const Link *link)
{
    long number = process_number(link);
    return kept_waiting("self") - link->lost_before +
           (number > 0 ? lost_by(number) : 0);
}

/* The worker shares our processor (grade/processor.h), which is quick as long
 * as the two take turns. One that computes may have it to itself: else
 * threads that spin there would slow down who has to end them. */
static void make_room(void)
{
    static bool made;
    cpu_set_t all;
    if (made)
        return;
    memset(&all, 0xff, sizeof all);
    sched_setaffinity(0, sizeof all, &all); /* else it is only slower */
    made = true;
}

/* Waits for something to read, with an eye on the worker's memory. */
static LinkEnd wait_for(const Link *link, int64_t deadline)
{
    struct pollfd fd = {link->control, POLLIN, 0};
    for (;;) {
        int64_t left = deadline - link_now();
        if (left <= 0)
            left += lost(link);
        if (left <= 0)
            return LINK_SLOW;
        int n = poll(&fd, 1, left < WATCH_MS ? (int)left : WATCH_MS);
        if (n > 0)
            return LINK_OK;
        if (n < 0 && errno != EINTR)
            return LINK_BROKEN;
        if (n == 0)
            make_room();
        if (n == 0 && is_fat(link))
            return LINK_FAT;
    }
}

LinkEnd link_receive(Link *link, void *message, size_t size, int64_t deadline)
{
    LinkEnd end = wait_for(link, deadline);
    if (end != LINK_OK)
        return end;
    ssize_t n = recv(link->control, message, size, MSG_TRUNC | MSG_DONTWAIT);
    if (n == (ssize_t)size)
        return LINK_OK;
    return n > 0 ? LINK_GARBLED : LINK_DIED;
}

/* Ending */

static void close_all(Link *link)
{
    const int fds[] = {link->order, link->control, link->text, link->process};
    for (int i = 0; i < 4; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    if (link->shared && link->shared != MAP_FAILED)
        munmap(link->shared, link_shared_size());
    *link = (Link){.order = -1, .control = -1, .text = -1, .process = -1};
}

int link_end(Link *link, int patience_ms, char *text, size_t room)
{
    WireEnd end = {0};
    int none = -1;
    if (link->control >= 0)
        shutdown(link->control, SHUT_RDWR);
    bool ended = link->process >= 0 &&
                 take_end(link, patience_ms, &end, &none) &&
                 end.what == WIRE_ENDED;
    if (!ended && link->process >= 0) {
        syscall(SYS_pidfd_send_signal, link->process, SIGKILL, NULL, 0);
        ended = take_end(link, START_MS, &end, &none);
    }
    ssize_t n = link->text >= 0 ? pread(link->text, text, room - 1, 0) : 0;
    for (ssize_t i = 0; i < n; i++)
        if (text[i] == '\0')
            text[i] = '?';
    text[n > 0 ? n : 0] = '\0';
    close_all(link);
    return ended ? end.status : SIGKILL;
}
