/* calls.c - the worker's system calls. */
#define _GNU_SOURCE
#include "box/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const int allowed[] = {
    /* descriptors it has, and files for reading (openat, below) */
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
    SCMP_SYS(pread64), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    /* memory */
    SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mprotect), SCMP_SYS(mremap),
    SCMP_SYS(madvise), SCMP_SYS(brk),
    /* threads and signals of its own */
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(membarrier), SCMP_SYS(getcpu), SCMP_SYS(exit),
    SCMP_SYS(exit_group), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(restart_syscall),
    /* time */
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday),
    SCMP_SYS(time), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    /* questions */
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid),
    SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrandom),
    SCMP_SYS(getrusage), SCMP_SYS(uname), SCMP_SYS(sysinfo)};

#define CALL(name)                                                           \
    {                                                                        \
        SCMP_SYS(name), #name                                                \
    }
static const struct {
    int number;
    const char *name;
} forbidden[] = {CALL(execve),
                 CALL(execveat),
                 CALL(fork),
                 CALL(vfork),
                 CALL(clone),
                 CALL(socket),
                 CALL(socketpair),
                 CALL(connect),
                 CALL(bind),
                 CALL(ptrace),
                 CALL(kill),
                 CALL(tkill),
                 CALL(process_vm_readv),
                 CALL(process_vm_writev),
                 CALL(setrlimit),
                 CALL(prlimit64),
                 CALL(unshare),
                 CALL(setns),
                 CALL(mount),
                 CALL(bpf),
                 CALL(io_uring_setup),
                 CALL(memfd_create),
                 CALL(chmod),
                 CALL(unlink),
                 CALL(unlinkat),
                 CALL(rename),
                 CALL(mkdir),
                 CALL(shmget),
                 CALL(setuid)};

const char *confine_call_name(long number)
{
    for (size_t i = 0; i < COUNT(forbidden); i++)
        if (forbidden[i].number == number)
            return forbidden[i].name;
    return "?";
}

static void on_forbidden(int signal, siginfo_t *info, void *context)
{
    char line[80];
    (void)signal;
    (void)context;
    int length =
        snprintf(line, sizeof line, "\n#judge call %d\n", info->si_syscall);
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        _exit(128 + SIGSYS);
    _exit(128 + SIGSYS);
}

/* Calls that depend on an argument. */
static int add_conditions(scmp_filter_ctx filter)
{
    const scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    const scmp_datum_t self = (scmp_datum_t)getpid();
    int e = 0;
    /* Threads, but no processes. clone3 keeps its flags in memory, where a
     * filter cannot look; glibc then turns to clone. */
    e |= seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    e |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    e |=
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    /* the loader, and the sanitizer's search for line numbers */
    e |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
    /* reading limits, not setting them */
    e |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                          SCMP_A2(SCMP_CMP_EQ, 0, 0));
    e |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(prlimit64), 1,
                          SCMP_A2(SCMP_CMP_NE, 0, 0));
    /* abort() and raise(); SIGKILL is always somebody else's doing */
    for (scmp_datum_t signal = 1; signal < 32; signal++)
        if (signal != SIGKILL)
            e |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                                  SCMP_A0(SCMP_CMP_EQ, self, 0),
                                  SCMP_A2(SCMP_CMP_EQ, signal, 0));
    e |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                          SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
    return e;
}

bool confine_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_forbidden,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSYS, &action, NULL);
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return false;
    int e = add_conditions(filter);
    for (size_t i = 0; i < COUNT(allowed); i++)
        e |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    for (size_t i = 0; i < COUNT(forbidden); i++)
        if (forbidden[i].number != SCMP_SYS(clone) &&
            forbidden[i].number != SCMP_SYS(prlimit64))
            e |= seccomp_rule_add(filter, SCMP_ACT_TRAP, forbidden[i].number,
                                  0);
    e |= seccomp_load(filter);
    seccomp_release(filter);
    return e == 0;
}
