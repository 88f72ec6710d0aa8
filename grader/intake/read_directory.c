/* read_directory.c - reads a directory that may hold anything. */
#include "read_directory.h"
#include "base/fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH = 8 };

typedef struct {
    const Reader *reader;
    int entries;
} Walk;

/* Reads up to `most` bytes; the size is what came. */
static EntryState read_open(int fd, char *bytes, size_t most, size_t *size)
{
    struct stat s;
    ssize_t got;
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode))
        return ENTRY_NOT_REGULAR;
    if (s.st_nlink != 1)
        return ENTRY_LINKED;
    *size = 0;
    while ((got = read(fd, bytes + *size, most + 1 - *size)) > 0)
        *size += (size_t)got;
    return got < 0        ? ENTRY_UNREADABLE
           : *size > most ? ENTRY_TOO_LARGE
                          : ENTRY_READ;
}

static void read_wanted(const Walk *walk, int parent, const char *name,
                        const char *path, size_t limit)
{
    Entry entry = {.path = path, .state = ENTRY_UNREADABLE};
    char *bytes = grow(NULL, limit + 1, 1);
    int fd =
        openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0) {
        entry.state = read_open(fd, bytes, limit, &entry.size);
        close(fd);
    }
    if (entry.state != ENTRY_READ)
        entry.size = 0;
    entry.bytes = bytes;
    reader_entry(walk->reader, &entry);
    free(bytes);
}

static void read_file(const Walk *walk, int parent, const char *name,
                      const char *path, const struct stat *s)
{
    size_t limit = walk->reader->limit(path, walk->reader->user);
    Entry entry = {.path = path, .state = ENTRY_NOT_WANTED};
    if (limit && !S_ISREG(s->st_mode))
        entry.state = ENTRY_NOT_REGULAR; /* opening it might block */
    else if (limit) {
        read_wanted(walk, parent, name, path, limit);
        return;
    }
    reader_entry(walk->reader, &entry);
}

static void walk_into(Walk *walk, int fd, const char *prefix, int depth);

static void visit(Walk *walk, int parent, const char *prefix,
                  const char *name, int depth)
{
    struct stat s;
    char path[UNPACK_PATH + 2];
    int length = snprintf(path, sizeof path, "%s%s", prefix, name);
    bool fits = length >= 0 && length < UNPACK_PATH;
    if (walk->entries++ >= UNPACK_ENTRIES)
        reader_fail(walk->reader, "it holds more than 5000 files");
    if (fstatat(parent, name, &s, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (!S_ISDIR(s.st_mode)) {
        if (fits)
            read_file(walk, parent, name, path, &s);
        return;
    }
    /* Folders too deep, and hidden ones such as .git, hold nothing for us. */
    if (!fits || depth >= DEPTH || *name == '.')
        return;
    int fd =
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    path[length] = '/';
    path[length + 1] = '\0';
    walk_into(walk, fd, path, depth + 1);
}

/* Takes over `fd`. */
static void walk_into(Walk *walk, int fd, const char *prefix, int depth)
{
    DIR *directory = fdopendir(fd);
    if (!directory)
        reader_fail(walk->reader, strerror(errno));
    for (struct dirent *entry; (entry = readdir(directory));)
        if (strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0)
            visit(walk, fd, prefix, entry->d_name, depth);
    closedir(directory);
}

void read_directory(const Reader *reader)
{
    Walk walk = {reader, 0};
    walk_into(&walk, dup(reader->fd), "", 1);
}
