/* runs.c - what sim_c finds. Files are named by numbers and hold one token a
 * line, so that its line numbers are numbers of tokens. */
#include "fault.h"
#include "files.h"
#include "similar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *create(const char *job, const char *name)
{
    char *path = format("%s/%s", job, name);
    FILE *file = fopen(path, "we");
    if (!file)
        die(GRADER_FAULT, "%s cannot be written: %s", path, strerror(errno));
    free(path);
    return file;
}

static void end(FILE *file)
{
    bool written = !ferror(file);
    if (fclose(file) != 0 || !written)
        die(GRADER_FAULT, "the tokens cannot be written: %s",
            strerror(errno));
}

/* New files, a slash, and those that are only compared with. */
static void write_tokens(const Field *field, const char *job)
{
    FILE *list = create(job, "list");
    for (size_t i = 0; i < field->count; i++) {
        char name[30];
        snprintf(name, sizeof name, "%zu", i);
        FILE *file = create(job, name);
        Tokens tokens = tokens_of(field->sources[i].text, file);
        tokens_free(&tokens);
        end(file);
        fprintf(list, "%s%s\n", i == field->now ? "/\n" : "", name);
    }
    end(list);
}

static _Noreturn void become_sim(const char *job)
{
    char least[20];
    snprintf(least, sizeof least, "-r%d", RUN_LEAST);
    int in = -1, out = -1;
    if (chdir(job) == 0) {
        in = open("list", O_RDONLY | O_CLOEXEC);
        out = open("found", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    }
    if (in >= 0 && out >= 0 && dup2(in, 0) == 0 && dup2(out, 1) == 1)
        execlp("timeout", "timeout", "600", "sim_c", "-e", "-s", "-n", "-T",
               "-u", "-w160", least, "-i", (char *)NULL);
    _exit(127);
}

static void run_sim(const Field *field, const char *job)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        become_sim(job);
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        die(GRADER_FAULT,
            "sim_c did not compare %s; is the package similarity-tester "
            "installed?",
            field->file);
}

/* "3: line 5-16 |7: line 1-12[20]"; "line 5" where both ends are one. */
static bool read_end(const char **text, size_t *source, size_t *from,
                     size_t *to)
{
    int used = 0;
    if (sscanf(*text, " %zu: line %zu%n", source, from, &used) != 2)
        return false;
    *text += used;
    *to = *from;
    if (**text == '-' && sscanf(*text, "-%zu%n", to, &used) == 1)
        *text += used;
    return *from > 0 && *from <= *to;
}

static bool is_within(const Field *field, const Run *run)
{
    return run->a < field->count && run->b < field->count &&
           run->a != run->b &&
           run->a_to <= field->sources[run->a].tokens.count &&
           run->b_to <= field->sources[run->b].tokens.count;
}

static bool read_run(const Field *field, const char *line, Run *run)
{
    if (!read_end(&line, &run->a, &run->a_from, &run->a_to))
        return false;
    line += strspn(line, " |");
    if (!read_end(&line, &run->b, &run->b_from, &run->b_to))
        return false;
    run->a_from--;
    run->b_from--;
    return is_within(field, run);
}

Runs runs_find(const Field *field, const char *job)
{
    Runs runs = {0};
    size_t room = 0, size = 0;
    char *path = format("%s/found", job), *line = NULL;
    Run run;
    write_tokens(field, job);
    run_sim(field, job);
    FILE *found = fopen(path, "re");
    while (found && getline(&line, &size, found) > 0) {
        if (!read_run(field, line, &run))
            continue;
        if (runs.count == room)
            runs.run =
                grow(runs.run, room = 2 * room + 256, sizeof *runs.run);
        runs.run[runs.count++] = run;
    }
    if (found)
        fclose(found);
    free(line);
    free(path);
    return runs;
}
