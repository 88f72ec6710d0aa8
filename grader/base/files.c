/* files.c - files and directories of the grader's own. */
#include "files.h"
#include "fault.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_all(FILE *file, size_t most, size_t *size)
{
    size_t room = 4096, used = 0, got;
    char *bytes = grow(NULL, room + 1, 1);
    while ((got = fread(bytes + used, 1, room - used, file)) > 0) {
        used += got;
        if (used > most) {
            free(bytes);
            errno = EFBIG;
            return NULL;
        }
        if (used == room)
            bytes = grow(bytes, (room *= 2) + 1, 1);
    }
    bytes[used] = '\0';
    if (size)
        *size = used;
    if (!ferror(file))
        return bytes;
    free(bytes);
    return NULL;
}

char *file_read(const char *path, size_t most, size_t *size)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    char *bytes = read_all(file, most, size);
    int error = errno;
    fclose(file);
    errno = error;
    return bytes;
}

void file_write(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "we");
    bool written = file && fwrite(bytes, 1, size, file) == size;
    if (!file || fclose(file) != 0 || !written)
        die(GRADER_FAULT, "%s cannot be written: %s", path, strerror(errno));
}

void file_copy(const char *from, const char *to)
{
    size_t size;
    char *bytes = file_read(from, (size_t)1 << 30, &size);
    if (!bytes)
        die(GRADER_FAULT, "%s cannot be read: %s", from, strerror(errno));
    file_write(to, bytes, size);
    free(bytes);
}

bool directory_make(const char *path)
{
    char *copy = format("%s/", path);
    bool made = true;
    for (char *at = copy + 1; made && (at = strchr(at, '/')); at++) {
        *at = '\0';
        made = mkdir(copy, 0755) == 0 || errno == EEXIST;
        *at = '/';
    }
    free(copy);
    struct stat s;
    if (made && stat(path, &s) == 0 && !S_ISDIR(s.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    return made;
}

static int remove_one(const char *path, const struct stat *s, int kind,
                      struct FTW *where)
{
    (void)s, (void)where;
    if (kind == FTW_DNR) /* unreadable: perhaps only its mode says so */
        chmod(path, 0700);
    remove(path);
    return 0;
}

void tree_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void directory_names(const char *path, Texts *names)
{
    DIR *directory = opendir(path);
    if (!directory)
        return;
    for (struct dirent *entry; (entry = readdir(directory));)
        if (*entry->d_name != '.')
            texts_add(names, "%s", entry->d_name);
    closedir(directory);
    if (names->count)
        qsort(names->item, names->count, sizeof *names->item, by_name);
}

/* The scratch directory. A helper process waits until nobody holds the other
 * end of its pipe any more, however we ended, and then removes it. */

static char scratch_path[4096];
static pid_t owner, cleaner;
static int lifeline;

static _Noreturn void clean_up(int waiting)
{
    char byte;
    setsid(); /* a Ctrl-C is not for us */
    dup2(waiting, 3);
    close_range(4, ~0u, 0);
    for (int fd = 0; fd < 3; fd++)
        close(fd);
    while (read(3, &byte, 1) < 0 && errno == EINTR)
        ;
    tree_remove(scratch_path);
    _exit(0);
}

static void end_scratch(void)
{
    if (owner != getpid())
        return;
    close(lifeline);
    waitpid(cleaner, NULL, 0);
}

static bool start_cleaner(void)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0 || (cleaner = fork()) < 0)
        return false;
    if (cleaner == 0) {
        close(ends[1]);
        clean_up(ends[0]);
    }
    close(ends[0]);
    lifeline = ends[1];
    owner = getpid();
    return atexit(end_scratch) == 0;
}

const char *scratch(void)
{
    if (owner)
        return scratch_path;
    const char *tmp = getenv("TMPDIR");
    snprintf(scratch_path, sizeof scratch_path, "%s/grade-XXXXXX",
             tmp && *tmp == '/' ? tmp : "/tmp");
    if (!mkdtemp(scratch_path) || !start_cleaner())
        die(GRADER_FAULT,
            "%s cannot be made: %s; set TMPDIR to a directory with room",
            scratch_path, strerror(errno));
    return scratch_path;
}
