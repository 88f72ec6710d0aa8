/* settings.c - what a class run was asked for. */
#include "settings.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/root.h"
#include "names.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOBS_MOST = 1024 };

static char *path_of(const char *name, const char *otherwise)
{
    const char *value = environment(name);
    value = value ? value : otherwise;
    return value ? absolute(value) : NULL;
}

/* The marks of the run before, where they were named; NULL for none. */
static char *marks_before(const char *out)
{
    char *path = format("%s/class.json", out);
    json_t *class = json_load_file(path, 0, NULL);
    const char *text = text_of(class, "marks");
    char *marks = *text ? path_decode(text) : NULL;
    json_decref(class);
    free(path);
    return marks;
}

/* Marks that people fill in where make marking asks for them count without
 * being named, and so do those that an earlier run was given: no later run
 * loses them. */
static char *marks_of(const char *out)
{
    char *given = path_of("MARKS", NULL);
    if (given)
        return given;
    char *beside = format("%s/marking", out), *before = marks_before(out);
    bool there = access(beside, F_OK) == 0;
    if (before && there)
        die(BAD_INPUT,
            "the run before took its marks from %s, and there is %s: say "
            "which one counts, MARKS=",
            before, beside);
    if (there)
        return beside;
    free(beside);
    return before;
}

static size_t read_jobs(void)
{
    const char *text = environment("JOBS");
    char *end;
    long jobs = text ? strtol(text, &end, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    if (text && (*end || jobs < 1 || jobs > JOBS_MOST))
        die(BAD_INPUT, "JOBS= takes a number from 1 to %d", JOBS_MOST);
    return jobs < 1 ? 1 : (size_t)jobs;
}

/* What the driver says itself to each grading must not come from outside. */
static void clean_environment(const Settings *settings)
{
    static const char *const own[] = {"NAME", "RECEIVED", "ARCHIVE"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        unsetenv(own[i]);
    setenv("OUT", settings->out, 1);
    if (settings->submissions)
        setenv("SUBMISSIONS", settings->submissions, 1);
    if (settings->marks)
        setenv("MARKS", settings->marks, 1);
    if (settings->roster)
        setenv("ROSTER", settings->roster, 1);
}

Settings settings_read(void)
{
    const char *report = environment("REPORT"),
               *engine = environment("ENGINE");
    Settings settings = {.submissions = path_of("SUBMISSIONS", NULL),
                         .out = path_of("OUT", "result"),
                         .roster = path_of("ROSTER", NULL),
                         .engine = engine ? format("%s", engine) : NULL,
                         .jobs = read_jobs(),
                         .report = report && strcmp(report, "1") == 0};
    settings.marks = marks_of(settings.out);
    clean_environment(&settings);
    enter_root();
    return settings;
}

char *out_file(const Settings *settings, const char *name)
{
    return format("%s/%s", settings->out, name);
}

char *out_of(const Settings *settings, const char *submission,
             const char *name)
{
    return format("%s/%s%s%s", settings->out, submission, *name ? "/" : "",
                  name);
}

void out_write(const Settings *settings, const char *name, const char *text)
{
    char *path = out_file(settings, name), *fresh = format("%s.new", path);
    size_t size = strlen(text);
    FILE *file = fopen(fresh, "we");
    bool written = file && fwrite(text, 1, size, file) == size;
    if (!file || fclose(file) != 0 || !written || rename(fresh, path) != 0) {
        int error = errno;
        unlink(fresh);
        die(BAD_INPUT, "OUT=%s cannot be written: %s", settings->out,
            strerror(error));
    }
    free(fresh);
    free(path);
}

json_t *class_load(const Settings *settings)
{
    json_error_t error;
    char *path = out_file(settings, "class.json");
    json_t *class = json_load_file(path, 0, &error);
    if (!class)
        die(BAD_INPUT, "%s cannot be read: %s; the step 'list' makes it",
            path, error.text);
    free(path);
    return class;
}

void class_save(const Settings *settings, const json_t *class)
{
    char *text = need(json_dumps(class, JSON_INDENT(1))),
         *all = format("%s\n", text);
    out_write(settings, "class.json", all);
    free(all);
    free(text);
}
