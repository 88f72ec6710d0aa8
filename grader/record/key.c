/* key.c - of what a record is the outcome. */
#include "key.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/hash.h"
#include "data_key.h"

#include <stdlib.h>
#include <string.h>

static void add(Hash *hash, const char *text)
{
    hash_add(hash, text ? text : "", text ? strlen(text) : 0);
}

static void add_preset(Hash *hash, const char *course)
{
    char *path = format("grader/courses/%s", course);
    char *preset = file_read(path, 1 << 20, NULL);
    add(hash, course);
    add(hash, preset);
    free(preset);
    free(path);
}

Keys keys_of(const Origin *origin)
{
    Keys keys;
    char data[65] = "";
    Hash verdicts = hash_new(), record = hash_new();
    if (origin->train)
        data_key(data);
    add(&verdicts, origin->submission->key);
    add(&verdicts, origin->grader);
    add(&verdicts, origin->kernel);
    add_preset(&verdicts, origin->course);
    add(&verdicts, origin->train ? "1" : "0");
    add(&verdicts, origin->seed);
    add(&verdicts, data);
    hash_end(&verdicts, keys.verdicts);
    add(&record, keys.verdicts);
    add(&record, origin->received);
    add(&record, origin->archive);
    if (origin->marks)
        marks_hash(origin->marks, origin->submission->name, &record);
    hash_end(&record, keys.record);
    return keys;
}
