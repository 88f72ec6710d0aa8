/* one.c - brings the results of one submission up to date. */
#include "one.h"
#include "base/fault.h"
#include "base/files.h"
#include "names.h"
#include "record/record.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SAID_MOST = 64 << 10 };

/* Programs */

/* A program of ours: dies with us, and says into the pipe. */
static _Noreturn void become(char *const *arguments, int said, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (getppid() != parent || nothing < 0)
        _exit(127);
    setenv("JOBS", "1", 1); /* several gradings run beside each other */
    dup2(nothing, 0);
    dup2(said, 1);
    dup2(said, 2);
    execv(*arguments, arguments);
    _exit(127);
}

/* All that the program says, up to a bound. */
static char *hear(int from)
{
    char *text = grow(NULL, SAID_MOST + 1, 1), rest[4096];
    size_t used = 0;
    for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) {
        bool full = used == SAID_MOST;
        got = read(from, full ? rest : text + used,
                   full ? sizeof rest : SAID_MOST - used);
        used += got > 0 && !full ? (size_t)got : 0;
    }
    text[used] = '\0';
    return text;
}

/* Returns its exit status, 128 for one that was killed. */
static int call(char *const *arguments, char **said)
{
    int ends[2], status = 0;
    pid_t parent = getpid(), pid = -1;
    if (pipe2(ends, O_CLOEXEC) == 0)
        pid = fork();
    if (pid < 0)
        die(GRADER_FAULT, "no process could be started: %s", strerror(errno));
    if (pid == 0)
        become(arguments, ends[1], parent);
    close(ends[1]);
    *said = hear(ends[0]);
    close(ends[0]);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int grade(const char *name, const json_t *entry, const char *path,
                 const char *out, char **said)
{
    char *archive = path_decode(text_of(entry, "archive"));
    const char *received = text_of(entry, "received");
    char *arguments[8] = {format("build/grader/grade"), format("--keep"),
                          format("--submission=%s", path),
                          format("--name=%s", name), format("--out=%s", out)};
    size_t count = 5;
    if (*archive)
        arguments[count++] = format("--archive=%s", archive);
    if (*received)
        arguments[count++] = format("--received=%s", received);
    int status = call(arguments, said);
    for (size_t i = 0; i < count; i++)
        free(arguments[i]);
    free(archive);
    return status;
}

/* Files */

static bool write_line(const char *path, const char *line)
{
    char *fresh = format("%s.new", path);
    FILE *file = fopen(fresh, "we");
    bool written = file && fprintf(file, "%s\n", line) > 0;
    written = file && fclose(file) == 0 && written;
    written = written && rename(fresh, path) == 0;
    if (!written)
        unlink(fresh);
    free(fresh);
    return written;
}

/* Can anything be written there? */
static bool has_room(const Settings *settings)
{
    char block[1 << 16] = "", *path = out_file(settings, ".room-XXXXXX");
    int fd = mkstemp(path);
    bool room = fd >= 0;
    for (int i = 0; i < 8 && room; i++)
        room = write(fd, block, sizeof block) == sizeof block;
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    free(path);
    return room;
}

static bool is_newer(const char *a, const char *b)
{
    struct stat x, y;
    if (stat(a, &x) != 0 || stat(b, &y) != 0)
        return false;
    return x.st_mtim.tv_sec != y.st_mtim.tv_sec
               ? x.st_mtim.tv_sec > y.st_mtim.tv_sec
               : x.st_mtim.tv_nsec >= y.st_mtim.tv_nsec;
}

/* Ends */

/* A submission that could once be read leaves nothing behind. */
static Outcome unreadable(const Settings *settings, const char *name,
                          const char *why, bool quiet)
{
    char *directory = out_of(settings, name, ""),
         *path = out_of(settings, name, "problem.txt"),
         *line = clean_line(why, strlen(why), 500),
         *due = format("%s\n", line), *old = file_read(path, 4096, NULL);
    bool same = old && strcmp(old, due) == 0, written = same;
    if (!same) {
        tree_remove(directory);
        written = directory_make(directory) && write_line(path, line);
    }
    if (!quiet)
        printf("%s: could not be read: %s\n", name, line);
    free(old);
    free(due);
    free(line);
    free(path);
    free(directory);
    return written ? UNREADABLE : NO_ROOM;
}

/* The line that begins with "grade: ", or NULL. */
static char *complaint(const char *said)
{
    static const char mark[] = "grade: ";
    const char *at = said;
    while (at && strncmp(at, mark, sizeof mark - 1) != 0)
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    if (!at)
        return NULL;
    at += sizeof mark - 1;
    return clean_line(at, strcspn(at, "\n"), 500);
}

/* What the program says of the submission begins with its path; anything
 * else is not the student's fault. Returns what follows, or NULL. */
static char *about_path(const char *line, const char *path)
{
    static const char unread[] = "cannot be read: ";
    char *shown = clean_ascii(path, strlen(path), 300);
    size_t length = strlen(shown);
    bool begins = line && strncmp(line, shown, length) == 0;
    free(shown);
    if (!begins)
        return NULL;
    line += length + strspn(line + length, " ");
    if (strncmp(line, unread, sizeof unread - 1) == 0)
        return format("%s", line + sizeof unread - 1);
    return format("it %s", line);
}

static Outcome at_fault(const Settings *settings, const char *name,
                        const char *line, int status)
{
    if (!has_room(settings))
        return NO_ROOM;
    if (line)
        fprintf(stderr, "class: %s: %s\n", name, line);
    else
        fprintf(stderr, "class: %s: the grader ended with status %d\n", name,
                status);
    return FAULT;
}

static Outcome readable(const Settings *settings, const char *name,
                        const char *said, int status, bool quiet)
{
    char *problem = out_of(settings, name, "problem.txt");
    unlink(problem);
    free(problem);
    if (!quiet && status != KEPT)
        fputs(said, stdout);
    return (Outcome)status;
}

static Outcome outcome(const Settings *settings, const char *name,
                       const char *path, int status, const char *said,
                       bool quiet)
{
    if (status == GRADED || status == KEPT || status == MARKED)
        return readable(settings, name, said, status, quiet);
    char *line = complaint(said);
    char *why = status == BAD_INPUT ? about_path(line, path) : NULL;
    Outcome end = why ? unreadable(settings, name, why, quiet)
                      : at_fault(settings, name, line, status);
    free(why);
    free(line);
    return end;
}

/* A report belongs to the record that is there; where none is asked for, an
 * old one goes. */
static Outcome report(const Settings *settings, const char *name, Outcome end)
{
    char *record = out_of(settings, name, "result.json"),
         *pdf = out_of(settings, name, "report.pdf"),
         *out = out_of(settings, name, ""), *said = NULL;
    bool current = is_newer(pdf, record);
    if (!current)
        unlink(pdf);
    if (!current && settings->report) {
        char *arguments[] = {"book/report.sh", out, NULL};
        int status = call(arguments, &said);
        if (status != 0)
            end = at_fault(settings, name, "its report could not be made",
                           status);
        free(said);
    }
    free(out);
    free(pdf);
    free(record);
    return end;
}

Outcome one_run(const Settings *settings, const json_t *entry, bool quiet)
{
    const char *name = text_of(entry, "name"),
               *problem = text_of(entry, "problem");
    if (*problem)
        return unreadable(settings, name, problem, quiet);
    char *path = path_decode(text_of(entry, "path")),
         *out = out_of(settings, name, ""), *said = NULL;
    int status = grade(name, entry, path, out, &said);
    Outcome end = outcome(settings, name, path, status, said, quiet);
    if (end == GRADED || end == KEPT || end == MARKED)
        end = report(settings, name, end);
    fflush(stdout);
    free(said);
    free(out);
    free(path);
    return end;
}
