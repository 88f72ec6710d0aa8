/* intake.c - takes a submission in. */
#include "intake.h"
#include "fault.h"
#include "hash.h"
#include "plain.h"
#include "student.h"
#include "unpack.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ARCHIVE_MOST = 64 << 20, TOLD = 10 };

/* A file with a listed name, below a folder that wraps the submission. */
typedef struct {
    char *top; /* "" or "FOLDER/" */
    Handed file;
} Candidate;

typedef struct {
    const Catalogue *catalogue;
    Candidate *candidates;
    size_t count;
    Texts ignored;
} Intake;

/* Names */

static bool is_picture(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("._-", name[i]))
            return false;
    const char *ending = length > 4 ? name + length - 4 : "";
    return length <= 64 && isalnum((unsigned char)*name) &&
           (strcmp(ending, ".png") == 0 || strcmp(ending, ".jpg") == 0);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

/* Whatever they call it. */
static bool is_report(const char *name)
{
    return !strchr(name, '/') && *name != '.' && ends_in(name, ".pdf");
}

static size_t limit_in(const Chapter *chapter, const char *name)
{
    if (texts_have(&chapter->sources, name))
        return SOURCE_MOST;
    if (chapter->answers && strcmp(name, "answers.md") == 0)
        return SOURCE_MOST;
    if (own_file(chapter, name))
        return SOURCE_MOST;
    return chapter->answers && is_picture(name) ? PICTURE_MOST : 0;
}

/* The chapter whose folder the path begins with, or NULL. */
static const Chapter *chapter_of(const Catalogue *catalogue, const char *path)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const char *name = catalogue->chapters[i].name;
        size_t length = strlen(name);
        if (strncmp(path, name, length) == 0 && path[length] == '/')
            return &catalogue->chapters[i];
    }
    return NULL;
}

static const char *behind_slash(const char *path)
{
    const char *slash = strchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The bytes that a file with this name, without its top folder, may have. */
static size_t limit_of(const Catalogue *catalogue, const char *name)
{
    const Chapter *chapter = chapter_of(catalogue, name);
    if (strcmp(name, "student.txt") == 0)
        return STUDENT_FILE_MOST;
    if (is_report(name))
        return REPORT_MOST;
    return chapter ? limit_in(chapter, behind_slash(name)) : 0;
}

/* Where the listed name starts in `path`, which may have one folder above
 * it; NULL when the path is none that we take. */
static const char *listed(const Catalogue *catalogue, const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    if (strlen(path) > UNPACK_PATH || *path == '/')
        return NULL;
    if (limit_of(catalogue, path))
        return path;
    const char *slash = strchr(path, '/');
    bool up = strncmp(path, "../", 3) == 0;
    return slash && !up && limit_of(catalogue, slash + 1) ? slash + 1 : NULL;
}

static size_t wanted(const char *path, const void *user)
{
    const Intake *in = user;
    const char *name = listed(in->catalogue, path);
    return name ? limit_of(in->catalogue, name) : 0;
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
    if (is_picture(name)) {
        bool png = entry->size > 8 && !memcmp(entry->bytes, "\x89PNG\r\n", 6);
        bool jpg =
            entry->size > 8 && !memcmp(entry->bytes, "\xff\xd8\xff", 3);
        return png || jpg ? NULL : "is no PNG or JPEG picture";
    }
    if (is_report(name))
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
    if (!problem && !is_picture(name) && !is_report(name))
        file->bytes =
            plain_text(entry->bytes, entry->size, &file->size, &problem);
    else if (!problem) {
        file->bytes = grow(NULL, entry->size + 1, 1);
        memcpy(file->bytes, entry->bytes, entry->size + 1);
    }
    file->problem = problem ? format("%s", problem) : NULL;
}

static void ignore(Intake *in, const char *path)
{
    char *shown = clean_ascii(path, strlen(path), 80);
    texts_add(&in->ignored, "%s", shown);
    free(shown);
}

static void take(const Entry *entry, void *user)
{
    Intake *in = user;
    const char *path = entry->path, *name = listed(in->catalogue, path);
    if (!name || entry->state == ENTRY_NOT_WANTED) {
        ignore(in, path);
        return;
    }
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    const Chapter *chapter = chapter_of(in->catalogue, name);
    const char *base = behind_slash(name);
    Candidate c = {.top = format("%.*s", (int)(name - path), path),
                   .file.own = chapter && own_file(chapter, base)};
    c.file.problem = c.file.own ? own_problem(chapter, base) : NULL;
    c.file.path = c.file.problem    ? clean_ascii(name, strlen(name), 120)
                  : is_report(name) ? format("report.pdf")
                                    : format("%s", name);
    if (!c.file.problem)
        take_bytes(&c.file, entry, base);
    in->candidates =
        grow(in->candidates, in->count + 1, sizeof *in->candidates);
    in->candidates[in->count++] = c;
}

/* Choice */

static bool in_chapter(const Candidate *c)
{
    return !c->file.own && strchr(c->file.path, '/') != NULL;
}

/* The one folder whose chapters are meant. Ends the program when there is
 * none, or when it is not clear which. */
static const char *choose_top(const Intake *in, const char *shown)
{
    const char *top = NULL, *other = NULL;
    for (size_t i = 0; i < in->count; i++) {
        const char *this = in->candidates[i].top;
        if (!in_chapter(&in->candidates[i]))
            continue;
        if (!*this)
            return ""; /* chapters at the top itself */
        if (top && strcmp(top, this) != 0)
            other = this;
        else
            top = this;
    }
    if (!top)
        die(BAD_INPUT,
            "%s holds none of the files that are graded, such as "
            "%s/%s",
            shown, in->catalogue->chapters[0].name,
            in->catalogue->chapters[0].sources.count
                ? in->catalogue->chapters[0].sources.item[0]
                : "answers.md");
    if (other)
        die(BAD_INPUT,
            "%s holds chapters in several folders, such as %s and "
            "%s; name one of them",
            shown, clean_ascii(top, strlen(top), 60),
            clean_ascii(other, strlen(other), 60));
    return top;
}

static void release(Handed *file)
{
    free(file->path);
    free(file->bytes);
    free(file->problem);
}

static void leave_out(Handed *file, char *why)
{
    free(file->bytes);
    free(file->problem);
    file->bytes = NULL;
    file->problem = why;
}

static void add_file(Submission *s, Handed *file)
{
    for (size_t i = 0; i < s->file_count; i++) {
        Handed *first = &s->files[i];
        if (strcmp(first->path, file->path) != 0)
            continue;
        bool report = strcmp(first->path, "report.pdf") == 0;
        leave_out(first, format("%s", report ? "is not the only PDF, so none "
                                               "was taken"
                                             : "occurs twice, so neither was "
                                               "taken"));
        release(file);
        return;
    }
    s->files = grow(s->files, s->file_count + 1, sizeof *s->files);
    s->files[s->file_count++] = *file;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const Handed *)a)->path, ((const Handed *)b)->path);
}

/* Of the files of a student's own, the first of each chapter. */
static void leave_out_many(Submission *s)
{
    size_t taken = 0, folder = 0;
    for (size_t i = 0; i < s->file_count; i++) {
        Handed *file = &s->files[i];
        if (strncmp(file->path, s->files[i ? i - 1 : 0].path, folder) != 0)
            taken = 0;
        folder = (size_t)(behind_slash(file->path) - file->path);
        if (!file->own || !file->bytes || ++taken <= OWN_MOST)
            continue;
        leave_out(file, own_too_many());
    }
}

static void choose_files(Intake *in, const char *shown, Submission *s)
{
    char *top = format("%s", choose_top(in, shown));
    for (size_t i = 0; i < in->count; i++) {
        Candidate *c = &in->candidates[i];
        if (strcmp(c->top, top) == 0)
            add_file(s, &c->file);
        else {
            char *path = format("%s%s", c->top, c->file.path);
            ignore(in, path);
            free(path);
            release(&c->file);
        }
        free(c->top);
    }
    free(in->candidates);
    free(top);
    qsort(s->files, s->file_count, sizeof *s->files, by_path);
    leave_out_many(s);
}

/* What a person should see */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

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
        char *longer =
            format("%s%s%s", list, told++ ? ", " : "", ignored->item[i]);
        free(list);
        list = longer;
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

Submission intake(const char *path, const char *name,
                  const Catalogue *catalogue)
{
    char why[300], *shown = clean_ascii(path, strlen(path), 300);
    Intake in = {.catalogue = catalogue};
    Submission s = {.group = format("%s", "")};
    int fd = open_submission(path, shown);
    if (!unpack(fd, wanted, take, &in, why, sizeof why))
        die(BAD_INPUT, "%s cannot be read: %s", shown, why);
    close(fd);
    s.name =
        name && *name ? clean_line(name, strlen(name), 120) : name_of(path);
    choose_files(&in, shown, &s);
    student_read(handed(&s, NULL, "student.txt"), &s);
    flag_ignored(&in.ignored, &s.flags);
    flag_problems(&s);
    set_keys(&s);
    texts_free(&in.ignored);
    free(shown);
    return s;
}

void intake_give(Submission *s, const char *chapter, const char *name,
                 const char *text)
{
    Handed file = {.path = format("%s/%s", chapter, name),
                   .bytes = format("%s", text),
                   .size = strlen(text)};
    for (size_t i = 0; i < s->file_count; i++)
        if (strcmp(s->files[i].path, file.path) == 0) {
            release(&s->files[i]);
            s->files[i] = file;
            return;
        }
    add_file(s, &file);
}

const Handed *handed(const Submission *s, const char *chapter,
                     const char *name)
{
    char *path =
        chapter ? format("%s/%s", chapter, name) : format("%s", name);
    const Handed *found = NULL;
    for (size_t i = 0; i < s->file_count && !found; i++)
        if (strcmp(s->files[i].path, path) == 0)
            found = &s->files[i];
    free(path);
    return found;
}

static bool is_below(const Handed *file, const Chapter *chapter)
{
    size_t length = strlen(chapter->name);
    return strncmp(file->path, chapter->name, length) == 0 &&
           file->path[length] == '/';
}

static void add_own(const Submission *s, const Chapter *chapter,
                    const char *ending, Texts *names)
{
    for (size_t i = 0; i < s->file_count; i++) {
        const Handed *file = &s->files[i];
        if (file->own && file->bytes && is_below(file, chapter) &&
            ends_in(file->path, ending))
            texts_add(names, "%s", behind_slash(file->path));
    }
}

Texts handed_sources(const Submission *s, const Chapter *chapter)
{
    Texts names = {0};
    for (size_t i = 0; i < chapter->sources.count; i++)
        texts_add(&names, "%s", chapter->sources.item[i]);
    add_own(s, chapter, ".c", &names);
    return names;
}

Texts handed_headers(const Submission *s, const Chapter *chapter)
{
    Texts names = {0};
    add_own(s, chapter, ".h", &names);
    return names;
}

void intake_drop_own(Submission *s, const Chapter *chapter)
{
    bool any = false;
    for (size_t i = 0; i < s->file_count; i++) {
        Handed *file = &s->files[i];
        if (!file->own || !file->bytes || !is_below(file, chapter))
            continue;
        leave_out(file, format("is not taken"));
        any = true;
    }
    if (any)
        texts_add(&s->flags,
                  "the student's own files of %s are not taken: the course "
                  "gives its code",
                  chapter->name);
}

char *submission_id(const Submission *s)
{
    char *id = format("%s", s->student_count ? s->students[0].id : "");
    for (char *c = id; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    return id;
}

void submission_free(Submission *s)
{
    for (size_t i = 0; i < s->file_count; i++)
        release(&s->files[i]);
    free(s->files);
    for (size_t i = 0; i < s->student_count; i++) {
        free(s->students[i].id);
        free(s->students[i].name);
    }
    texts_free(&s->flags);
    texts_free(&s->declared);
    free(s->group);
    free(s->name);
    *s = (Submission){0};
}
