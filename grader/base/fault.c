/* fault.c - ending with a clear line. */
#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *text, va_list args)
{
    fprintf(stderr, "%s: ", program_invocation_short_name);
    vfprintf(stderr, text, args);
    fputc('\n', stderr);
}

void die(int status, const char *text, ...)
{
    va_list args;
    va_start(args, text);
    say(text, args);
    va_end(args);
    exit(status);
}

void complain(const char *text, ...)
{
    va_list args;
    va_start(args, text);
    say(text, args);
    va_end(args);
}

void *need(void *pointer)
{
    if (!pointer)
        die(GRADER_FAULT, "memory is out");
    return pointer;
}

void *grow(void *pointer, size_t count, size_t size)
{
    return need(reallocarray(pointer, count ? count : 1, size));
}

char *format(const char *text, ...)
{
    va_list args;
    char *result = NULL;
    va_start(args, text);
    if (vasprintf(&result, text, args) < 0)
        result = NULL;
    va_end(args);
    return need(result);
}
