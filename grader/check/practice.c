/* practice.c - the direct link: tests and the student's code share one
 * process. A test process that leaves with status 0 would pass: calls of
 * exit() from the student's code are caught, and a test has to have come to
 * its end. link.sh sends the calls here. */
#define _GNU_SOURCE
#include "check.h"
#include "limit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

bool student_mat_error(char *text, size_t size)
{
    return mat_error(text, size);
}

static _Noreturn void caught(const char *name)
{
    char message[80];
    snprintf(message, sizeof message,
             "your code called %s() instead of returning", name);
    check_fail(message, NULL, NULL);
}

/* The linker sends calls of exit() to __wrap_exit() (ld's --wrap). */
_Noreturn void __wrap_exit(int status);
_Noreturn void __wrap__exit(int status);
_Noreturn void __wrap__Exit(int status);
_Noreturn void __wrap_quick_exit(int status);

_Noreturn void __wrap_exit(int status)
{
    (void)status;
    caught("exit");
}

_Noreturn void __wrap__exit(int status)
{
    (void)status;
    caught("_exit");
}

_Noreturn void __wrap__Exit(int status)
{
    (void)status;
    caught("_Exit");
}

_Noreturn void __wrap_quick_exit(int status)
{
    (void)status;
    caught("quick_exit");
}

/* Without its first thread a process neither ends nor goes on. */
_Noreturn void __real_pthread_exit(void *value);
_Noreturn void __wrap_pthread_exit(void *value);

_Noreturn void __wrap_pthread_exit(void *value)
{
    if (gettid() == getpid())
        caught("pthread_exit");
    __real_pthread_exit(value);
}

/* A wanted function that the student's code does not have. */
_Noreturn void check_gone(const char *name);

_Noreturn void check_gone(const char *name)
{
    char message[200];
    snprintf(message, sizeof message, "your code does not define %s", name);
    check_fail(message, "the function is missing, or its name is misspelt",
               NULL);
}

/* The test's process leaves a mark beside the record, main.c takes it. */
static void mark_path(char *path, size_t size)
{
    const char *record = getenv("CHECK_RECORD");
    snprintf(path, size, "%s.ended", record ? record : "");
}

/* Limits. What the code takes is counted as in grading: processor time of all
 * its threads, and for code that sleeps time on the wall, less that for which
 * the machine was busy with others. The signals say which was passed. */

static int64_t kept_waiting(void)
{
    char text[100] = "";
    int fd = open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    const char *at = n > 0 ? strchr(text, ' ') : NULL;
    if (fd >= 0)
        close(fd);
    return at ? strtoll(at, NULL, 10) / 1000000000 : 0;
}

/* So many seconds have gone by; what was lost to others is given back. */
static void on_alarm(int number)
{
    static int64_t given;
    int64_t lost = kept_waiting() - given;
    given += lost;
    if (lost > 0) {
        alarm((unsigned)lost);
        return;
    }
    signal(number, SIG_DFL);
    raise(number);
}

/* AddressSanitizer, which is there or not, reserves terabytes of addresses.
 */
void __asan_init(void) __attribute__((weak));

static void limit_memory(void)
{
    unsigned long pages = 0;
    FILE *statm = __asan_init ? NULL : fopen("/proc/self/statm", "re");
    if (statm && fscanf(statm, "%lu", &pages) == 1) {
        rlim_t most = pages * (rlim_t)sysconf(_SC_PAGESIZE) +
                      (rlim_t)LIMIT_MIB * (1 << 20);
        setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
    }
    if (statm)
        fclose(statm);
}

static void limit(void)
{
    struct rlimit cpu = {LIMIT_CPU_S, LIMIT_CPU_S + 5};
    setrlimit(RLIMIT_CPU, &cpu);
    signal(SIGALRM, on_alarm);
    alarm(LIMIT_WALL_S);
    limit_memory();
}

static void (*test)(void);

/* A test that fails leaves by a jump. */
static void run_to_end(void)
{
    char path[4096];
    limit();
    test();
    mark_path(path, sizeof path);
    close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
}

void __real_criterion_internal_test_main(void (*run)(void));
void __wrap_criterion_internal_test_main(void (*run)(void));

void __wrap_criterion_internal_test_main(void (*run)(void))
{
    test = run;
    __real_criterion_internal_test_main(run_to_end);
}

bool check_ended(void)
{
    char path[4096];
    mark_path(path, sizeof path);
    return unlink(path) == 0;
}
