/* build.c - runs a plan in the sandbox and finds what it left: libraries,
 * or why there are none, and what the compiler said. */
#include "build.h"
#include "base/fault.h"
#include "base/files.h"
#include "kept.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WHY_MOST = 240,
    LINES_MOST = 10, /* of a chapter */
    TRIES = 3,
    MEMORY_MIB = 768 /* of a part of the compiler: see build_afresh() */
};

const char *variant_name(Variant variant)
{
    static const char *const names[] = {"plain", "asan", "float"};
    return names[variant];
}

const char *variant_build(Variant variant)
{
    static const char *const builds[] = {"double", "asan", "float"};
    return builds[variant];
}

static void run_plan(const Isolation *isolation, const Plan *plan,
                     const char *to, BoxResult *result)
{
    const char *argv[] = {"/usr/bin/sh", "-e", "-c", plan->script, NULL};
    BoxFile *files = grow(NULL, plan->from.count + 1, sizeof *files);
    const char **results =
        grow(NULL, plan->results.count + 1, sizeof *results);
    for (size_t i = 0; i < plan->from.count; i++)
        files[i] = (BoxFile){plan->from.item[i], plan->as.item[i]};
    files[plan->from.count] = (BoxFile){NULL, NULL};
    for (size_t i = 0; i < plan->results.count; i++)
        results[i] = plan->results.item[i];
    results[plan->results.count] = NULL;
    Box box = {.argv = argv,
               .files = files,
               .results = results,
               .to = to,
               .memory_mib = MEMORY_MIB};
    box_run(isolation, &box, result);
    free(files);
    free(results);
}

/* The first line of what build.sh told that says what is wrong. */
static char *complaint(const BoxResult *result, const char *directory)
{
    if (result->end == BOX_KILLED)
        return format("the compiler %s", result->why);
    char *path = format("%s/plain.log", directory);
    char *log = file_read(path, 1 << 20, NULL);
    const char *all = log ? log : result->output;
    const char *line = strstr(all, "error:");
    while (line && line > all && line[-1] != '\n')
        line--;
    line = line ? line : result->output;
    if (strncmp(line, "error: ", strlen("error: ")) == 0)
        line += strlen("error: ");
    char *why = clean_ascii(line, strcspn(line, "\n"), WHY_MOST);
    free(log);
    free(path);
    return why;
}

static void take_line(const char *before, const char *line, Texts *into)
{
    char *clean = clean_ascii(line, strlen(line), WHY_MOST);
    char *whole = format("%s%s", before, clean);
    if (into->count < LINES_MOST && !texts_have(into, whole))
        texts_add(into, "%s", whole);
    free(whole);
    free(clean);
}

void build_remarks(const char *chapter, Build *build)
{
    static const char mark[] = "remark: ";
    char *path = format("%s/plain.log", build->directory);
    char *chapter_says = format("%s: ", chapter);
    char *log = file_read(path, 1 << 20, NULL), *rest = log;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (strncmp(line, mark, strlen(mark)) == 0)
            take_line(chapter_says, line + strlen(mark), &build->flags);
        else if (strstr(line, ": warning: "))
            take_line("", line, &build->warnings);
    free(chapter_says);
    free(log);
    free(path);
}

static void find_libraries(Build *build)
{
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        char *path = format("%s/%s.so", build->directory, variant_name(v));
        if (access(path, R_OK) == 0)
            build->library[v] = path;
        else
            free(path);
    }
}

static bool from_outside(const BoxResult *result)
{
    return result->end == BOX_BROKEN || result->end == BOX_OUTSIDE ||
           (result->end == BOX_ENDED && result->status == PLAN_OUTSIDE);
}

/* Runs the plan and says what became of it. A compiler that somebody else
 * ends, as a kernel does that is out of memory, says nothing about the code:
 * it is tried again, and in the end the grader is at fault. Code that takes
 * much by itself fails in our own limits, which do not end by SIGKILL. */
static void build_afresh(const Isolation *isolation, const Plan *plan,
                         Build *build)
{
    BoxResult *result = need(malloc(sizeof *result));
    for (int tries = 0; tries < TRIES; tries++) {
        sleep((unsigned)tries);
        run_plan(isolation, plan, build->directory, result);
        if (!from_outside(result))
            break;
    }
    find_libraries(build);
    if (from_outside(result)) {
        build->end = COMPILE_BROKEN;
        build->why =
            result->end == BOX_BROKEN
                ? format("the compiler could not be run: %s", result->why)
                : format("the compiler was ended by somebody else "
                         "%d times: this machine may be out of memory",
                         TRIES);
    } else if (result->end == BOX_KILLED || !build->library[PLAIN]) {
        build->end = COMPILE_FAILED;
        build->why = complaint(result, build->directory);
    }
    free(result);
}

Build build_by(const Isolation *isolation, const Plan *plan,
               const char *directory)
{
    Build build = {.directory = format("%s", directory)};
    char *place = kept_place(plan->script, &plan->from, &plan->as);
    if (place && kept_fetch(place, directory)) {
        find_libraries(&build);
    } else {
        build_afresh(isolation, plan, &build);
        if (place && build.end == COMPILED)
            kept_store(place, directory, &plan->results);
    }
    free(place);
    return build;
}

void build_free(Build *build)
{
    free(build->why);
    free(build->directory);
    for (Variant v = PLAIN; v < VARIANTS; v++)
        free(build->library[v]);
    texts_free(&build->flags);
    texts_free(&build->warnings);
    *build = (Build){0};
}
