/* worker.c - the zygote: the program inside the sandbox. It holds no test
 * data and no student code; for each order it forks a worker, which
 * confines itself before it loads the student's library. */
#define _GNU_SOURCE
#include "judge/wire.h"
#include "serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LISTENER = 3, READY = 4, MOST = 24 };

/* A worker, and the connection of the test that ordered it. */
typedef struct {
    pid_t pid;
    int process, order;
} Child;

static Child children[MOST];
static int count;

static void send_end(int order, const WireEnd *end, int process)
{
    struct iovec part = {(void *)end, sizeof *end};
    union {
        char bytes[CMSG_SPACE(sizeof process)];
        struct cmsghdr head;
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (process >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
                                 .cmsg_type = SCM_RIGHTS,
                                 .cmsg_len = CMSG_LEN(sizeof process)};
        memcpy(CMSG_DATA(head), &process, sizeof process);
    }
    if (sendmsg(order, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        return; /* the test is gone; its connection will say so */
}

/* Reads an order and its descriptors; false when it is none. */
static bool take_order(int from, WireOrder *order, int fds[WIRE_DESCRIPTORS])
{
    struct iovec part = {order, sizeof *order};
    union {
        char bytes[CMSG_SPACE(sizeof(int) * WIRE_DESCRIPTORS)];
        struct cmsghdr head;
    } control = {0};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(from, &message, 0);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (n != sizeof *order || order->what != WIRE_ORDER || !head ||
        head->cmsg_len != CMSG_LEN(sizeof(int) * WIRE_DESCRIPTORS))
        return false;
    memcpy(fds, CMSG_DATA(head), sizeof(int) * WIRE_DESCRIPTORS);
    return true;
}

static _Noreturn void become_worker(const WireOrder *order, const int *fds)
{
    int high[WIRE_DESCRIPTORS];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0; i < WIRE_DESCRIPTORS; i++)
        high[i] = fcntl(fds[i], F_DUPFD, 64);
    dup2(high[0], FD_CONTROL);
    dup2(high[1], FD_SHARED);
    dup2(high[2], STDOUT_FILENO);
    dup2(high[2], STDERR_FILENO);
    dup2(high[3], FD_LIBRARY);
    syscall(SYS_close_range, (unsigned)FD_FREE, ~0u, 0u);
    serve(order);
}

static void make_worker(int order_fd)
{
    WireOrder order;
    int fds[WIRE_DESCRIPTORS];
    if (!take_order(order_fd, &order, fds)) {
        close(order_fd);
        return;
    }
    pid_t pid = fork();
    if (pid == 0)
        become_worker(&order, fds);
    for (int i = 0; i < WIRE_DESCRIPTORS; i++)
        close(fds[i]);
    int process = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (process < 0) {
        close(order_fd);
        return;
    }
    send_end(order_fd, &(WireEnd){.what = WIRE_STARTED}, process);
    children[count++] = (Child){pid, process, order_fd};
}

static int64_t in_ms(struct timeval t)
{
    return t.tv_sec * 1000 + t.tv_usec / 1000;
}

/* Ends a worker that has ended itself, or whose test has gone. */
static void reap(int i)
{
    struct rusage used = {0};
    WireEnd end = {.what = WIRE_ENDED};
    kill(children[i].pid, SIGKILL);
    while (wait4(children[i].pid, &end.status, 0, &used) < 0 &&
           errno == EINTR)
        continue;
    end.cpu_ms = in_ms(used.ru_utime) + in_ms(used.ru_stime);
    end.peak_kib = used.ru_maxrss;
    send_end(children[i].order, &end, -1);
    close(children[i].process);
    close(children[i].order);
    children[i] = children[--count];
}

static void wait_for_events(void)
{
    struct pollfd fds[1 + 2 * MOST];
    int had = count;
    fds[0] = (struct pollfd){count < MOST ? LISTENER : -1, POLLIN, 0};
    for (int i = 0; i < count; i++) {
        fds[1 + 2 * i] = (struct pollfd){children[i].process, POLLIN, 0};
        fds[2 + 2 * i] = (struct pollfd){children[i].order, POLLIN, 0};
    }
    if (poll(fds, 1 + 2 * (nfds_t)had, -1) < 0)
        return;
    for (int i = had - 1; i >= 0; i--)
        if (fds[1 + 2 * i].revents || fds[2 + 2 * i].revents)
            reap(i);
    if (fds[0].revents) {
        int order = accept4(LISTENER, NULL, NULL, SOCK_CLOEXEC);
        if (order >= 0)
            make_worker(order);
    }
}

int main(void)
{
    prctl(PR_SET_DUMPABLE, 0); /* workers are us: nobody looks inside */
    if (write(READY, "R", 1) != 1)
        return 1;
    close(READY);
    for (;;)
        wait_for_events();
}
