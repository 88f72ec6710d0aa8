/* download.c - a whole download, unpacked. The platform made the archive, but
 * people chose the names in it. */
#include "download.h"
#include "base/fault.h"
#include "base/files.h"
#include "gradescope.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENTRIES_MOST = 500000 };
static const int64_t total_most = (int64_t)16 << 30;

static _Noreturn void fail(const Settings *settings, const char *why)
{
    char *shown = clean_ascii(settings->submissions,
                              strlen(settings->submissions), 300),
         *reason = clean_ascii(why, strlen(why), 200);
    die(BAD_INPUT, "SUBMISSIONS=%s cannot be unpacked: %s", shown, reason);
}

static struct archive *open_archive(const Settings *settings)
{
    struct archive *archive = need(archive_read_new());
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_filename(archive, settings->submissions, 1 << 16) !=
        ARCHIVE_OK)
        fail(settings, archive_error_string(archive));
    return archive;
}

/* Does it stay below where it is unpacked? */
static bool is_inside(const char *path)
{
    if (!*path || *path == '/')
        return false;
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t length = strcspn(part, "/");
        if (length == 2 && strncmp(part, "..", 2) == 0)
            return false;
    }
    return true;
}

/* Links are never made, so no folder on the way is one. */
static int create(const char *path)
{
    char *folder = format("%.*s", (int)(strrchr(path, '/') - path), path);
    int fd =
        directory_make(folder)
            ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                   0644)
            : -1;
    free(folder);
    return fd;
}

static void unpack_file(const Settings *settings, struct archive *archive,
                        const char *path, int64_t *total)
{
    char block[1 << 16];
    la_ssize_t got;
    int fd = create(path);
    if (fd < 0)
        fail(settings, strerror(errno));
    while ((got = archive_read_data(archive, block, sizeof block)) > 0) {
        if (write(fd, block, (size_t)got) != got)
            fail(settings, strerror(errno));
        if ((*total += got) > total_most)
            fail(settings, "it unpacks to more than 16 GB");
    }
    close(fd);
    if (got < 0)
        fail(settings, archive_error_string(archive));
}

static void unpack_entry(const Settings *settings, struct archive *archive,
                         struct archive_entry *entry, const char *to,
                         int64_t *total)
{
    const char *name = archive_entry_pathname(entry);
    mode_t type = archive_entry_filetype(entry);
    if (!name || !is_inside(name))
        fail(settings, "a name in it leads elsewhere or cannot be read");
    char *path = format("%s/%s", to, name);
    if (type == AE_IFDIR && !directory_make(path))
        fail(settings, strerror(errno));
    if (type == AE_IFREG)
        unpack_file(settings, archive, path, total);
    free(path);
}

static void unpack_all(const Settings *settings, const char *to)
{
    struct archive *archive = open_archive(settings);
    struct archive_entry *entry;
    int64_t total = 0;
    int result;
    for (int entries = 0; (result = archive_read_next_header(
                               archive, &entry)) != ARCHIVE_EOF;) {
        if (result < ARCHIVE_WARN)
            fail(settings, archive_error_string(archive));
        if (entries++ >= ENTRIES_MOST)
            fail(settings, "it holds more than 500,000 files");
        unpack_entry(settings, archive, entry, to, &total);
    }
    archive_read_free(archive);
}

/* What was unpacked is kept as long as the archive is the same. */
static char *stamp_of(const struct stat *s)
{
    return format("%jd %jd %ld\n", (intmax_t)s->st_size,
                  (intmax_t)s->st_mtim.tv_sec, s->st_mtim.tv_nsec);
}

static char *unpacked(const Settings *settings, const struct stat *s)
{
    char *place = out_file(settings, ".download"),
         *fresh = format("%s.new", place), *mark = format("%s.stamp", place),
         *stamp = stamp_of(s), *old = file_read(mark, 4096, NULL);
    if (!old || strcmp(old, stamp) != 0) {
        unlink(mark);
        tree_remove(fresh);
        tree_remove(place);
        if (!directory_make(fresh))
            die(BAD_INPUT, "OUT=%s cannot be written: %s", settings->out,
                strerror(errno));
        unpack_all(settings, fresh);
        if (rename(fresh, place) != 0)
            fail(settings, strerror(errno));
        out_write(settings, ".download.stamp", stamp);
    }
    free(old);
    free(stamp);
    free(mark);
    free(fresh);
    return place;
}

/* The one folder that holds an export, else the directory itself. */
static char *inside(char *directory)
{
    Texts names = {0};
    directory_names(directory, &names);
    if (names.count == 1) {
        char *folder = format("%s/%s", directory, names.item[0]),
             *mark = format("%s/" GRADESCOPE_FILE, folder);
        struct stat s;
        bool export = lstat(folder, &s) == 0 && S_ISDIR(s.st_mode) &&
                      access(mark, F_OK) == 0;
        free(mark);
        if (export) {
            free(directory);
            directory = format("%s", folder);
        }
        free(folder);
    }
    texts_free(&names);
    return directory;
}

char *download_open(const Settings *settings)
{
    struct stat s;
    if (stat(settings->submissions, &s) != 0 || !S_ISREG(s.st_mode))
        return inside(format("%s", settings->submissions));
    return inside(unpacked(settings, &s));
}
