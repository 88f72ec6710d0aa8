/* old.c - last year's submissions. */
#include "fault.h"
#include "files.h"
#include "intake.h"
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
    return length > 2 && strcmp(path + length - 2, ".c") == 0 &&
           strchr(path, '/');
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

/* What a former run kept. */
static Texts collect_run(const char *path, const char *to,
                         const Catalogue *catalogue)
{
    Texts shown = {0};
    Records old = records_read(path);
    for (size_t i = 0; i < old.count; i++) {
        texts_add(&shown, "%s (OLD)", records_name(&old, i));
        for (size_t c = 0; c < catalogue->count; c++) {
            const Chapter *chapter = &catalogue->chapters[c];
            for (size_t s = 0; s < chapter->sources.count; s++) {
                size_t size;
                char *name =
                    format("%s/%s", chapter->name, chapter->sources.item[s]);
                char *part = format("sources/%s", name);
                char *from = records_path(&old, i, part);
                char *bytes = file_read(from, SOURCE_MOST, &size);
                if (bytes)
                    keep(to, i, name, bytes, size);
                free(bytes);
                free(from);
                free(part);
                free(name);
            }
        }
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
