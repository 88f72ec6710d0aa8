/* box_main.c - a box for shell scripts:
 *
 *   box [--tex] [--cpu S] [--wall S] [--memory MIB] [--file MIB]
 *       [--in PATH=NAME]... [--out NAME]... [--to DIR] -- COMMAND ARGUMENT...
 *
 * Runs COMMAND confined, as box.h says, prints what it printed, and ends
 * with its exit status; 124 when it was killed, 3 when it could not be run.
 */
#include "box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 512 };

typedef struct {
    Box box;
    BoxFile files[MOST + 1];
    const char *results[MOST + 1];
    int file_count, result_count;
} Request;

static int usage(void)
{
    fprintf(stderr,
            "usage: box [--tex] [--cpu S] [--wall S] [--memory MIB] "
            "[--file MIB] [--in PATH=NAME]... [--out NAME]... [--to DIR] -- "
            "COMMAND ARGUMENT...\n");
    return 2;
}

static bool take(Request *r, const char *option, char *value)
{
    char *equals = strrchr(value, '=');
    if (strcmp(option, "--cpu") == 0)
        return (r->box.cpu_s = atoi(value)) > 0;
    if (strcmp(option, "--wall") == 0)
        return (r->box.wall_s = atoi(value)) > 0;
    if (strcmp(option, "--memory") == 0)
        return (r->box.memory_mib = atoi(value)) > 0;
    if (strcmp(option, "--file") == 0)
        return (r->box.file_mib = atoi(value)) > 0;
    if (strcmp(option, "--to") == 0)
        return (r->box.to = value) != NULL;
    if (strcmp(option, "--out") == 0 && r->result_count < MOST)
        return (r->results[r->result_count++] = value) != NULL;
    if (strcmp(option, "--in") != 0 || !equals || r->file_count == MOST)
        return false;
    *equals = '\0';
    r->files[r->file_count++] = (BoxFile){value, equals + 1};
    return true;
}

/* The index of the command, or 0 for a wrong line. */
static int parse(Request *r, int argc, char **argv)
{
    int i = 1;
    while (i < argc && strcmp(argv[i], "--") != 0) {
        if (strcmp(argv[i], "--tex") == 0) {
            r->box.tex = true;
            i++;
        } else if (i + 1 < argc && take(r, argv[i], argv[i + 1]))
            i += 2;
        else
            return 0;
    }
    return i + 1 < argc && (r->box.to || r->result_count == 0) ? i + 1 : 0;
}

int main(int argc, char **argv)
{
    static Request request;
    static BoxResult result;
    Isolation isolation;
    int command = parse(&request, argc, argv);
    if (!command)
        return usage();
    if (!isolation_probe(&isolation)) {
        fprintf(stderr, "box: neither namespaces nor Landlock here; nothing "
                        "untrusted is run\n");
        return 3;
    }
    request.box.argv = (const char *const *)argv + command;
    request.box.files = request.files;
    request.box.results = request.results;
    box_run(&isolation, &request.box, &result);
    fputs(result.output, stdout);
    if (*result.why)
        fprintf(stderr, "box: %s %s\n", argv[command], result.why);
    return result.end == BOX_ENDED    ? result.status
           : result.end == BOX_KILLED ? 124
                                      : 3;
}
