/* link.c - the trusted end of the conversation with one worker. */
#define _GNU_SOURCE
#include "link.h"

#include "box/usage.h"

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
#include <unistd.h>

enum { START_MS = 20000, WATCH_MS = 20, LIBRARY_MIB = 32, MIB = 1 << 20 };

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

int link_cpu_s(void)
{
    return number_of("JUDGE_CPU", 60);
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
                       .cpu_s = (uint32_t)link_cpu_s(),
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

/* The worker's number as we see it, from its pidfd. */
static pid_t process_number(const Link *link)
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
    return (pid_t)number;
}

LinkEnd link_start(Link *link, const char *name, const char *socket,
                   const char *library, Patience *patience, WireHello *hello)
{
    *link = (Link){.name = name,
                   .order = -1,
                   .control = -1,
                   .text = -1,
                   .process = -1,
                   .up = true,
                   .memory_mib = (size_t)number_of("JUDGE_MEMORY", 512)};
    Patience start = link_patience(START_MS, START_MS);
    if (order_worker(link, socket, library) != LINK_OK)
        return LINK_BROKEN;
    link->number = process_number(link);
    if (link_receive(link, hello, sizeof *hello, &start) != LINK_OK ||
        hello->what != WIRE_READY)
        return LINK_BROKEN;
    /* What comes now may be the student's word. */
    const uint32_t real_size = hello->real_size;
    LinkEnd end = link_receive(link, hello, sizeof *hello, patience);
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

static bool is_fat(const Link *link)
{
    char path[64];
    unsigned long pages = 0;
    if (link->number <= 0)
        return false;
    snprintf(path, sizeof path, "/proc/%ld/statm", (long)link->number);
    FILE *statm = fopen(path, "re");
    if (!statm)
        return false;
    if (fscanf(statm, "%*u %lu", &pages) != 1)
        pages = 0;
    fclose(statm);
    return pages * (size_t)sysconf(_SC_PAGESIZE) > link->memory_mib * MIB;
}

Patience link_patience(int64_t cpu_ms, int64_t wall_ms)
{
    return (Patience){
        .cpu_ms = cpu_ms, .wall_ms = wall_ms, .begin = usage_now()};
}

/* Looks at what the worker did since it was looked at before. A step is
 * looked at soon after it began: at quick ones nobody looks. Threads that end
 * take with them for how long they waited. */
static void look(Link *link, Patience *p, int64_t worker_cpu)
{
    int64_t now = usage_now(), cpu = worker_cpu + usage_cpu(getpid());
    int64_t waited = usage_waited(link->number) + usage_waited(getpid());
    if (p->seen) {
        int64_t more = waited > p->waited ? waited - p->waited : 0;
        link->slept += now - p->seen - (cpu - p->cpu) - more;
        link->slept = link->slept > 0 ? link->slept : 0;
    } else
        p->worker_cpu = worker_cpu;
    p->seen = now;
    p->cpu = cpu;
    p->waited = waited;
}

/* Has the worker taken more than it may? */
static LinkEnd judge_time(Link *link, Patience *p)
{
    int64_t now = usage_now();
    if (now - (p->seen ? p->seen : p->begin) < WATCH_MS)
        return LINK_OK;
    if (now - p->begin >= USAGE_WALL * p->wall_ms)
        return LINK_ASLEEP;
    int64_t cpu = usage_cpu(link->number);
    if (cpu < 0) /* it has ended: we shall hear of it */
        return LINK_OK;
    look(link, p, cpu);
    return cpu - p->worker_cpu >= p->cpu_ms ? LINK_SLOW
           : link->slept >= p->wall_ms      ? LINK_ASLEEP
                                            : LINK_OK;
}

/* The worker shares our processor (base/processor.h), which is quick as long
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

/* Waits for something to read, with an eye on the worker's time and memory.
 */
static LinkEnd wait_for(Link *link, int from, Patience *patience)
{
    struct pollfd fd = {from, POLLIN, 0};
    for (;;) {
        LinkEnd end = judge_time(link, patience);
        if (end != LINK_OK)
            return end;
        int n = poll(&fd, 1, WATCH_MS);
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

LinkEnd link_receive(Link *link, void *message, size_t size,
                     Patience *patience)
{
    LinkEnd end = wait_for(link, link->control, patience);
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

/* What the worker printed. */
static void take_text(const Link *link, char *text, size_t room)
{
    ssize_t n = link->text >= 0 ? pread(link->text, text, room - 1, 0) : 0;
    for (ssize_t i = 0; i < n; i++)
        if (text[i] == '\0')
            text[i] = '?';
    text[n > 0 ? n : 0] = '\0';
}

LinkDeath link_end(Link *link, int patience_ms, char *text, size_t room)
{
    WireEnd end = {.status = SIGKILL};
    int none = -1;
    bool ours = false, there = link->process >= 0;
    Patience patience = link_patience(patience_ms, patience_ms);
    if (link->control >= 0)
        shutdown(link->control, SHUT_RDWR);
    if (there && patience_ms > 0)
        patience.wall_ms += link->slept;
    if (there && (patience_ms <= 0 ||
                  wait_for(link, link->order, &patience) != LINK_OK)) {
        syscall(SYS_pidfd_send_signal, link->process, SIGKILL, NULL, 0);
        ours = true;
    }
    if (there && !take_end(link, START_MS, &end, &none))
        end = (WireEnd){.status = SIGKILL};
    take_text(link, text, room);
    close_all(link);
    return (LinkDeath){end.status, ours, end.cpu_ms, end.peak_kib};
}
