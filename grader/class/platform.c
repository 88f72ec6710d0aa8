/* platform.c - how platforms name what they hand out. What students choose
 * stands at the end, so the first place that fits is the platform's. */
#include "platform.h"

#include <ctype.h>
#include <string.h>

static int digits(const char *text)
{
    int length = 0;
    while (isdigit((unsigned char)text[length]))
        length++;
    return length;
}

/* Digits that end in front of `end`, and a "_" in front of them. */
static bool number_before(const char *name, const char *end,
                          PlatformName *parts)
{
    const char *first = end;
    while (first > name && isdigit((unsigned char)first[-1]))
        first--;
    if (first == end || first < name + 2 || first[-1] != '_')
        return false;
    parts->person = (int)(first - 1 - name);
    parts->id_at = (int)(first - name);
    parts->id = (int)(end - first);
    return true;
}

static bool moodle_kind(const char *kind, PlatformName *parts)
{
    parts->text = strncmp(kind, "onlinetext", 10) == 0;
    parts->file = kind + (parts->text ? 10 : 4);
    if (!parts->text && strncmp(kind, "file", 4) != 0)
        return false;
    if (*parts->file == '_')
        parts->file++;
    else if (*parts->file)
        return false;
    return true;
}

bool moodle_name(const char *name, PlatformName *parts)
{
    static const char mark[] = "_assignsubmission_";
    for (const char *at = name; (at = strstr(at, mark)); at++) {
        *parts = (PlatformName){0};
        if (number_before(name, at, parts) &&
            moodle_kind(at + sizeof mark - 1, parts))
            return true;
    }
    return false;
}

/* "LATE_", and the two numbers with a "_" behind each. */
static bool canvas_rest(const char *name, const char *rest,
                        PlatformName *parts)
{
    parts->late = strncmp(rest, "LATE_", 5) == 0;
    rest += parts->late ? 5 : 0;
    parts->id_at = (int)(rest - name);
    parts->id = digits(rest);
    rest += parts->id;
    parts->text =
        strcmp(rest, "_text.html") == 0 || strcmp(rest, "_link.html") == 0;
    if (parts->text) {
        parts->file = rest + 1;
        return parts->id > 0;
    }
    int attempt = *rest == '_' ? digits(rest + 1) : 0;
    parts->file = rest + attempt + 2;
    return parts->id && attempt && rest[attempt + 1] == '_' && *parts->file;
}

bool canvas_name(const char *name, PlatformName *parts)
{
    for (const char *at = name + 1; *name && (at = strchr(at, '_')); at++) {
        *parts = (PlatformName){.person = (int)(at - name)};
        if (canvas_rest(name, at + 1, parts))
            return true;
    }
    return false;
}
