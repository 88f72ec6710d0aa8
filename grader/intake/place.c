/* place.c - where a file belongs. */
#include "place.h"
#include "base/fault.h"
#include "student.h"
#include "unpack.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Names */

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcasecmp(name + length - tail, ending) == 0;
}

bool place_is_picture(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("._-", name[i]))
            return false;
    const char *ending = length > 4 ? name + length - 4 : "";
    return length <= 64 && isalnum((unsigned char)*name) &&
           (strcmp(ending, ".png") == 0 || strcmp(ending, ".jpg") == 0);
}

/* Whatever they call it. */
bool place_is_report(const char *name)
{
    return !strchr(name, '/') && *name != '.' && ends_in(name, ".pdf");
}

bool place_is_archive(const char *name)
{
    static const char *const endings[] = {".zip",     ".tar",    ".tar.gz",
                                          ".tar.bz2", ".tar.xz", ".tgz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, endings[i]))
            return true;
    return false;
}

const char *place_chapters(const Chapter *chapter, const char *name)
{
    for (size_t i = 0; i < chapter->sources.count; i++)
        if (strcasecmp(chapter->sources.item[i], name) == 0)
            return chapter->sources.item[i];
    return chapter->answers && strcasecmp(name, "answers.md") == 0
               ? "answers.md"
               : NULL;
}

/* Paths */

static bool is_part(const char *part, size_t length, const char *text)
{
    return strlen(text) == length && strncmp(part, text, length) == 0;
}

/* Up is nowhere, and these hold what systems keep beside files. */
static bool is_bad(const char *part, size_t length)
{
    return is_part(part, length, "..") || is_part(part, length, "__MACOSX") ||
           is_part(part, length, ".git");
}

char *place_path(const char *path)
{
    bool windows = strchr(path, '\\') && !strchr(path, '/');
    char *plain = format("%s", path), *at = plain;
    for (char *c = plain; windows && *c; c++)
        *c = *c == '\\' ? '/' : *c;
    while (strncmp(at, "./", 2) == 0)
        at += 2;
    bool bad = *at == '/' || strlen(at) > UNPACK_PATH;
    for (const char *part = at; !bad && part; part = strchr(part, '/')) {
        part += *part == '/';
        bad = is_bad(part, strcspn(part, "/"));
    }
    char *copy = bad ? NULL : format("%s", at);
    free(plain);
    return copy;
}

/* Places */

static const Chapter *chapter_of(const Catalogue *catalogue, const char *rest)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        const char *name = catalogue->chapters[i].name;
        size_t length = strlen(name);
        if (strncasecmp(rest, name, length) == 0 && rest[length] == '/')
            return &catalogue->chapters[i];
    }
    return NULL;
}

static void settle(Place *place, const char *rest, char *name, size_t most)
{
    place->exact = strcmp(rest, name) == 0;
    place->name = name;
    place->most = most;
}

static bool in_chapter(const Chapter *chapter, const char *rest, Place *place)
{
    const char *base = rest + strlen(chapter->name) + 1,
               *ours = place_chapters(chapter, base);
    bool own = !ours && own_file(chapter, base),
         picture = !ours && chapter->answers && place_is_picture(base);
    if (!ours && !own && !picture)
        return false;
    place->chapter = chapter;
    place->own = own;
    settle(place, rest, format("%s/%s", chapter->name, ours ? ours : base),
           picture ? PICTURE_MOST : SOURCE_MOST);
    return true;
}

static bool at_top(const char *rest, Place *place)
{
    bool report = place_is_report(rest);
    if (!report && strcasecmp(rest, "student.txt") != 0)
        return false;
    settle(place, rest, format(report ? "report.pdf" : "student.txt"),
           report ? REPORT_MOST : STUDENT_FILE_MOST);
    place->exact |= report;
    return true;
}

/* A name that is a chapter's tells where the file belongs; of others the
 * neighbours do. */
static bool is_loose(const Catalogue *catalogue, const char *base,
                     Place *place)
{
    const char *ours = NULL;
    for (size_t i = 0; i < catalogue->count && !ours; i++) {
        const Chapter *chapter = &catalogue->chapters[i];
        ours = place_chapters(chapter, base);
        if (ours && strcmp(ours, "answers.md") != 0)
            place->chapter = chapter;
    }
    bool own = !ours && own_file(&catalogue->chapters[0], base);
    if (!ours && !own)
        return false;
    place->loose = true;
    place->own = own;
    settle(place, base, format("%s", ours ? ours : base), SOURCE_MOST);
    return true;
}

bool place_find(const Catalogue *catalogue, const char *path, Place *place)
{
    *place = (Place){0};
    for (const char *rest = path; rest; rest = strchr(rest, '/')) {
        rest += *rest == '/';
        const Chapter *chapter = chapter_of(catalogue, rest);
        bool last = !strchr(rest, '/');
        if ((chapter && in_chapter(chapter, rest, place)) ||
            (last &&
             (at_top(rest, place) || is_loose(catalogue, rest, place)))) {
            place->top = format("%.*s", (int)(rest - path), path);
            return true;
        }
    }
    return false;
}

void place_free(Place *place)
{
    free(place->top);
    free(place->name);
    *place = (Place){0};
}
