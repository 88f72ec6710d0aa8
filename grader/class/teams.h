/**
 * @file teams.h
 * Teams of Moodle's: where students hand in together, its download has a
 * folder for each member, and the team's name stands before the person's,
 * "Group A-Ada Example".
 */
#ifndef TEAMS_H
#define TEAMS_H

#include "class.h"

/** Parts the names: `team` is set ("" for the default group, which is none),
 *  `full_name` becomes the person's. Nothing happens unless every name of
 *  Moodle's has a "-", as all have there. */
void teams_find(Class *class);

/** Does the roster's name mean this entry, whose team's name may hold a "-",
 *  too? */
bool teams_fit(const Entry *entry, const char *name);

#endif
