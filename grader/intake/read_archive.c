/* read_archive.c - reads an archive with libarchive. What an archive says
 * about its sizes is not believed: bytes are counted as they come. */
#include "read_archive.h"
#include "base/fault.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const Reader *reader;
    struct archive *archive;
    size_t total; /* bytes unpacked so far */
} Unpacking;

static _Noreturn void damaged(const Unpacking *u)
{
    const char *why = archive_error_string(u->archive);
    char *text = format("it is damaged or no such archive (%s)",
                        why ? why : "no reason given");
    reader_fail(u->reader, text);
}

/* Reads the entry's bytes to their end; keeps those that fit into `most`.
 * Returns how many there are. */
static size_t read_bytes(Unpacking *u, char *bytes, size_t most)
{
    char block[1 << 14];
    size_t size = 0;
    la_ssize_t got;
    while ((got = archive_read_data(u->archive, block, sizeof block)) > 0) {
        if (size + (size_t)got <= most)
            memcpy(bytes + size, block, (size_t)got);
        size += (size_t)got;
        u->total += (size_t)got;
        if (u->total > UNPACK_TOTAL)
            reader_fail(u->reader, "it unpacks to more than 64 MB");
    }
    if (got < 0)
        damaged(u);
    return size;
}

static bool is_regular(struct archive_entry *entry)
{
    return archive_entry_filetype(entry) == AE_IFREG &&
           !archive_entry_hardlink(entry) && !archive_entry_symlink(entry);
}

static void read_entry(Unpacking *u, struct archive_entry *entry)
{
    const char *path = archive_entry_pathname(entry);
    Entry told = {.path = path ? path : "(a name that cannot be read)"};
    size_t limit = path ? u->reader->limit(path, u->reader->user) : 0;
    char *bytes = grow(NULL, limit + 1, 1);
    told.size = read_bytes(u, bytes, limit);
    if (!limit)
        told.state = ENTRY_NOT_WANTED;
    else if (!is_regular(entry))
        told.state = ENTRY_NOT_REGULAR;
    else if (told.size > limit)
        told.state = ENTRY_TOO_LARGE;
    if (told.state != ENTRY_READ)
        told.size = 0;
    told.bytes = bytes;
    reader_entry(u->reader, &told);
    free(bytes);
}

static struct archive *open_archive(void)
{
    struct archive *archive = need(archive_read_new());
    archive_read_support_format_tar(archive);
    archive_read_support_format_gnutar(archive);
    /* The other reader of .zip files does without their table of contents,
     * so it would take a file that is cut short for a whole one. */
    archive_read_support_format_zip_seekable(archive);
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    return archive;
}

void read_archive(const Reader *reader)
{
    Unpacking u = {reader, open_archive(), 0};
    struct archive_entry *entry;
    int result = archive_read_open_fd(u.archive, reader->fd, 1 << 16);
    if (result != ARCHIVE_OK)
        damaged(&u);
    for (int entries = 0; (result = archive_read_next_header(
                               u.archive, &entry)) != ARCHIVE_EOF;) {
        if (result < ARCHIVE_WARN)
            damaged(&u);
        if (entries++ >= UNPACK_ENTRIES)
            reader_fail(reader, "it holds more than 5000 files");
        if (archive_entry_filetype(entry) != AE_IFDIR)
            read_entry(&u, entry);
    }
    archive_read_free(u.archive);
}
