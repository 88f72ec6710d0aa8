/* submission.c - what was taken in, asked for by its names. */
#include "base/fault.h"
#include "choose.h"

#include <stdlib.h>
#include <string.h>

void intake_give(Submission *s, const char *chapter, const char *name,
                 const char *text)
{
    Handed file = {.path = format("%s/%s", chapter, name),
                   .bytes = format("%s", text),
                   .size = strlen(text)};
    for (size_t i = 0; i < s->file_count; i++)
        if (strcmp(s->files[i].path, file.path) == 0) {
            handed_free(&s->files[i]);
            s->files[i] = file;
            return;
        }
    s->files = grow(s->files, s->file_count + 1, sizeof *s->files);
    s->files[s->file_count++] = file;
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
            strcmp(strrchr(file->path, '.'), ending) == 0)
            texts_add(names, "%s", strrchr(file->path, '/') + 1);
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
        handed_leave_out(file, format("is not taken"));
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
        handed_free(&s->files[i]);
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
