/* root.c - where a program of the grader works. */
#include "root.h"
#include "fault.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *absolute(const char *path)
{
    char *here = *path == '/' ? NULL : get_current_dir_name();
    char *full = format("%s%s%s", here ? here : "", here ? "/" : "", path);
    free(here);
    return full;
}

void enter_root(void)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    for (path[length > 0 ? length : 0] = '\0'; *path;) {
        *strrchr(path, '/') = '\0';
        char *mark = format("%s/grader/courses", path);
        bool found = access(mark, F_OK) == 0;
        free(mark);
        if (found && chdir(path) == 0)
            return;
    }
    die(GRADER_FAULT, "the project's directory was not found above the "
                      "program; is /proc there?");
}

char *environment(const char *name)
{
    char *value = getenv(name);
    return value && *value ? value : NULL;
}
