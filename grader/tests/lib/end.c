/* end.c - "end NAME PID TIMES" ends processes of that name that came from a
 * process, by SIGKILL, so many times or until it is gone. */
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char name[64];

/* The parent of a process, whose name goes to `name`; 0 when it is gone. */
static int parent(int pid)
{
    char path[64];
    int up = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *stat = fopen(path, "r");
    if (stat && fscanf(stat, "%*d (%63[^)]) %*c %d", name, &up) != 2)
        up = 0;
    if (stat)
        fclose(stat);
    return up;
}

static int came_from(int pid, int from)
{
    while (pid > 1 && pid != from)
        pid = parent(pid);
    return pid == from;
}

int main(int argc, char **argv)
{
    int from = argc == 4 ? atoi(argv[2]) : 0,
        left = argc == 4 ? atoi(argv[3]) : 0;
    while (left > 0 && kill(from, 0) == 0) {
        DIR *all = opendir("/proc");
        for (struct dirent *entry; all && (entry = readdir(all));) {
            int pid = isdigit((unsigned char)*entry->d_name)
                          ? atoi(entry->d_name)
                          : 0;
            int up = pid ? parent(pid) : 0;
            if (up && left > 0 && strcmp(name, argv[1]) == 0 &&
                came_from(up, from) && kill(pid, SIGKILL) == 0)
                left--;
        }
        if (all)
            closedir(all);
    }
    return 0;
}
