/* field.c - all sources of one file of one chapter. */
#include "base/fault.h"
#include "base/files.h"
#include "intake/own.h"
#include "similar.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCE_BYTES = 1 << 20 };

/* Takes the text over. */
static void add(Field *field, char *text, const char *label, Origin origin)
{
    if (!text)
        return;
    field->sources =
        grow(field->sources, field->count + 1, sizeof *field->sources);
    field->sources[field->count++] = (Source){
        .label = format("%s", label), .origin = origin, .text = text};
    field->now += origin == NOW;
}

/* What is far from what the exercises ask, whatever it is good for. */
static char *find_odd(const Source *source)
{
    const Grams *grams = &source->grams;
    size_t bytes = strlen(source->text);
    if (source->tokens.cut)
        return format("is so long that only its first %zu tokens are "
                      "compared with others",
                      source->tokens.count);
    if (grams->count >= REPEATS_LEAST &&
        grams->kinds * REPEATS_PART < grams->count)
        return format("repeats itself: of %zu passages %zu differ",
                      grams->count, grams->kinds);
    if (bytes > LONG_BYTES)
        return format("is %zu KB long", bytes / 1024);
    return NULL;
}

static void split(Field *field, Source *source)
{
    size_t fair = TOKENS_ALL / field->count;
    source->tokens =
        tokens_of(source->text, fair > TOKENS_LEAST ? fair : TOKENS_LEAST);
    size_t count = source->tokens.count;
    source->grams = grams_of(&source->tokens);
    source->ours = need(calloc(count + 1, 1));
    source->others = need(calloc(count + 1, sizeof *source->others));
    if (source->origin == NOW)
        source->odd = find_odd(source);
    if (source->origin == OURS && count > field->reference)
        field->reference = count;
}

/* The same files under two names are told elsewhere. */
static bool is_double(const json_t *entry)
{
    return *text_of(entry, "same_as") || *text_of(entry, "team_mate");
}

static char *joined(char *text, const char *name, char *more)
{
    char *both =
        more ? format("%s\n/* %s */\n%s", text ? text : "", name, more)
             : text;
    if (more)
        free(text);
    free(more);
    return both;
}

/* A chapter's file in `folder`, behind its first one all that stands there of
 * the student's own: code that was moved is compared, too. */
static char *whole(const Chapter *chapter, const char *name,
                   const char *folder)
{
    Texts names = {0};
    char *path = format("%s/%s", folder, name);
    char *text = file_read(path, SOURCE_BYTES, NULL);
    if (strcmp(name, chapter->sources.item[0]) == 0)
        directory_names(folder, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *own = format("%s/%s", folder, names.item[i]);
        if (own_file(chapter, names.item[i]))
            text = joined(text, names.item[i],
                          file_read(own, SOURCE_BYTES, NULL));
        free(own);
    }
    texts_free(&names);
    free(path);
    return text;
}

static void add_class(Field *field, const Records *records,
                      const Chapter *chapter, const char *name)
{
    char *part = format("sources/%s", chapter->name);
    for (size_t i = 0; i < records->count; i++) {
        char *folder = records_path(records, i, part);
        if (!is_double(records_entry(records, i)))
            add(field, whole(chapter, name, folder), records_name(records, i),
                NOW);
        free(folder);
    }
    free(part);
}

static void add_old(Field *field, const char *old, const Texts *names,
                    const Chapter *chapter, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        char *folder = format("%s/%zu/%s", old, i, chapter->name);
        add(field, whole(chapter, name, folder), names->item[i], BEFORE);
        free(folder);
    }
}

static void add_our(Field *field, const char *path)
{
    add(field, file_read(path, SOURCE_BYTES, NULL), "", OURS);
}

static bool is_given(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".c") == 0;
}

static void add_folder(Field *field, const char *folder)
{
    Texts names = {0};
    directory_names(folder, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = format("%s/%s", folder, names.item[i]);
        if (is_given(names.item[i]))
            add_our(field, path);
        free(path);
    }
    texts_free(&names);
}

static void add_ours(Field *field, const char *chapter)
{
    static const char *const places[] = {"solutions", "skeletons"};
    static const char *const given[] = {"", "/experiment"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = format("%s/%s", places[i], field->file);
        add_our(field, path);
        free(path);
    }
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        char *folder = format("chapters/%s%s", chapter, given[i]);
        add_folder(field, folder);
        free(folder);
    }
}

Field field_read(const Records *records, const Chapter *chapter,
                 const char *name, const char *old, const Texts *old_names)
{
    Field field = {.file = format("%s/%s", chapter->name, name)};
    add_class(&field, records, chapter, name);
    if (old)
        add_old(&field, old, old_names, chapter, name);
    add_ours(&field, chapter->name);
    for (size_t i = 0; i < field.count; i++)
        split(&field, &field.sources[i]);
    return field;
}

static void free_counts(Source *s)
{
    grams_free(&s->grams);
    free(s->ours);
    free(s->others);
    s->ours = NULL;
    s->others = NULL;
}

void field_compared(Field *field)
{
    for (size_t i = 0; i < field->count; i++)
        free_counts(&field->sources[i]);
}

void field_free(Field *field)
{
    for (size_t i = 0; i < field->count; i++) {
        Source *s = &field->sources[i];
        free_counts(s);
        free(s->label);
        free(s->text);
        free(s->odd);
        tokens_free(&s->tokens);
    }
    free(field->sources);
    free(field->file);
    *field = (Field){0};
}
