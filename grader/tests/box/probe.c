/* probe.c - says what it may do, a line each: its user, its capabilities, how
 * much memory it gets, which of the paths it was given it sees or may write,
 * and how many processes it can have. */
#define _GNU_SOURCE
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell_power(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct has[2];
    if (syscall(SYS_capget, &head, has) == 0)
        printf("user %d\ncapabilities %x%08x\n", geteuid(), has[1].effective,
               has[0].effective);
}

static void tell_memory(void)
{
    enum { STEP = 16 };
    int most = 0;
    while (most < 8192 && malloc((size_t)STEP << 20))
        most += STEP;
    printf("memory %s\n", most > 1024  ? "much"
                          : most < 700 ? "little"
                                       : "1 GiB");
}

static void tell_paths(char **paths)
{
    for (; *paths; paths++) {
        FILE *file = fopen(*paths, "r+");
        printf("%s %s\n",
               file                          ? "WRITABLE"
               : (file = fopen(*paths, "r")) ? "READABLE"
                                             : "unseen",
               *paths);
        if (file)
            fclose(file);
    }
}

/* Those it makes wait until it is gone. */
static void tell_processes(void)
{
    int count = 1;
    pid_t pid = 1;
    fflush(stdout);
    while (count < 200 && (pid = fork()) > 0)
        count++;
    if (pid == 0) {
        pause();
        _exit(0);
    }
    sleep(1);
    printf("processes %s\n", count > 64 ? "many" : count < 32 ? "few" : "64");
    fflush(stdout);
    signal(SIGTERM, SIG_IGN);
    kill(0, SIGTERM);
}

int main(int argc, char **argv)
{
    (void)argc;
    tell_power();
    tell_paths(argv + 1);
    tell_processes();
    tell_memory();
    return 0;
}
