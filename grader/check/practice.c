/* practice.c - the direct link: tests and the student's code share one
 * process. A test process that leaves with status 0 would pass: calls of
 * exit() from the student's code are caught, and a test has to have come to
 * its end. link.sh sends the calls here. */
#define _GNU_SOURCE
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

static void (*test)(void);

/* A test that fails leaves by a jump. */
static void run_to_end(void)
{
    char path[4096];
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
