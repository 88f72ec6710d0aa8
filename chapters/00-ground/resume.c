/* resume.c - one text line that says what follows, then the bytes. */
#include "resume.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 4096, LINE = 300 };

static void path_of(const Resume *r, const char *end, char path[PATH])
{
    snprintf(path, PATH, "%s/%s%s", r->dir, r->name, end);
}

static size_t bytes_of(const Resume *r)
{
    size_t bytes = r->size;
    for (size_t i = 0; i < r->count; i++)
        bytes += mat_size(r->mats[i]) * sizeof(real);
    return bytes;
}

/* The first line of a file with this state. */
static void write_line(const Resume *r, size_t done, char line[LINE])
{
    snprintf(line, LINE, "resume %.200s %zu %zu %zu %zu\n", r->key,
             sizeof(real), r->count, bytes_of(r), done);
}

static bool write_all(const Resume *r, size_t done, FILE *file)
{
    char line[LINE];
    write_line(r, done, line);
    fputs(line, file);
    for (size_t i = 0; i < r->count; i++)
        fwrite(r->mats[i]->data, sizeof(real), mat_size(r->mats[i]), file);
    fwrite(r->notes, 1, r->size, file);
    return !ferror(file);
}

bool resume_save(const Resume *r, size_t done)
{
    char path[PATH], part[PATH];
    if (!r->key)
        return true;
    path_of(r, ".state", path);
    path_of(r, ".state.part", part);
    FILE *file = fopen(part, "wbe");
    bool good = file && write_all(r, done, file);
    if (file)
        good &= fclose(file) == 0;
    good = good && rename(part, path) == 0;
    if (!good)
        fprintf(stderr, "%s: %s; the run cannot be taken up again\n", path,
                strerror(errno));
    return good;
}

/* The bytes behind a first line that fits, else NULL. */
static char *read_all(const Resume *r, FILE *file, size_t *done)
{
    char line[LINE], due[LINE], more;
    const char *last;
    if (!fgets(line, sizeof line, file) || !(last = strrchr(line, ' ')) ||
        sscanf(last, "%zu", done) != 1)
        return NULL;
    write_line(r, *done, due);
    char *bytes = strcmp(line, due) == 0 ? malloc(bytes_of(r) + 1) : NULL;
    if (bytes && (fread(bytes, 1, bytes_of(r), file) != bytes_of(r) ||
                  fread(&more, 1, 1, file) != 0)) {
        free(bytes);
        bytes = NULL;
    }
    return bytes;
}

size_t resume_load(const Resume *r)
{
    char path[PATH];
    size_t done = 0, at = 0;
    path_of(r, ".state", path);
    FILE *file = r->key ? fopen(path, "rbe") : NULL;
    char *bytes = file ? read_all(r, file, &done) : NULL;
    if (file)
        fclose(file);
    if (!bytes)
        return 0;
    for (size_t i = 0; i < r->count; i++) {
        size_t size = mat_size(r->mats[i]) * sizeof(real);
        memcpy(r->mats[i]->data, bytes + at, size);
        at += size;
    }
    memcpy(r->notes, bytes + at, r->size);
    free(bytes);
    return done;
}

void resume_forget(const Resume *r)
{
    char path[PATH];
    path_of(r, ".state", path);
    if (r->key)
        remove(path);
}
