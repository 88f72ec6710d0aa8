/** @file read_directory.h */
#ifndef READ_DIRECTORY_H
#define READ_DIRECTORY_H

#include "reader.h"

/** Tells of every file below the directory that reader->fd is open on, three
 *  levels deep. No link is followed, nothing but a regular file is opened. */
void read_directory(const Reader *reader);

#endif
