/* kernel_name.c - asks the ground, in a process of its own, since it ends the
 * process that asks for a kernel that is not there. */
#include "kernel_name.h"
#include "fault.h"
#include "mat.h"
#include "text.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void tell(int to)
{
    const char *name = mat_kernel();
    ssize_t written = write(to, name, strlen(name));
    _exit(written < 0);
}

char *kernel_name(void)
{
    int ends[2], status = 0;
    char name[60];
    pid_t pid = pipe(ends) == 0 ? fork() : -1;
    if (pid < 0)
        die(GRADER_FAULT, "no process could be started");
    if (pid == 0)
        tell(ends[1]);
    close(ends[1]);
    ssize_t size = read(ends[0], name, sizeof name);
    close(ends[0]);
    waitpid(pid, &status, 0);
    if (size <= 0 || status != 0)
        die(BAD_INPUT, "KERNEL= names none that this processor has; leave it "
                       "out to take the fastest");
    return clean_line(name, (size_t)size, sizeof name);
}
