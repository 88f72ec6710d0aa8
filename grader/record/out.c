/* out.c - the directory of results. */
#include "out.h"
#include "base/fault.h"
#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static char *out, *fresh, *plots;
static int lock = -1;
static pid_t owner;

static void forget(void)
{
    if (owner != getpid())
        return; /* a child of ours that ends early removes nothing */
    if (fresh)
        tree_remove(fresh);
    free(plots);
    free(fresh);
    free(out);
    out = fresh = plots = NULL;
}

static void make(const char *path)
{
    if (!directory_make(path))
        die(BAD_INPUT, "OUT=%s cannot be written: %s", out, strerror(errno));
}

/* A run that was killed a moment ago may still be ending. */
static bool lock_in_time(void)
{
    const struct timespec moment = {.tv_nsec = 50000000};
    int tries = 40;
    while (flock(lock, LOCK_EX | LOCK_NB) != 0)
        if (tries-- == 0 || nanosleep(&moment, NULL) != 0)
            return false;
    return true;
}

void out_open(const char *path)
{
    out = format("%s", path);
    make(out);
    lock = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0)
        die(BAD_INPUT, "OUT=%s cannot be read: %s", out, strerror(errno));
    if (!lock_in_time())
        die(BAD_INPUT, "OUT=%s is being written by another run", out);
    fresh = format("%s/.new", out);
    tree_remove(fresh);
    owner = getpid();
    atexit(forget);
    plots = format("%s/plots", fresh);
    make(plots);
}

const char *out_plots(void)
{
    return plots;
}

/* Where a file that was handed in is kept. Answers
 * become answers/CHAPTER.md, so that their pictures stand beside them. */
static char *place_of(const char *path, const char *slash)
{
    int chapter = slash ? (int)(slash - path) : 0;
    if (!slash)
        return format("%s/answers/%s", fresh, path);
    const char *ending = path + strlen(path) - 2;
    if (strcmp(ending, ".c") == 0 || strcmp(ending, ".h") == 0)
        return format("%s/sources/%s", fresh, path);
    if (strcmp(slash, "/answers.md") == 0)
        return format("%s/answers/%.*s.md", fresh, chapter, path);
    return format("%s/answers/%s", fresh, path);
}

void out_handed(const Submission *submission)
{
    for (size_t i = 0; i < submission->file_count; i++) {
        const Handed *file = &submission->files[i];
        const char *slash = strrchr(file->path, '/');
        bool report = strcmp(file->path, "report.pdf") == 0;
        if ((!slash && !report) || !file->bytes)
            continue;
        char *to = place_of(file->path, slash);
        char *directory = format("%.*s", (int)(strrchr(to, '/') - to), to);
        make(directory);
        file_write(to, file->bytes, file->size);
        free(directory);
        free(to);
    }
}

/* Replaces OUT/name, file or directory, by OUT/.new/name, which may not be
 * there. */
static void put(const char *name)
{
    char *from = format("%s/%s", fresh, name),
         *to = format("%s/%s", out, name);
    tree_remove(to);
    if (rename(from, to) != 0 && errno != ENOENT)
        die(GRADER_FAULT, "%s cannot be written: %s", to, strerror(errno));
    free(from);
    free(to);
}

static void write_new(const char *name, const char *text)
{
    char *path = format("%s/%s", fresh, name);
    file_write(path, text, strlen(text));
    free(path);
}

/* What is there must not stand beside what is newer. */
static void forget_old(const char *name)
{
    char *old = format("%s/%s", out, name);
    unlink(old);
    free(old);
}

/* The record comes last, when nothing half done is left: when it is there,
 * all is. */
static void put_record(void)
{
    char *from = format("%s/result.json", fresh),
         *ready = format("%s/.result.json", out),
         *to = format("%s/result.json", out);
    put("feedback.md");
    bool good = rename(from, ready) == 0;
    tree_remove(fresh);
    tree_remove(to);
    if (!good || rename(ready, to) != 0)
        die(GRADER_FAULT, "%s cannot be written: %s", to, strerror(errno));
    free(from);
    free(ready);
    free(to);
}

void out_commit(const char *record, const char *feedback,
                const char *verdicts)
{
    write_new("result.json", record);
    write_new("feedback.md", feedback);
    if (verdicts)
        write_new("verdicts.json", verdicts);
    forget_old("result.json");
    forget_old("verdicts.json");
    put("plots");
    put("answers");
    put("sources");
    put("verdicts.json");
    put_record();
}

void out_commit_marks(const char *record, const char *feedback)
{
    write_new("result.json", record);
    write_new("feedback.md", feedback);
    forget_old("result.json");
    put_record();
}
