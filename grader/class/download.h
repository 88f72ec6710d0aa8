/**
 * @file download.h
 * A whole download of a platform's, given as the .zip file that it is.
 */
#ifndef DOWNLOAD_H
#define DOWNLOAD_H

#include "settings.h"

/**
 * The directory to look for submissions in: SUBMISSIONS itself, or where a
 * .zip was unpacked, OUT/.download; a folder that wraps a Gradescope export
 * is entered. Folders and plain files are all that is made, none outside.
 * Ends the program when the archive cannot be read or there is no room.
 * @return to be freed by the caller
 */
char *download_open(const Settings *settings);

#endif
