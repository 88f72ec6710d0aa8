/* data_key.c - which real data a training run would find. The stand-ins come
 * from the grader's own sources, which have a hash already. */
#include "data_key.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "search.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char memory[] = "build/grader/data.tsv";

/* "SIZE SECONDS NANOSECONDS PATH"; a path with a line end is not remembered.
 */
static char *stamp(const char *path, const struct stat *s)
{
    return format("%jd %jd %ld %s", (intmax_t)s->st_size,
                  (intmax_t)s->st_mtim.tv_sec, s->st_mtim.tv_nsec, path);
}

static bool remembered(const char *wanted, char key[65])
{
    char *text = file_read(memory, 1 << 20, NULL), *rest = text;
    bool found = false;
    for (char *line; !found && (line = strsep(&rest, "\n"));) {
        found = strlen(line) > 65 && line[64] == '\t' &&
                strcmp(line + 65, wanted) == 0;
        if (found)
            snprintf(key, 65, "%.64s", line);
    }
    free(text);
    return found;
}

/* Gradings that run beside this one may remember at the same time; what is
 * lost then is looked at again. */
static void remember(const char *stamped, const char key[65])
{
    char *old = file_read(memory, 1 << 20, NULL);
    char *fresh = format("%s.XXXXXX", memory); /* others may be elsewhere */
    int fd = strchr(stamped, '\n') ? -1 : mkostemp(fresh, O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (file) {
        bool fine =
            fprintf(file, "%s%s\t%s\n", old ? old : "", key, stamped) > 0;
        fine = fclose(file) == 0 && fine;
        if (!fine || rename(fresh, memory) != 0)
            unlink(fresh);
    }
    free(fresh);
    free(old);
}

static void add_file(Hash *hash, const char *path)
{
    char key[65] = "";
    struct stat s;
    if (stat(path, &s) != 0)
        return;
    char *stamped = stamp(path, &s);
    if (!remembered(stamped, key)) {
        hash_file(path, key);
        remember(stamped, key);
    }
    free(stamped);
    hash_add(hash, key, strlen(key));
}

void data_key(char key[65])
{
    SetFiles found[SETS];
    Flaw why;
    Hash hash = hash_new();
    if (!data_search(found, &why))
        die(GRADER_FAULT, "%s", why.text);
    for (Set set = 0; set < SETS; set++)
        for (size_t i = 0; i < SEARCH_FILES && *found[set].path[0]; i++)
            if (*found[set].path[i])
                add_file(&hash, found[set].path[i]);
    hash_end(&hash, key);
}
