/**
 * @file reader.h
 * What the two readers (read_directory.c, read_archive.c) share: they run in
 * unpack()'s child and tell of what they find.
 */
#ifndef READER_H
#define READER_H

#include "unpack.h"

typedef struct {
    int pipe, fd;
    UnpackLimit *limit;
    const void *user;
} Reader;

/** Tells the parent of an entry. */
void reader_entry(const Reader *reader, const Entry *entry);

/** Tells the parent that it cannot be read, and ends the child. */
_Noreturn void reader_fail(const Reader *reader, const char *why);

#endif
