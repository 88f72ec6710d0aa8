/* box_files.c - a box's directory, which the grader alone can read. */
#define _GNU_SOURCE
#include "box_files.h"

#include "confine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MIB = 1 << 20 };

static bool copy_open(int from, int to, long long most)
{
    char buffer[65536];
    ssize_t n;
    while ((n = read(from, buffer, sizeof buffer)) > 0) {
        most -= n;
        if (most < 0 || write(to, buffer, (size_t)n) != n)
            return false;
    }
    return n == 0;
}

static bool is_regular(int fd, long long most)
{
    struct stat info;
    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_size <= most;
}

/* Copies a regular file of at most `most` bytes; never through a link at
 * the source, and to a new file. */
static bool copy_file(const char *from, const char *to, long long most)
{
    int in = open(from, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (in < 0)
        return false;
    unlink(to);
    int out =
        is_regular(in, most)
            ? open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                   0644)
            : -1;
    bool done =
        out >= 0 && fchmod(out, 0644) == 0 && copy_open(in, out, most);
    if (out >= 0 && close(out) != 0)
        done = false;
    if (out >= 0 && !done)
        unlink(to);
    close(in);
    return done;
}

static bool make_dir(const char *path)
{
    return (mkdir(path, 0755) == 0 && chmod(path, 0755) == 0) ||
           errno == EEXIST;
}

static bool make_dirs(char *path, size_t from)
{
    for (char *slash = path + from; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        bool there = make_dir(path);
        *slash = '/';
        if (!there)
            return false;
    }
    return true;
}

static bool copy_any(const char *from, const char *to);

static bool copy_directory(DIR *dir, const char *from, const char *to)
{
    char inner[BOX_PATH], as[BOX_PATH];
    bool done = make_dir(to);
    for (struct dirent *entry; done && (entry = readdir(dir));) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        done =
            snprintf(inner, sizeof inner, "%s/%s", from, name) < BOX_PATH &&
            snprintf(as, sizeof as, "%s/%s", to, name) < BOX_PATH &&
            copy_any(inner, as);
    }
    return done;
}

static bool copy_any(const char *from, const char *to)
{
    int fd = open(from, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    bool done =
        dir ? copy_directory(dir, from, to) : copy_file(from, to, 1LL << 30);
    if (dir)
        closedir(dir);
    return done;
}

bool box_copy_in(const char *top, const BoxFile *files)
{
    char to[BOX_PATH];
    for (; files && files->from; files++) {
        char real[BOX_PATH]; /* our own files may be links */
        snprintf(to, sizeof to, "%s/in/%s", top, files->as);
        if (!realpath(files->from, real) || !make_dirs(to, strlen(top) + 1) ||
            !copy_any(real, to))
            return false;
    }
    return true;
}

size_t box_copy_out(const char *top, const Box *box)
{
    char from[BOX_PATH], to[BOX_PATH];
    size_t count = 0;
    long long most = (box->file_mib > 0 ? box->file_mib : 32LL) * MIB;
    for (const char *const *name = box->results; name && *name; name++) {
        snprintf(from, sizeof from, "%s/out/%s", top, *name);
        snprintf(to, sizeof to, "%s/%s", box->to, *name);
        unlink(to);
        count += copy_file(from, to, most);
    }
    return count;
}

/* What the command may write is its own; so is `top`, that it can go in. */
static bool give(const char *path, bool *own_user)
{
    unsigned user = confine_user();
    if (geteuid() != 0)
        return true;
    if (chown(path, user, user) == 0)
        return *own_user = true;
    return errno == EINVAL; /* root of a namespace with nobody else */
}

bool box_top(char top[BOX_TOP], bool *own_user)
{
    static const char *const dirs[] = {"in", "out", "tmp"};
    *own_user = false;
    /* not TMPDIR, which may lie where only we can go */
    snprintf(top, BOX_TOP, "/tmp/box-XXXXXX");
    if (!mkdtemp(top))
        return false;
    for (int i = 0; i < 3; i++) {
        char path[BOX_PATH];
        snprintf(path, sizeof path, "%s/%s", top, dirs[i]);
        if (!make_dir(path) || (i > 0 && !give(path, own_user)))
            return false;
    }
    return give(top, own_user);
}
