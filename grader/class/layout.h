/**
 * @file layout.h
 * Recognises how submissions lie in a directory.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "class.h"

/**
 * Finds the submissions in a directory: a folder or an archive for each
 * student or group; what Moodle, Canvas or Gradescope lets one download.
 * A folder that holds one archive and no chapters stands for that archive.
 * Ends the program when there are none.
 * @param directory where to look; no link is followed
 */
Class layout_read(const char *directory);

#endif
