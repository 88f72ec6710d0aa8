/* try.c - judges one library with one program, by hand:
 *
 *   try --plain WORKER LIBRARY [--asan WORKER LIBRARY] --record FILE
 *       [--seed S] [--cpu S] [--wall S] [--memory MIB] [--log FILE]
 *       -- PROGRAM ARG...
 *
 * Ends with 0 when the record is complete, 4 after a timeout, 3 when the
 * grader is at fault. */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *workers[2]; /* plain, asan */
    JudgeRun run;
} Request;

static int usage(void)
{
    fprintf(stderr,
            "usage: try --plain WORKER LIBRARY "
            "[--asan WORKER LIBRARY] --record FILE [--seed S] "
            "[--cpu S] [--wall S] [--memory MIB] [--log FILE] -- PROGRAM "
            "ARG...\n");
    return 2;
}

/* How many words the option at argv[0] takes; 0 when it is none. */
static int take(Request *r, char **argv, int left)
{
    if (left > 2 && strcmp(argv[0], "--plain") == 0) {
        r->workers[0] = argv[1];
        r->run.plain.library = argv[2];
        return 3;
    }
    if (left > 2 && strcmp(argv[0], "--asan") == 0) {
        r->workers[1] = argv[1];
        r->run.asan.library = argv[2];
        return 3;
    }
    if (left < 2)
        return 0;
    if (strcmp(argv[0], "--record") == 0)
        r->run.record = argv[1];
    else if (strcmp(argv[0], "--seed") == 0)
        r->run.seed = argv[1];
    else if (strcmp(argv[0], "--log") == 0)
        r->run.log = argv[1];
    else if (strcmp(argv[0], "--wall") == 0)
        r->run.wall_s = atoi(argv[1]);
    else if (strcmp(argv[0], "--cpu") == 0)
        r->run.cpu_s = atoi(argv[1]);
    else if (strcmp(argv[0], "--memory") == 0)
        r->run.memory_mib = atoi(argv[1]);
    else
        return 0;
    return 2;
}

static Zygote *start(const Isolation *isolation, const char *worker)
{
    char why[200];
    Zygote *zygote =
        worker ? zygote_start(isolation, worker, why, sizeof why) : NULL;
    if (worker && !zygote)
        fprintf(stderr, "try: %s\n", why);
    return zygote;
}

static int judge(Request *r)
{
    Isolation isolation;
    JudgeEnd end = JUDGE_BROKEN;
    if (!isolation_probe(&isolation)) {
        fprintf(stderr, "try: neither namespaces nor Landlock here; nothing "
                        "untrusted is run\n");
        return 3;
    }
    r->run.plain.zygote = start(&isolation, r->workers[0]);
    r->run.asan.zygote = start(&isolation, r->workers[1]);
    if (r->run.plain.zygote && (!r->workers[1] || r->run.asan.zygote))
        end = judge_run(&r->run, NULL);
    zygote_stop(r->run.plain.zygote);
    zygote_stop(r->run.asan.zygote);
    return end == JUDGE_DONE      ? 0
           : end == JUDGE_TIMEOUT ? 4
           : end == JUDGE_ASLEEP  ? 4
                                  : 3;
}

int main(int argc, char **argv)
{
    static Request request = {.run = {.seed = "try"}};
    int i = 1, taken;
    while (i < argc && strcmp(argv[i], "--") != 0) {
        taken = take(&request, argv + i, argc - i);
        if (!taken)
            return usage();
        i += taken;
    }
    if (i + 1 >= argc || !request.workers[0] || !request.run.record)
        return usage();
    request.run.argv = (const char *const *)argv + i + 1;
    return judge(&request);
}
