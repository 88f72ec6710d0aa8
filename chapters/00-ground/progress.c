/* progress.c - drawn on stderr, so that stdout stays clean for results. */
#define _POSIX_C_SOURCE 200809L
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

Progress progress_start(const char *label, size_t total)
{
    double now = seconds();
    return (Progress){label, total, now, now, isatty(STDERR_FILENO)};
}

void progress_step(Progress *progress, size_t done, const char *format, ...)
{
    double now = seconds();
    double pause = progress->terminal ? 0.1 : 10;
    if (now - progress->shown < pause)
        return;
    progress->shown = now;
    double left = done ? (now - progress->began) / (double)done *
                             (double)(progress->total - done)
                       : 0;
    if (progress->terminal)
        fputs("\r\033[K", stderr);
    fprintf(stderr, "%s %zu/%zu, %.0f s left, ", progress->label, done,
            progress->total, left);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (!progress->terminal)
        fputc('\n', stderr);
    fflush(stderr);
}

void progress_end(Progress *progress)
{
    if (progress->terminal)
        fputs("\r\033[K", stderr);
}
