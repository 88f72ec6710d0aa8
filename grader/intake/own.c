/* own.c - which files of the student's own are taken. */
#include "own.h"
#include "base/fault.h"

#include <ctype.h>
#include <glob.h>
#include <string.h>
#include <strings.h>

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

bool own_file(const Chapter *chapter, const char *name)
{
    return *name != '.' && !strchr(name, '/') &&
           (ends_in(name, ".c") || ends_in(name, ".h")) &&
           !texts_have(&chapter->sources, name);
}

/* A name is a word to every shell, compiler and archive. */
static bool is_safe(const char *name)
{
    for (const char *at = name; *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr("_.-", *at))
            return false;
    return (isalnum((unsigned char)*name) || *name == '_') &&
           strlen(name) <= OWN_NAME;
}

/* What the workbook calls its own files; read once. Some are given to nobody
 * but the grader, and a tests.c is what students keep trials of their own in:
 * nothing that the grader could compile. */
static const Texts *given_names(void)
{
    static const char *const patterns[] = {"chapters/[0-9]*/*.[ch]",
                                           "datasets/*.[ch]"};
    static const char *const always[] = {"tests.c", "experiment.c",
                                         "judged.c"};
    static Texts names;
    if (names.count)
        return &names;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        texts_add(&names, "%s", always[i]);
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
        glob_t found;
        if (glob(patterns[p], 0, NULL, &found) == 0)
            for (size_t i = 0; i < found.gl_pathc; i++)
                texts_add(&names, "%s", strrchr(found.gl_pathv[i], '/') + 1);
        globfree(&found);
    }
    return &names;
}

/* The name in the list that is the same but for capitals, or NULL. */
static const char *alike(const Texts *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcasecmp(names->item[i], name) == 0)
            return names->item[i];
    return NULL;
}

char *own_problem(const Chapter *chapter, const char *name)
{
    if (!is_safe(name))
        return format("is not taken: a name has at most %d letters, digits, "
                      "_ . - and begins with a letter, a digit or _",
                      OWN_NAME);
    const char *source = alike(&chapter->sources, name);
    if (source)
        return format("is not taken: it differs from %s only in capitals",
                      source);
    const char *given = alike(given_names(), name);
    if (given)
        return format("is not taken: the workbook has a %s; if it is yours, "
                      "give it another name",
                      given);
    return NULL;
}

char *own_too_many(void)
{
    return format("is not taken: of a chapter's files of your own the first "
                  "%d by name count",
                  OWN_MOST);
}
