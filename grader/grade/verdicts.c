/* verdicts.c - what the judge said, kept for later. */
#include "verdicts.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

char *verdicts_text(const char *key, const Order *order,
                    json_t *const *chapters)
{
    const Isolation *isolation = &order->grading->isolation;
    json_t *list = made(json_array());
    for (size_t i = 0; i < order->catalogue->count; i++)
        json_array_append(list, chapters[i]);
    json_t *root = made(json_pack(
        "{ss ss ss s{sb si sb} so}", "key", key, "seed", order->grading->seed,
        "kernel", order->kernel, "isolation", "namespaces",
        isolation->namespaces, "landlock", isolation->landlock, "seccomp",
        isolation->seccomp, "chapters", list));
    char *text = need(json_dumps(root, JSON_COMPACT));
    json_decref(root);
    return text;
}

static bool understand(const char *key, size_t count, Verdicts *v)
{
    const char *found;
    int namespaces, seccomp;
    json_t *list;
    if (json_unpack(v->root, "{ss ss ss s{sb si sb} so}", "key", &found,
                    "seed", &v->seed, "kernel", &v->kernel, "isolation",
                    "namespaces", &namespaces, "landlock",
                    &v->isolation.landlock, "seccomp", &seccomp, "chapters",
                    &list) != 0 ||
        strcmp(found, key) != 0 || json_array_size(list) != count)
        return false;
    v->isolation.namespaces = namespaces;
    v->isolation.seccomp = seccomp;
    v->chapter = grow(NULL, count, sizeof *v->chapter);
    for (size_t i = 0; i < count; i++)
        v->chapter[i] = json_array_get(list, i);
    return true;
}

bool verdicts_read(const char *directory, const char *key, size_t count,
                   Verdicts *verdicts)
{
    char *path = format("%s/verdicts.json", directory);
    *verdicts = (Verdicts){.root = json_load_file(path, 0, NULL)};
    free(path);
    if (verdicts->root && understand(key, count, verdicts))
        return true;
    verdicts_free(verdicts);
    return false;
}

void verdicts_free(Verdicts *verdicts)
{
    json_decref(verdicts->root);
    free(verdicts->chapter);
    *verdicts = (Verdicts){0};
}
