/* archive_name.c - how a course wants the archive to be called. */
#include "archive_name.h"
#include "base/fault.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>
#include <wctype.h>

/* A place in a pattern. */
typedef enum { NONE, FIRST, LAST, ID, GROUP } Place;
typedef enum { LOWER, CAPITALISED, UPPER } Case;

static Case case_of(const char *word)
{
    bool first = isupper((unsigned char)word[0]),
         second = isupper((unsigned char)word[1]);
    return first && second ? UPPER : first ? CAPITALISED : LOWER;
}

/* The place that starts at `at`; *length is that of its text. */
static Place place_at(const char *at, size_t *length)
{
    static const struct {
        const char *word;
        Place place;
    } places[] = {{"{firstname}", FIRST},
                  {"{lastname}", LAST},
                  {"{id}", ID},
                  {"{group}", GROUP}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *length = strlen(places[i].word);
        bool names = places[i].place == FIRST || places[i].place == LAST;
        if (names ? strncasecmp(at, places[i].word, *length) == 0
                  : strncmp(at, places[i].word, *length) == 0)
            return places[i].place;
    }
    return NONE;
}

bool archive_pattern_good(const char *pattern)
{
    size_t length;
    for (const char *at = pattern; *at; at++) {
        if (*at == '{' && place_at(at, &length) != NONE)
            at += length - 1;
        else if (!isalnum((unsigned char)*at) && !strchr("._-+", *at))
            return false;
    }
    return *pattern != '\0';
}

/* Writing */

static const char *word_of(const char *name, bool last, size_t *length)
{
    const char *end = strrchr(name, ' ');
    if (last && end) {
        *length = strlen(end + 1);
        return end + 1;
    }
    *length = strcspn(name, " ");
    return name;
}

static wchar_t cased(wchar_t c, Case how, bool first)
{
    bool upper = how == UPPER || (how == CAPITALISED && first);
    return (wchar_t)(upper ? towupper((wint_t)c) : towlower((wint_t)c));
}

static bool is_safe(wchar_t c, bool first)
{
    return iswalnum((wint_t)c) || c == L'-' || c == L'+' ||
           (c == L'.' && !first);
}

/* Bytes that are no text become `-` too. */
static char *safe(const char *text, size_t length, Case how, bool as_it_is)
{
    mbstate_t from = {0}, to = {0};
    char *copy = need(malloc(length * MB_LEN_MAX + 1)), *end = copy;
    for (size_t i = 0; i < length;) {
        wchar_t c;
        size_t taken = mbrtowc(&c, text + i, length - i, &from);
        bool bad = taken == 0 || taken > length - i;
        if (bad)
            from = (mbstate_t){0};
        if (bad || !is_safe(c, i == 0))
            c = L'-';
        else if (!as_it_is)
            c = cased(c, how, i == 0);
        i += bad ? 1 : taken;
        end += wcrtomb(end, c, &to);
    }
    *end = '\0';
    return copy;
}

static char *filled(Place place, Case how, const char *id, const char *name,
                    const char *group, const char **missing)
{
    size_t length;
    const char *text = place == ID ? id
                       : place == GROUP
                           ? group
                           : word_of(name, place == LAST, &length);
    bool whole = place == ID || place == GROUP;
    if (whole)
        length = strlen(text);
    if (!length)
        *missing = place == ID ? "id" : place == GROUP ? "group" : "name";
    return safe(text, length, how, whole);
}

char *archive_name(const char *pattern, const char *id, const char *name,
                   const char *group, const char **missing)
{
    size_t length;
    char *all = format("%s", "");
    *missing = NULL;
    for (const char *at = pattern; *at;) {
        Place place = place_at(at, &length);
        char *piece = place == NONE ? format("%c", *at)
                                    : filled(place, case_of(at + 1), id, name,
                                             group, missing);
        char *longer = format("%s%s", all, piece);
        free(all);
        free(piece);
        all = longer;
        at += place == NONE ? 1 : length;
    }
    return all;
}

/* Reading */

static bool in_case(const char *word, size_t length, Case how)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        bool upper = how == UPPER || (how == CAPITALISED && i == 0);
        if ((upper && islower(c)) || (!upper && isupper(c) && how == LOWER))
            return false;
    }
    return length > 0;
}

static bool fits(const char *pattern, const char *text, const char *id,
                 const char *group);

/* The place takes as many characters as leave room for the rest. */
static bool place_fits(const char *pattern, Place place, size_t length,
                       const char *text, const char *id, const char *group)
{
    const char *rest = pattern + length, *own = place == ID      ? id
                                                : place == GROUP ? group
                                                                 : "";
    if (*own) {
        char *due = safe(own, strlen(own), LOWER, true);
        size_t size = strlen(due);
        bool same = strncasecmp(text, due, size) == 0;
        free(due);
        return same && fits(rest, text + size, id, group);
    }
    bool name = place == FIRST || place == LAST;
    size_t most = strcspn(text, "_");
    for (size_t taken = 1; taken <= most; taken++)
        if ((!name || in_case(text, taken, case_of(pattern + 1))) &&
            fits(rest, text + taken, id, group))
            return true;
    return false;
}

static bool fits(const char *pattern, const char *text, const char *id,
                 const char *group)
{
    size_t length;
    Place place = *pattern ? place_at(pattern, &length) : NONE;
    if (place != NONE)
        return place_fits(pattern, place, length, text, id, group);
    if (*pattern != *text)
        return false;
    return !*pattern || fits(pattern + 1, text + 1, id, group);
}

bool archive_fits(const char *pattern, const char *archive, const char *id,
                  const char *group)
{
    return fits(pattern, archive, id, group);
}

const char *archive_ending(const char *archive)
{
    static const char *const endings[] = {"tar.gz", "tar.bz2", "tar.xz"};
    size_t size = strlen(archive);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (size > length + 1 && archive[size - length - 1] == '.' &&
            strcmp(archive + size - length, endings[i]) == 0)
            return archive + size - length;
    }
    const char *dot = strrchr(archive, '.');
    return dot ? dot + 1 : archive + size;
}

char *archive_shown(const char *pattern)
{
    char *text = format("%s", pattern), *to = text;
    for (const char *from = pattern; *from; from++)
        if (*from != '{' && *from != '}')
            *to++ = *from;
    *to = '\0';
    return text;
}
