/* class.c - the submissions of a class and their names. */
#include "class.h"
#include "base/fault.h"
#include "base/hash.h"
#include "names.h"

#include <stdlib.h>
#include <string.h>

static const char *const layouts[] = {"folder", "archive", "moodle", "canvas",
                                      "gradescope"};

Entry *class_add(Class *class, const char *raw, int base, Layout layout)
{
    class->entry = grow(class->entry, class->count + 1, sizeof *class->entry);
    Entry *entry = &class->entry[class->count++];
    *entry = (Entry){.raw = format("%s", raw),
                     .base = format("%.*s", base, raw),
                     .layout = layout};
    return entry;
}

Entry *class_find(const Class *class, const char *raw)
{
    for (size_t i = 0; i < class->count; i++)
        if (strcmp(class->entry[i].raw, raw) == 0)
            return &class->entry[i];
    return NULL;
}

void set_text(char **text, const char *value)
{
    char *copy = format("%s", value);
    free(*text);
    *text = copy;
}

static int by_name(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->raw, y->raw);
}

static bool is_taken(const Class *class, const Entry *entry)
{
    for (size_t i = 0; i < class->count; i++)
        if (&class->entry[i] != entry &&
            strcmp(class->entry[i].name, entry->name) == 0)
            return true;
    return false;
}

/* Names that look alike, or were made to, are told apart by longer hashes. */
static void make_unique(Class *class)
{
    for (size_t i = class->count; i-- > 1;) {
        Entry *entry = &class->entry[i];
        while (is_taken(class, entry)) {
            char *longer = name_of_ours(entry->name, entry->raw, true);
            free(entry->name);
            entry->name = longer;
        }
    }
}

void class_name(Class *class)
{
    for (size_t i = 0; i < class->count; i++) {
        Entry *entry = &class->entry[i];
        entry->name = name_of_ours(entry->base, entry->raw, false);
    }
    if (class->count)
        qsort(class->entry, class->count, sizeof *class->entry, by_name);
    make_unique(class);
}

static json_t *shown(const char *text)
{
    char *clean = clean_line(text ? text : "", text ? strlen(text) : 0, 200);
    json_t *json = made(json_string(clean));
    free(clean);
    return json;
}

static json_t *or_null(const char *text)
{
    return text ? shown(text) : json_null();
}

static json_t *entry_json(const Entry *e, size_t number)
{
    char *path = path_encode(e->path),
         *archive = path_encode(e->archive ? e->archive : "");
    json_t *platform = made(json_pack(
        "{so so so so so so so sb}", "id", shown(e->id), "participant",
        shown(e->participant), "full_name", shown(e->full_name), "user",
        shown(e->user), "login", shown(e->login), "email", shown(e->email),
        "team", shown(e->team), "late", e->late));
    json_t *json = made(json_pack(
        "{sI ss so ss ss ss so so so sn sn s[]}", "number",
        (json_int_t)number, "name", e->name, "shown", shown(e->base), "path",
        path, "archive", archive, "layout", layouts[e->layout], "platform",
        platform, "received", or_null(e->received), "problem",
        or_null(e->problem), "same_as", "team_mate", "notes"));
    free(archive);
    free(path);
    return json;
}

static json_t *absent_json(const Class *class)
{
    json_t *list = made(json_array());
    for (size_t i = 0; i < class->absent_count; i++) {
        const Person *person = &class->absent[i];
        json_array_append_new(
            list, made(json_pack("{so so so}", "id", shown(person->id),
                                 "name", shown(person->name), "email",
                                 shown(person->email))));
    }
    return list;
}

json_t *class_json(const Class *class, const Course *course)
{
    json_t *submissions = made(json_array());
    for (size_t i = 0; i < class->count; i++)
        json_array_append_new(submissions,
                              entry_json(&class->entry[i], i + 1));
    return made(json_pack(
        "{ss ss ss so so so}", "course", course->name, "title", course->title,
        "deadline", course->deadline_text ? course->deadline_text : "",
        "submissions", submissions, "not_taken",
        texts_json(&class->not_taken), "absent", absent_json(class)));
}

static void entry_free(Entry *e)
{
    char *texts[] = {e->raw,         e->base,      e->name,     e->path,
                     e->participant, e->full_name, e->user,     e->login,
                     e->email,       e->team,      e->received, e->problem,
                     e->id,          e->archive};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

void class_free(Class *class)
{
    for (size_t i = 0; i < class->count; i++)
        entry_free(&class->entry[i]);
    for (size_t i = 0; i < class->absent_count; i++) {
        free(class->absent[i].id);
        free(class->absent[i].name);
        free(class->absent[i].email);
    }
    free(class->entry);
    free(class->absent);
    texts_free(&class->not_taken);
    *class = (Class){0};
}
