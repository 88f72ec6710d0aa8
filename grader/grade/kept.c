/* kept.c - results of compilations, kept for a later grading. */
#include "kept.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void add_text(Hash *hash, const char *text)
{
    hash_add(hash, text, strlen(text));
}

char *kept_place(const char *script, const Texts *from, const Texts *as)
{
    const char *directory = getenv("COMPILED");
    if (!directory || !*directory)
        return NULL;
    char key[65];
    Hash hash = hash_new();
    add_text(&hash, __VERSION__); /* of the compiler */
    add_text(&hash, script);
    for (size_t i = 0; i < from->count; i++) {
        char of_file[65];
        hash_file(from->item[i], of_file);
        add_text(&hash, as->item[i]);
        add_text(&hash, of_file);
    }
    hash_end(&hash, key);
    return format("%s/%s", directory, key);
}

static void copy(const char *name, const char *from, const char *to)
{
    char *source = format("%s/%s", from, name);
    char *target = format("%s/%s", to, name);
    if (access(source, R_OK) == 0)
        file_copy(source, target);
    free(source);
    free(target);
}

bool kept_fetch(const char *place, const char *directory)
{
    Texts names = {0};
    directory_names(place, &names);
    for (size_t i = 0; i < names.count; i++)
        copy(names.item[i], place, directory);
    bool any = names.count > 0;
    texts_free(&names);
    return any;
}

void kept_store(const char *place, const char *directory,
                const Texts *results)
{
    char *fresh = format("%s.XXXXXX", place); /* of many machines, perhaps */
    if (!mkdtemp(fresh) || chmod(fresh, 0755) != 0)
        die(GRADER_FAULT,
            "%s cannot be made: COMPILED= takes a directory "
            "that can be written to",
            fresh);
    for (size_t i = 0; i < results->count; i++)
        copy(results->item[i], directory, fresh);
    if (rename(fresh, place) != 0) /* another grading was faster */
        tree_remove(fresh);
    free(fresh);
}
