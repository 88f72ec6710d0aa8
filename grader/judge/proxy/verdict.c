/* verdict.c - ends a test that is broken, and notes what was seen besides. */
#include "verdict.h"

#include "box/harmless.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

_Noreturn void verdict_broken(const char *format, ...)
{
    char text[300] = "\x1e";
    va_list args;
    va_start(args, format);
    vsnprintf(text + 1, sizeof text - 1, format, args);
    va_end(args);
    check_fail(text, NULL, NULL);
}

void verdict_note(const char *lane, const char *text)
{
    char line[600], clean[400];
    const char *path = getenv("CHECK_RECORD");
    int fd = path ? open(path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
    harmless_line(clean, sizeof clean, text);
    int n = snprintf(line, sizeof line, "#note\t%s\t%s\n", lane, clean);
    if (fd < 0 || write(fd, line, (size_t)n) != n)
        verdict_broken("the record cannot be written");
    close(fd);
}
