/* practice.c - the direct link: tests and the student's code share one
 * process. Calls of exit() from the student's code are caught, since a test
 * process that leaves with status 0 would pass. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

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
