/* field.c - all sources of one file of one chapter. */
#include "fault.h"
#include "files.h"
#include "similar.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_BYTES = 1 << 20 };

static void add(Field *field, const char *path, const char *label,
                Origin origin)
{
    char *text = file_read(path, SOURCE_BYTES, NULL);
    if (!text)
        return;
    Tokens tokens = tokens_of(text, NULL);
    field->sources =
        grow(field->sources, field->count + 1, sizeof *field->sources);
    field->sources[field->count++] =
        (Source){format("%s", label),
                 origin,
                 text,
                 tokens,
                 need(calloc(tokens.count + 1, 1)),
                 need(calloc(tokens.count + 1, sizeof(unsigned)))};
    field->now += origin == NOW;
}

/* The same files under two names are told elsewhere. */
static bool is_double(const json_t *entry)
{
    return *text_of(entry, "same_as");
}

static void add_class(Field *field, const Records *records, const char *part)
{
    for (size_t i = 0; i < records->count; i++) {
        char *path = records_path(records, i, part);
        if (!is_double(records_entry(records, i)))
            add(field, path, records_name(records, i), NOW);
        free(path);
    }
}

static void add_old(Field *field, const char *old, const Texts *names)
{
    for (size_t i = 0; i < names->count; i++) {
        char *path = format("%s/%zu/%s", old, i, field->file);
        add(field, path, names->item[i], BEFORE);
        free(path);
    }
}

static bool is_given(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".c") == 0 && strcmp(name, "tests.c") != 0;
}

static void add_ours(Field *field, const char *chapter)
{
    static const char *const places[] = {"solutions", "skeletons"};
    Texts names = {0};
    char *given = format("chapters/%s", chapter);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = format("%s/%s", places[i], field->file);
        add(field, path, "", OURS);
        free(path);
    }
    directory_names(given, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = format("%s/%s", given, names.item[i]);
        if (is_given(names.item[i]))
            add(field, path, "", OURS);
        free(path);
    }
    texts_free(&names);
    free(given);
}

Field field_read(const Records *records, const char *chapter,
                 const char *name, const char *old, const Texts *old_names)
{
    Field field = {.file = format("%s/%s", chapter, name)};
    char *part = format("sources/%s", field.file);
    add_class(&field, records, part);
    if (old)
        add_old(&field, old, old_names);
    add_ours(&field, chapter);
    free(part);
    return field;
}

void field_free(Field *field)
{
    for (size_t i = 0; i < field->count; i++) {
        Source *s = &field->sources[i];
        free(s->label);
        free(s->text);
        tokens_free(&s->tokens);
        free(s->ours);
        free(s->others);
    }
    free(field->sources);
    free(field->file);
    *field = (Field){0};
}
