/* intake.c - takes a submission in. */
#include "intake.h"
#include "base/fault.h"
#include "base/hash.h"
#include "base/plain.h"
#include "choose.h"
#include "student.h"
#include "unpack.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    ARCHIVE_MOST = 64 << 20,
    INNER_MOST = 32 << 20, /* bytes of an archive that lies in another, */
    INNER_LEVELS = 2,      /*   so deep at most */
    TOLD = 10,
    CAME_MOST = 5
};

typedef struct {
    const Catalogue *catalogue;
    Candidates candidates;
    Texts ignored;
    Texts archives;    /* paths of archives that lie in it */
    const char *fetch; /* of all entries only this is wanted, or NULL */
    char *inner;       /* what was fetched, */
    size_t inner_size, inner_count;
} Intake;

static size_t wanted(const char *path, const void *user)
{
    const Intake *in = user;
    Place place;
    if (in->fetch)
        return strcmp(path, in->fetch) == 0 ? INNER_MOST : 0;
    char *plain = place_path(path);
    size_t most =
        plain && place_find(in->catalogue, plain, &place) ? place.most : 0;
    if (most)
        place_free(&place);
    free(plain);
    return most;
}

/* Entries */

static const char *problem_of(const Entry *entry, const char *name)
{
    static const char *const problems[] = {
        [ENTRY_NOT_REGULAR] = "is not a regular file",
        [ENTRY_LINKED] = "is a hard link",
        [ENTRY_TOO_LARGE] = "is too large",
        [ENTRY_UNREADABLE] = "cannot be read",
    };
    if (entry->state != ENTRY_READ)
        return problems[entry->state];
    if (place_is_picture(name)) {
        bool png = entry->size > 8 && !memcmp(entry->bytes, "\x89PNG\r\n", 6);
        bool jpg =
            entry->size > 8 && !memcmp(entry->bytes, "\xff\xd8\xff", 3);
        return png || jpg ? NULL : "is no PNG or JPEG picture";
    }
    if (place_is_report(name))
        return entry->size > 5 && !memcmp(entry->bytes, "%PDF-", 5)
                   ? NULL
                   : "is no PDF";
    return NULL;
}

/* Pictures and reports are kept as they are, all else is text. */
static void take_bytes(Handed *file, const Entry *entry, const char *name)
{
    const char *problem = problem_of(entry, name);
    file->size = entry->size;
    if (!problem && !place_is_picture(name) && !place_is_report(name))
        file->bytes =
            plain_text(entry->bytes, entry->size, &file->size, &problem);
    else if (!problem) {
        file->bytes = grow(NULL, entry->size + 1, 1);
        memcpy(file->bytes, entry->bytes, entry->size + 1);
    }
    file->problem = problem ? format("%s", problem) : NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void ignore(Intake *in, const char *path)
{
    char *shown = clean_ascii(path, strlen(path), 80);
    texts_add(&in->ignored, "%s", shown);
    free(shown);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add(Intake *in, const Candidate *c)
{
    Candidates *all = &in->candidates;
    all->item = grow(all->item, all->count + 1, sizeof *all->item);
    all->item[all->count++] = *c;
}

/* What a system hides is no archive of a person's. */
static void pass_by(Intake *in, const Entry *entry)
{
    ignore(in, entry->path);
    if (place_is_archive(entry->path) && *base_of(entry->path) != '.')
        texts_add(&in->archives, "%s", entry->path);
}

static void take(const Entry *entry, void *user)
{
    Intake *in = user;
    Candidate c = {.path = place_path(entry->path)};
    if (!c.path || entry->state == ENTRY_NOT_WANTED ||
        !place_find(in->catalogue, c.path, &c.place)) {
        pass_by(in, entry);
        free(c.path);
        return;
    }
    const char *base = base_of(c.place.name);
    c.file.own = c.place.own;
    c.file.problem = c.place.own && !c.place.loose
                         ? own_problem(c.place.chapter, base)
                         : NULL;
    if (!c.file.problem)
        take_bytes(&c.file, entry, base);
    add(in, &c);
}

/* An archive in an archive */

static void fetch(const Entry *entry, void *user)
{
    Intake *in = user;
    if (strcmp(entry->path, in->fetch) != 0)
        return;
    in->inner_count++;
    free(in->inner);
    in->inner = NULL;
    if (entry->state != ENTRY_READ)
        return;
    in->inner_size = entry->size;
    in->inner = grow(NULL, entry->size + 1, 1);
    memcpy(in->inner, entry->bytes, entry->size);
}

static int in_memory(const char *bytes, size_t size)
{
    int fd = memfd_create("archive", MFD_CLOEXEC);
    while (fd >= 0 && size) {
        ssize_t put = write(fd, bytes, size);
        if (put <= 0)
            die(GRADER_FAULT, "memory is out");
        bytes += put;
        size -= (size_t)put;
    }
    if (fd < 0 || lseek(fd, 0, SEEK_SET) != 0)
        die(GRADER_FAULT, "memory is out");
    return fd;
}

/* The one archive that lies in what is open as `fd`. */
static int open_inner(Intake *in, int fd, const char *shown)
{
    char why[300];
    in->fetch = in->archives.item[0];
    lseek(fd, 0, SEEK_SET);
    bool read = unpack(fd, wanted, fetch, in, why, sizeof why);
    if (!read || !in->inner || in->inner_count != 1)
        die(BAD_INPUT, "%s holds %s, which cannot be read", shown,
            clean_ascii(in->fetch, strlen(in->fetch), 80));
    int inner = in_memory(in->inner, in->inner_size);
    free(in->inner);
    in->inner = NULL;
    in->inner_count = 0;
    in->fetch = NULL;
    return inner;
}

/* Reads all of it; where there is nothing but one archive, what is in that.
 * Takes over `fd`. */
static void read_all(Intake *in, int fd, const char *shown, Submission *s)
{
    char why[300];
    for (int level = 0;; level++) {
        if (!unpack(fd, wanted, take, in, why, sizeof why))
            die(BAD_INPUT, "%s cannot be read: %s", shown, why);
        if (choose_any(&in->candidates) || in->archives.count != 1 ||
            level == INNER_LEVELS)
            break;
        int inner = open_inner(in, fd, shown);
        char *path = in->archives.item[0];
        char *name = clean_ascii(path, strlen(path), 80);
        texts_add(&s->flags, "what counts is the archive %s in it", name);
        free(name);
        texts_free(&in->archives);
        texts_free(&in->ignored);
        candidates_free(&in->candidates);
        close(fd);
        fd = inner;
    }
    close(fd);
}

/* A source that was handed in as it is. */
static void read_alone(Intake *in, int fd, const char *name)
{
    char *bytes = grow(NULL, SOURCE_MOST + 2, 1);
    Entry entry = {.path = name, .bytes = bytes};
    ssize_t got = 1;
    while (got > 0 && entry.size <= SOURCE_MOST) {
        got = read(fd, bytes + entry.size, SOURCE_MOST + 1 - entry.size);
        entry.size += got > 0 ? (size_t)got : 0;
    }
    entry.state = got < 0                    ? ENTRY_UNREADABLE
                  : entry.size > SOURCE_MOST ? ENTRY_TOO_LARGE
                                             : ENTRY_READ;
    bytes[entry.size] = '\0';
    take(&entry, in);
    free(bytes);
    close(fd);
}

/* The list with one more behind it. */
static char *longer(char *list, const char *between, const char *name)
{
    char *all = format("%s%s%s", list, between, name);
    free(list);
    return all;
}

/* What came instead: the first few names, in their order. */
static char *what_came(const Intake *in)
{
    Texts came = {0};
    for (size_t i = 0; i < in->candidates.count; i++) {
        const char *path = in->candidates.item[i].path;
        char *clean = clean_ascii(path, strlen(path), 80);
        texts_add(&came, "%s", clean);
        free(clean);
    }
    for (size_t i = 0; i < in->ignored.count; i++)
        texts_add(&came, "%s", in->ignored.item[i]);
    if (came.count)
        qsort(came.item, came.count, sizeof *came.item, by_text);
    char *list = format("%s", came.count ? "; what came is " : "");
    for (size_t i = 0; i < came.count && i < CAME_MOST; i++)
        list = longer(list, i ? ", " : "", came.item[i]);
    if (came.count > CAME_MOST) {
        char *rest = format(" and %zu more", came.count - CAME_MOST);
        list = longer(list, "", rest);
        free(rest);
    }
    texts_free(&came);
    return list;
}

/* Says what is due and what came instead. */
static _Noreturn void holds_none(const Intake *in, const char *shown)
{
    const Chapter *first = &in->catalogue->chapters[0];
    const char *due =
        first->sources.count ? first->sources.item[0] : "answers.md";
    die(BAD_INPUT,
        "%s holds none of the files that are graded, such as %s/%s%s", shown,
        first->name, due, what_came(in));
}

/* What a person should see */

static bool is_marks(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "marks.csv") == 0;
}

static void flag_ignored(Texts *ignored, Texts *flags)
{
    char *list = format("%s", "");
    size_t told = 0, rest = 0;
    if (ignored->count)
        qsort(ignored->item, ignored->count, sizeof *ignored->item, by_text);
    for (size_t i = 0; i < ignored->count; i++) {
        if (is_marks(ignored->item[i])) {
            texts_add(flags, "marks.csv inside the submission is ignored");
            continue;
        }
        if (told == TOLD) {
            rest++;
            continue;
        }
        list = longer(list, told++ ? ", " : "", ignored->item[i]);
    }
    if (rest)
        texts_add(flags, "not taken: %s and %zu more", list, rest);
    else if (told)
        texts_add(flags, "not taken: %s", list);
    free(list);
}

/* Of the student's own files a few are told: there may be thousands. */
static void flag_problems(Submission *s)
{
    size_t own = 0;
    for (size_t i = 0; i < s->file_count; i++) {
        const Handed *file = &s->files[i];
        if (!file->problem || (file->own && ++own > TOLD))
            continue;
        texts_add(&s->flags, "%s %s", file->path, file->problem);
    }
    if (own > TOLD)
        texts_add(&s->flags,
                  "%zu more files of the student's own are not taken",
                  own - TOLD);
}

static void hash_handed(const Handed *file, Hash *hash)
{
    hash_add(hash, file->path, strlen(file->path));
    hash_add(hash, file->bytes, file->bytes ? file->size : 0);
}

static void set_keys(Submission *s)
{
    Hash all = hash_new(), work = hash_new();
    hash_add(&all, s->name, strlen(s->name));
    for (size_t i = 0; i < s->file_count; i++) {
        hash_handed(&s->files[i], &all);
        if (strcmp(s->files[i].path, "student.txt") != 0)
            hash_handed(&s->files[i], &work);
    }
    hash_end(&all, s->key);
    hash_end(&work, s->work);
}

/* The path's last part without the ending of an archive. */
static char *name_of(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t first = length;
    while (first && path[first - 1] != '/')
        first--;
    char *name = clean_line(path + first, length - first, 120);
    static const char *const endings[] = {".zip",     ".tar",    ".tar.gz",
                                          ".tar.bz2", ".tar.xz", ".tgz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t all = strlen(name), tail = strlen(endings[i]);
        if (all > tail && strcmp(name + all - tail, endings[i]) == 0)
            name[all - tail] = '\0';
    }
    return name;
}

static int open_submission(const char *path, const char *shown)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &s) != 0)
        die(BAD_INPUT, "%s cannot be read: %s", shown, strerror(errno));
    if (!S_ISDIR(s.st_mode) && !S_ISREG(s.st_mode))
        die(BAD_INPUT, "%s is neither a directory nor an archive", shown);
    if (S_ISREG(s.st_mode) && s.st_size == 0)
        die(BAD_INPUT, "%s is an empty file", shown);
    if (S_ISREG(s.st_mode) && s.st_size > ARCHIVE_MOST)
        die(BAD_INPUT, "%s is larger than 64 MB", shown);
    return fd;
}

/* A file that is named like a source, and no archive. */
static bool is_alone(int fd, const char *path)
{
    struct stat s;
    size_t length = strlen(path);
    return fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && length > 2 &&
           strcasecmp(path + length - 2, ".c") == 0;
}

Submission intake(const char *path, const char *name,
                  const Catalogue *catalogue)
{
    char *shown = clean_ascii(path, strlen(path), 300);
    Intake in = {.catalogue = catalogue};
    Submission s = {.group = format("%s", "")};
    int fd = open_submission(path, shown);
    if (is_alone(fd, path))
        read_alone(&in, fd, base_of(path));
    else
        read_all(&in, fd, shown, &s);
    if (!choose_any(&in.candidates))
        holds_none(&in, shown);
    s.name =
        name && *name ? clean_line(name, strlen(name), 120) : name_of(path);
    choose_files(&in.candidates, shown, &s, &in.ignored);
    student_read(handed(&s, NULL, "student.txt"), &s);
    flag_ignored(&in.ignored, &s.flags);
    flag_problems(&s);
    set_keys(&s);
    texts_free(&in.archives);
    texts_free(&in.ignored);
    free(shown);
    return s;
}
