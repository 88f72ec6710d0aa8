/** @file read_archive.h */
#ifndef READ_ARCHIVE_H
#define READ_ARCHIVE_H

#include "reader.h"

/** Tells of every entry of the .zip or .tar archive (gzip, bzip2, xz or
 *  plain) that reader->fd is open on. */
void read_archive(const Reader *reader);

#endif
