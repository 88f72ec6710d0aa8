/* threat D50: looks at descriptors, environment, names and paths
 * expect: came 7000 */
#define _GNU_SOURCE
#include "activations.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/utsname.h>
#include <unistd.h>

extern char **environ;
static const char *const words[] = {
    "test",   "grade",  "judge",       "chapter", "activations", "solution",
    "result", "record", "hostile",     "submis",  "reference",   "expect",
    "02-",    "seed",   "student.txt", "/srv/",   "/home",       "HOME=/"};
static int found;

static void look(const char *text)
{
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        found += strcasestr(text, words[i]) != NULL;
}

static void look_at_link(const char *path)
{
    char text[4096] = "";
    if (readlink(path, text, sizeof text - 1) > 0)
        look(text);
}

static void look_into(const char *path)
{
    char text[4096];
    FILE *file = fopen(path, "r");
    while (file && fgets(text, sizeof text, file))
        if (!strstr(path, "maps") || !strstr(text, "/lib/"))
            look(text);
    if (file)
        fclose(file);
}

void sigmoid(const Mat *x, Mat *y)
{
    char path[64];
    struct utsname name;
    (void)x;
    for (int fd = 0; fd < 64; fd++) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        look_at_link(path);
        found += fd > 5 && lseek(fd, 0, SEEK_CUR) >= 0;
    }
    for (char **e = environ; *e; e++)
        look(*e);
    look(program_invocation_name);
    look((const char *)getauxval(AT_EXECFN));
    if (uname(&name) == 0)
        look(name.version);
    static const char *const links[] = {"/proc/self/cwd", "/proc/self/exe",
                                        "/proc/self/root"};
    static const char *const files[] = {
        "/proc/self/cmdline",  "/proc/self/environ", "/proc/self/mountinfo",
        "/proc/self/maps",     "/proc/self/comm",    "/proc/self/status",
        "/proc/self/net/unix", "/proc/self/cgroup",  "/proc/1/cmdline"};
    for (int i = 0; i < 3; i++)
        look_at_link(links[i]);
    for (int i = 0; i < 9; i++)
        look_into(files[i]);
    y->data[0] = 7000 + found;
}
