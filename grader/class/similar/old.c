/* old.c - last year's submissions. */
#include "base/fault.h"
#include "base/files.h"
#include "intake/intake.h"
#include "similar.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void keep(const char *to, size_t number, const char *path,
                 const void *bytes, size_t size)
{
    char *file = format("%s/%zu/%s", to, number, path);
    char *directory = format("%.*s", (int)(strrchr(file, '/') - file), file);
    if (!directory_make(directory))
        die(GRADER_FAULT, "%s cannot be made: %s", directory,
            strerror(errno));
    file_write(file, bytes, size);
    free(directory);
    free(file);
}

static bool is_source(const char *path)
{
    size_t length = strlen(path);
    const char *ending = length > 2 ? path + length - 2 : "";
    return strchr(path, '/') &&
           (strcmp(ending, ".c") == 0 || strcmp(ending, ".h") == 0);
}

/* Archives are read in a process of its own: one that cannot be read ends
 * that. */
static bool take(const char *from, const char *to, size_t number,
                 const Catalogue *catalogue)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        Submission s = intake(from, NULL, catalogue);
        for (size_t i = 0; i < s.file_count; i++)
            if (s.files[i].bytes && is_source(s.files[i].path))
                keep(to, number, s.files[i].path, s.files[i].bytes,
                     s.files[i].size);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static Texts collect_folder(const char *path, const char *to,
                            const Catalogue *catalogue)
{
    Texts names = {0}, shown = {0};
    directory_names(path, &names);
    if (names.count == 0)
        die(BAD_INPUT, "OLD=%s holds no submission", path);
    for (size_t i = 0; i < names.count; i++) {
        char *from = format("%s/%s", path, names.item[i]);
        char *label = clean_line(names.item[i], strlen(names.item[i]), 100);
        texts_add(&shown, "%s (OLD)", label);
        if (!take(from, to, i, catalogue))
            complain("%s of OLD is not compared", label);
        free(label);
        free(from);
    }
    texts_free(&names);
    return shown;
}

static void keep_chapter(const Records *old, size_t number,
                         const char *chapter, const char *to)
{
    Texts names = {0};
    char *part = format("sources/%s", chapter);
    char *folder = records_path(old, number, part);
    directory_names(folder, &names);
    for (size_t i = 0; i < names.count; i++) {
        size_t size;
        char *name = format("%s/%s", chapter, names.item[i]);
        char *from = format("%s/%s", folder, names.item[i]);
        char *bytes =
            is_source(name) ? file_read(from, SOURCE_MOST, &size) : NULL;
        if (bytes)
            keep(to, number, name, bytes, size);
        free(bytes);
        free(from);
        free(name);
    }
    texts_free(&names);
    free(folder);
    free(part);
}

/* What a former run kept. */
static Texts collect_run(const char *path, const char *to,
                         const Catalogue *catalogue)
{
    Texts shown = {0};
    Records old = records_read(path);
    for (size_t i = 0; i < old.count; i++) {
        texts_add(&shown, "%s (OLD)", records_name(&old, i));
        for (size_t c = 0; c < catalogue->count; c++)
            keep_chapter(&old, i, catalogue->chapters[c].name, to);
    }
    records_free(&old);
    return shown;
}

Texts collect_old(const char *path, const char *to,
                  const Catalogue *catalogue)
{
    char *mark = format("%s/class.json", path);
    bool run = access(mark, F_OK) == 0;
    free(mark);
    return run ? collect_run(path, to, catalogue)
               : collect_folder(path, to, catalogue);
}
