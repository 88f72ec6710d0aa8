/* teams.c - who handed in together. */
#include "teams.h"
#include "base/alike.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

/* Moodle's word for those who are in no group, as an English site says it. */
static const char nobody[] = "Default group-";

static bool all_parted(const Class *class)
{
    for (size_t i = 0; i < class->count; i++)
        if (!class->entry[i].full_name ||
            !strchr(class->entry[i].full_name, '-'))
            return false;
    return class->count > 0;
}

/* How much of the name is the team's, its "-" included: what another entry
 * begins with as well, else what stands before the first "-". */
static size_t team_length(const Class *class, const char *name)
{
    size_t best = 0;
    for (size_t i = 0; i < class->count; i++) {
        const char *other = class->entry[i].full_name;
        for (size_t at = 0;
             other != name && name[at] && name[at] == other[at]; at++)
            if (name[at] == '-' && at + 1 > best)
                best = at + 1;
    }
    return best ? best : strcspn(name, "-") + 1;
}

void teams_find(Class *class)
{
    if (!all_parted(class))
        return;
    size_t *length = grow(NULL, class->count, sizeof *length);
    for (size_t i = 0; i < class->count; i++)
        length[i] = team_length(class, class->entry[i].full_name);
    for (size_t i = 0; i < class->count; i++) {
        Entry *e = &class->entry[i];
        char *whole = e->full_name,
             *team = format("%.*s", (int)length[i] - 1, whole);
        bool alone = strncmp(whole, nobody, strlen(nobody)) == 0;
        e->full_name = NULL;
        set_text(&e->full_name, whole + length[i]);
        set_text(&e->team, alone ? "" : team);
        free(team);
        free(whole);
    }
    free(length);
}

bool teams_fit(const Entry *entry, const char *name)
{
    if (!entry->team)
        return false;
    for (const char *at = entry->base; (at = strchr(at, '-'));) {
        char *rest = format("%s", ++at), *number = strrchr(rest, '_');
        if (number)
            *number = '\0';
        bool fits = alike(rest, name);
        free(rest);
        if (fits)
            return true;
    }
    return false;
}
