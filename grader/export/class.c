/* class.c - a class that was graded. */
#include "class.h"
#include "base/fault.h"
#include "base/files.h"
#include "record/record.h"
#include "view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CLASS_MOST = 256 << 20 };

static const json_t *submission(const Class *class, size_t number)
{
    return json_array_get(json_object_get(class->whole, "submissions"),
                          number);
}

/* Names are made by the class run; one that could lead elsewhere was not. */
static bool sound(const json_t *list)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *name = text_of(one, "name");
        if (!*name || *name == '.' || strchr(name, '/'))
            return false;
    }
    return json_is_array(list);
}

bool class_read(const char *out, Class *class)
{
    char *path = format("%s/class.json", out);
    char *text = file_read(path, CLASS_MOST, NULL);
    if (!text && errno != ENOENT && errno != ENOTDIR)
        die(BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    json_t *whole = text ? json_loads(text, 0, NULL) : NULL;
    if (text && !sound(json_object_get(whole, "submissions")))
        die(BAD_INPUT, "%s is no list of a class", path);
    *class = (Class){out, whole,
                     json_array_size(json_object_get(whole, "submissions"))};
    free(path);
    free(text);
    return whole != NULL;
}

const char *class_name(const Class *class, size_t number)
{
    return text_of(submission(class, number), "name");
}

char *class_platform(const Class *class, size_t number, const char *key)
{
    const json_t *value = json_object_get(
        json_object_get(submission(class, number), "platform"), key);
    if (json_is_integer(value))
        return format("%lld", (long long)json_integer_value(value));
    const char *text = json_string_value(value);
    return text ? clean_line(text, strlen(text), 400) : format("%s", "");
}

json_t *class_view(const Class *class, size_t number)
{
    const char *problem = text_of(submission(class, number), "problem");
    const char *name = class_name(class, number);
    char *path = format("%s/%s", class->out, name);
    json_t *view = view_read(path, name);
    free(path);
    return view ? view : *problem ? view_of_problem(name, problem) : NULL;
}

void class_free(Class *class)
{
    json_decref(class->whole);
    *class = (Class){0};
}
