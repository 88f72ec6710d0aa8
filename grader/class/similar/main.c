/* main.c - who wrote alike.
 *
 *   similar OUT [OLD]    OUT/similar.json and OUT/similar.html from the
 *                        sources that a class run kept in OUT; OLD is a
 *                        folder of earlier submissions, or a former OUT */
#include "base/fault.h"
#include "base/files.h"
#include "similar.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Field *field;
    size_t count;
} Fields;

static char *make_directory(const char *name)
{
    char *path = format("%s/%s", scratch(), name);
    if (!directory_make(path))
        die(GRADER_FAULT, "%s cannot be made: %s", path, strerror(errno));
    return path;
}

static void compare(Fields *fields, Pairs *pairs, Field field)
{
    if (field.now == 0) {
        field_free(&field);
        return;
    }
    pairs_add(pairs, &field, fields->count);
    field_compared(&field);
    fields->field =
        grow(fields->field, fields->count + 1, sizeof *fields->field);
    fields->field[fields->count++] = field;
}

static void say(const Pairs *pairs)
{
    if (pairs->count)
        printf("%zu pairs of sources are alike; see similar.html\n",
               pairs->count);
    else
        puts("no two sources are alike");
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 3)
        die(BAD_INPUT, "usage: similar OUT [OLD]");
    Records records = records_read(argv[1]);
    Catalogue catalogue = catalogue_read();
    Fields fields = {0};
    Pairs pairs = {0};
    char *old = argc == 3 ? make_directory("old") : NULL;
    Texts names = old ? collect_old(argv[2], old, &catalogue) : (Texts){0};
    for (size_t c = 0; c < catalogue.count; c++) {
        const Chapter *chapter = &catalogue.chapters[c];
        for (size_t s = 0; s < chapter->sources.count; s++)
            compare(&fields, &pairs,
                    field_read(&records, chapter, chapter->sources.item[s],
                               old, &names));
    }
    similar_write(&records, fields.field, fields.count, &pairs);
    say(&pairs);
    pairs_free(&pairs);
    for (size_t i = 0; i < fields.count; i++)
        field_free(&fields.field[i]);
    free(fields.field);
    texts_free(&names);
    free(old);
    catalogue_free(&catalogue);
    records_free(&records);
    return 0;
}
