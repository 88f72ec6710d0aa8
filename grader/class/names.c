/* names.c - names that strangers chose, made into ours. */
#include "names.h"
#include "base/fault.h"
#include "base/hash.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MOST = 60 };

/* These a class run, its exports and its pages make themselves. */
static bool is_reserved(const char *name)
{
    static const char *const ours[] = {"marking",  "export", "exports",
                                       "feedback", "slurm",  "similar"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(name, ours[i]) == 0)
            return true;
    return false;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* A character of several bytes becomes one '_'. Returns whether all of it is
 * still there. */
static bool simplify(const char *raw, char name[NAME_MOST + 1])
{
    size_t used = 0;
    bool whole = true;
    for (; *raw && used < NAME_MOST; raw++) {
        bool rest = ((unsigned char)*raw & 0xc0) == 0x80;
        bool fine = is_plain(*raw) && (used || isalnum((unsigned char)*raw));
        whole &= fine;
        if (fine)
            name[used++] = *raw;
        else if (used && !rest && name[used - 1] != '_')
            name[used++] = '_';
    }
    name[used] = '\0';
    return whole && used && !*raw;
}

char *name_of_ours(const char *base, const char *whole, bool hash)
{
    char name[NAME_MOST + 1], digits[65];
    bool simple = simplify(base, name) && !is_reserved(name);
    if (simple && !hash)
        return format("%s", name);
    Hash all = hash_new();
    hash_add(&all, whole, strlen(whole));
    hash_end(&all, digits);
    return format("%.*s%s%.8s", NAME_MOST - 9, name, *name ? "-" : "",
                  digits);
}

int archive_stem(const char *name)
{
    static const char *const endings[] = {".zip",     ".tar",    ".tar.gz",
                                          ".tar.bz2", ".tar.xz", ".tgz",
                                          ".rar",     ".7z"};
    size_t all = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t tail = strlen(endings[i]);
        if (all > tail && strcasecmp(name + all - tail, endings[i]) == 0)
            return (int)(all - tail);
    }
    return (int)all;
}

char *path_encode(const char *path)
{
    char *text = need(malloc(3 * strlen(path) + 1)), *to = text;
    for (; *path; path++)
        if (is_plain(*path) || *path == '/' || *path == '.')
            *to++ = *path;
        else
            to += sprintf(to, "%%%02X", (unsigned char)*path);
    *to = '\0';
    return text;
}

char *path_decode(const char *text)
{
    char *path = need(malloc(strlen(text) + 1)), *to = path;
    unsigned byte;
    for (; *text; text++)
        if (sscanf(text, "%%%2X", &byte) == 1) {
            *to++ = (char)byte;
            text += 2;
        } else
            *to++ = *text;
    *to = '\0';
    return path;
}
