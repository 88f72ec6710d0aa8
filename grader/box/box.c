/* box.c - one untrusted command, its files copied in and its results copied
 * out. With namespaces bubblewrap keeps it; without, Landlock does. */
#define _GNU_SOURCE
#include "box.h"

#include "box_files.h"
#include "confine.h"
#include "harmless.h"
#include "sandbox.h"
#include "supervise.h"
#include "usage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MIB = 1 << 20,
    NOT_CONFINED = 250,
    PROCESSES = 64,
    LOOK_MS = 100 /* at what it took */
};

/* What counts a box's processes. RLIMIT_NPROC counts those of a user in a
 * namespace: right for a user of the box's own, and for a namespace of its
 * own where the kernel keeps one count for each. Else the supervisor does. */
typedef enum { USER_COUNTS, NAMESPACE_COUNTS, SUPERVISOR_COUNTS } Counting;

/* What the child needs to know. */
typedef struct {
    const Isolation *isolation;
    const Box *box;
    const char *top; /* the directory that holds in, out and tmp */
    Counting counting;
    int output; /* stdout and stderr */
} Job;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int or_default(int value, int usual)
{
    return value > 0 ? value : usual;
}

static int cpu_of(const Box *box)
{
    return or_default(box->cpu_s, 20);
}

static int wall_of(const Box *box)
{
    return or_default(box->wall_s, USAGE_WALL * cpu_of(box));
}

static BoxEnd say(BoxResult *result, BoxEnd end, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(result->why, sizeof result->why, format, args);
    va_end(args);
    return result->end = end;
}

/* The child */

static void redirect(int output)
{
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    syscall(SYS_close_range, 3u, ~0u, 0u);
}

static Counting counting_of(const Isolation *isolation, bool own_user)
{
    struct utsname kernel;
    int major = 0, minor = 0;
    if (own_user)
        return USER_COUNTS;
    if (isolation->namespaces && uname(&kernel) == 0 &&
        sscanf(kernel.release, "%d.%d", &major, &minor) == 2 &&
        (major > 5 || (major == 5 && minor >= 14)))
        return NAMESPACE_COUNTS;
    return SUPERVISOR_COUNTS;
}

static bool limit(const Job *job)
{
    const Box *box = job->box;
    if (job->counting == USER_COUNTS &&
        !confine_limit(RLIMIT_NPROC, PROCESSES))
        return false;
    return confine_limit(RLIMIT_CORE, 0) &&
           confine_limit(RLIMIT_NOFILE, 256) &&
           confine_limit(RLIMIT_CPU, (uint64_t)cpu_of(box)) &&
           confine_limit(RLIMIT_FSIZE,
                         (uint64_t)or_default(box->file_mib, 32) * MIB);
}

/* The last thing before the command: a build of ours with AddressSanitizer
 * has far more address space than this. */
static bool limit_memory(const Box *box)
{
    return confine_limit(RLIMIT_AS,
                         (uint64_t)or_default(box->memory_mib, 2048) * MIB);
}

static const char *const programs[] = {"/usr/bin", "/usr/lib", "/usr/lib64",
                                       "/usr/libexec", NULL};
static const char *const tex_files[] = {"/usr/share",
                                        "/var/cache/fontconfig",
                                        "/etc/texmf",
                                        "/etc/fonts",
                                        "/var/lib/texmf",
                                        "/etc/alternatives",
                                        "/usr/local/share/fonts",
                                        NULL};

/* Directories below /usr that a submission's compiler has no business in. */
static void hide_kits(Sandbox *sandbox, glob_t *found)
{
    glob("/usr/include/criterion", 0, NULL, found);
    glob("/usr/lib/gcc/*/*/plugin", GLOB_APPEND, NULL, found);
    for (size_t i = 0; i < found->gl_pathc; i++)
        sandbox_add(sandbox, "--tmpfs", found->gl_pathv[i], NULL, NULL);
}

/* Inside the namespace, since outside it a user has other processes. */
static void limit_namespace(Sandbox *sandbox)
{
    static char most[40];
    struct rlimit now = {PROCESSES, PROCESSES};
    getrlimit(RLIMIT_NPROC, &now);
    snprintf(most, sizeof most, "--nproc=%llu",
             (unsigned long long)(now.rlim_max < PROCESSES ? now.rlim_max
                                                           : PROCESSES));
    sandbox_add(sandbox, "--", "/usr/bin/prlimit", most, NULL);
}

static void in_namespaces(const Job *job)
{
    char in[BOX_PATH], out[BOX_PATH];
    glob_t kits = {0};
    Sandbox s = sandbox_new();
    snprintf(in, sizeof in, "%s/in", job->top);
    snprintf(out, sizeof out, "%s/out", job->top);
    sandbox_add(&s, "--tmpfs", "/proc", NULL, NULL); /* it tells who we are */
    for (int i = 0; programs[i]; i++)
        sandbox_show(&s, programs[i]);
    sandbox_show(&s, "/usr/include");
    for (int i = 0; job->box->tex && tex_files[i]; i++)
        sandbox_show(&s, tex_files[i]);
    hide_kits(&s, &kits);
    sandbox_add(&s, "--ro-bind", in, "/box/in", NULL);
    sandbox_add(&s, "--bind", out, "/box/out", NULL);
    sandbox_add(&s, "--dev-bind", "/dev/null", "/dev/null", NULL);
    sandbox_add(&s, "--size", "67108864", NULL, NULL);
    sandbox_add(&s, "--tmpfs", "/box/tmp", NULL, NULL);
    sandbox_add(&s, "--remount-ro", "/", "--chdir", "/box");
    sandbox_add(&s, "--setenv", "PATH", "/usr/bin", NULL);
    sandbox_add(&s, "--setenv", "TMPDIR", "tmp", NULL);
    sandbox_add(&s, "--setenv", "LC_ALL", "C.UTF-8", NULL);
    sandbox_add(&s, "--setenv", "HOME", "/box/tmp", NULL);
    if (job->counting == NAMESPACE_COUNTS)
        limit_namespace(&s);
    if (limit_memory(job->box))
        sandbox_exec(&s, job->box->argv);
}

/* Landlock cannot take back what it grants, so /usr/include is granted entry
 * by entry, without Criterion's. */
static void allow_headers(Paths *paths)
{
    char path[BOX_PATH];
    DIR *dir = opendir("/usr/include");
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (*entry->d_name == '.' || strcmp(entry->d_name, "criterion") == 0)
            continue;
        snprintf(path, sizeof path, "/usr/include/%s", entry->d_name);
        confine_allow(paths, path, MAY_READ);
    }
    if (dir)
        closedir(dir);
}

static void under_landlock(const Job *job)
{
    char home[BOX_PATH];
    snprintf(home, sizeof home, "HOME=%s/tmp", job->top);
    const char *const environment[] = {"PATH=/usr/bin", "TMPDIR=tmp",
                                       "LC_ALL=C.UTF-8", home, NULL};
    if (chdir(job->top) != 0)
        return;
    Paths paths = confine_paths();
    for (int i = 0; programs[i]; i++)
        confine_allow(&paths, programs[i], MAY_EXECUTE);
    for (int i = 0; job->box->tex && tex_files[i]; i++)
        confine_allow(&paths, tex_files[i], MAY_READ);
    allow_headers(&paths);
    confine_allow(&paths, "/dev/null", MAY_WRITE);
    confine_allow(&paths, "in", MAY_READ);
    confine_allow(&paths, "out", MAY_WRITE);
    confine_allow(&paths, "tmp", MAY_WRITE);
    if (confine_to(&paths) && limit_memory(job->box))
        execve(job->box->argv[0], (char *const *)job->box->argv,
               (char *const *)environment);
}

static int run_child(void *context)
{
    const Job *job = context;
    redirect(job->output);
    if (!confine_drop_root() || !limit(job))
        return NOT_CONFINED;
    if (job->isolation->namespaces)
        in_namespaces(job);
    else if (job->isolation->landlock)
        under_landlock(job);
    return NOT_CONFINED;
}

/* Our side */

/* Keeps the first BOX_OUTPUT bytes; true while there may be more. */
static bool take_output(int from, BoxResult *result, size_t *used)
{
    char rest[4096];
    size_t room = BOX_OUTPUT - *used;
    ssize_t n = read(from, room ? result->output + *used : rest,
                     room ? room : sizeof rest);
    if (n > 0 && room)
        *used += (size_t)n;
    result->cut |= n > 0 && !room;
    return n > 0 || (n < 0 && errno == EINTR);
}

/* Reads output until the command has ended or has taken what it may: then why
 * is said. */
static bool follow(const Supervised *command, int output, const Box *box,
                   BoxResult *result)
{
    struct pollfd fds[] = {{command->report, POLLIN, 0}, {output, POLLIN, 0}};
    const double start = now();
    const int most = cpu_of(box) + cpu_of(box) / 2;
    size_t used = 0;
    bool ended = false, over = false;
    while (!ended && !over) {
        if (poll(fds, 2, LOOK_MS) < 0 && errno != EINTR)
            break;
        ended = fds[0].revents != 0;
        if (fds[1].revents && !take_output(output, result, &used))
            fds[1].fd = -1;
        over = now() - start >= wall_of(box) ||
               usage_family(command->supervisor) >= 1000 * (int64_t)most;
    }
    while (ended && fds[1].fd >= 0 && take_output(output, result, &used))
        continue;
    harmless_text(result->output, used);
    result->output[used] = '\0';
    if (!ended && now() - start >= wall_of(box))
        say(result, BOX_KILLED, "did not finish within %d s", wall_of(box));
    else if (!ended)
        say(result, BOX_KILLED, "used more than %d s of processor time",
            most);
    return ended;
}

static const char *limit_text(const Box *box, int signal, char text[80])
{
    if (signal == SIGXCPU)
        snprintf(text, 80, "used more than %d s of processor time",
                 cpu_of(box));
    else if (signal == SIGXFSZ)
        snprintf(text, 80, "wrote a file of more than %d MiB",
                 or_default(box->file_mib, 32));
    else
        snprintf(text, 80, "was ended by a signal: %s", strsignal(signal));
    return text;
}

static BoxEnd judge_status(const Box *box, int status, BoxResult *result)
{
    char text[80];
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (code == NOT_CONFINED)
        return say(result, BOX_BROKEN, "the box could not be closed");
    /* bwrap and shells hand a signal on like this */
    int signal = WIFSIGNALED(status)             ? WTERMSIG(status)
                 : code > 128 && code < 128 + 65 ? code - 128
                                                 : 0;
    if (signal == SIGKILL) /* no limit of ours ends by it */
        return say(result, BOX_OUTSIDE, "was ended by somebody else");
    if (signal)
        return say(result, BOX_KILLED, "%s", limit_text(box, signal, text));
    result->status = code;
    return say(result, BOX_ENDED, "%s", "");
}

static BoxEnd run_job(const Job *job, int output, BoxResult *result)
{
    Supervised command;
    Ending ending;
    double start = now();
    int most = job->counting == SUPERVISOR_COUNTS ? PROCESSES : 0;
    bool started =
        supervise_start(&command, run_child, (void *)job, job->top, most);
    close(job->output);
    if (!started)
        return say(result, BOX_BROKEN, "no process: %s", strerror(errno));
    bool ended = follow(&command, output, job->box, result);
    if (ended && !supervise_ending(&command, &ending))
        say(result, BOX_OUTSIDE, "the box's supervisor was killed");
    else if (ended && ending.crowded)
        say(result, BOX_KILLED, "had more than %d processes", PROCESSES);
    else if (ended)
        judge_status(job->box, ending.status, result);
    result->wall_s = now() - start;
    if (result->end == BOX_ENDED)
        result->results = box_copy_out(job->top, job->box);
    supervise_end(&command);
    return result->end;
}

static int nothing(void *unused)
{
    (void)unused;
    return 0;
}

/* Leaves only the directory to be removed. */
static BoxEnd give_up(const char *top, BoxResult *result)
{
    Supervised nobody;
    if (supervise_start(&nobody, nothing, NULL, top, 0))
        supervise_end(&nobody);
    return result->end;
}

BoxEnd box_run(const Isolation *isolation, const Box *box, BoxResult *result)
{
    char top[BOX_TOP];
    int output[2];
    bool own_user;
    *result = (BoxResult){.end = BOX_BROKEN};
    if (access(box->argv[0], X_OK) != 0)
        return say(result, BOX_BROKEN, "there is no %s", box->argv[0]);
    if (!box_top(top, &own_user))
        return say(result, BOX_BROKEN, "no temporary directory: %s",
                   strerror(errno));
    if (!box_copy_in(top, box->files)) {
        say(result, BOX_BROKEN, "cannot copy a file into the box: %s",
            strerror(errno));
        return give_up(top, result);
    }
    if (pipe2(output, O_CLOEXEC) != 0)
        return give_up(top, result);
    Job job = {isolation, box, top, counting_of(isolation, own_user),
               output[1]};
    run_job(&job, output[0], result);
    close(output[0]);
    return result->end;
}
