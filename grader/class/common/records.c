/* records.c - reads what a class run left. */
#include "records.h"
#include "base/fault.h"
#include "base/files.h"

#include <stdlib.h>
#include <string.h>

Records records_read(const char *out)
{
    json_error_t error;
    char *path = format("%s/class.json", out);
    Records records = {.out = format("%s", out),
                       .head = json_load_file(path, 0, &error)};
    json_t *list = json_object_get(records.head, "submissions");
    if (!json_is_array(list))
        die(BAD_INPUT,
            "%s: %s; give OUT=, the directory that make class "
            "wrote",
            path, records.head ? "no class" : error.text);
    records.count = json_array_size(list);
    free(path);
    return records;
}

void records_free(Records *records)
{
    json_decref(records->head);
    free(records->out);
    *records = (Records){0};
}

const json_t *records_entry(const Records *records, size_t i)
{
    return json_array_get(json_object_get(records->head, "submissions"), i);
}

const char *records_name(const Records *records, size_t i)
{
    const char *name = text_of(records_entry(records, i), "name");
    if (!*name || *name == '.' || strchr(name, '/'))
        die(BAD_INPUT, "%s/class.json: submission %zu has no usable name",
            records->out, i + 1);
    return name;
}

char *records_path(const Records *records, size_t i, const char *file)
{
    return format("%s/%s/%s", records->out, records_name(records, i), file);
}

json_t *records_record(const Records *records, size_t i)
{
    char *path = records_path(records, i, "result.json");
    json_t *record = json_load_file(path, 0, NULL);
    free(path);
    if (json_is_array(json_object_get(record, "exercises")))
        return record;
    json_decref(record);
    return NULL;
}

char *records_problem(const Records *records, size_t i)
{
    const char *known = text_of(records_entry(records, i), "problem");
    char *path = records_path(records, i, "problem.txt");
    char *text = file_read(path, 64 << 10, NULL);
    const char *said = text ? text : known;
    char *clean = clean_line(said, strlen(said), 500);
    free(text);
    free(path);
    return clean;
}

json_t *record_exercise(const json_t *record, const char *id)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(record, "exercises"), i, one)
    {
        if (strcmp(text_of(one, "id"), id) == 0)
            return one;
    }
    return NULL;
}
