/**
 * @file unpack.h
 * Reads a directory or an archive that nobody vouches for. The reading is
 * done by a child process that can do nothing but read what it was given
 * and write into a pipe; nothing is ever written to a disk here.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    UNPACK_ENTRIES = 5000,   /**< the most entries of a submission */
    UNPACK_TOTAL = 64 << 20, /**< the most bytes, unpacked */
    UNPACK_PATH = 400,       /**< the longest path that is told */
    UNPACK_SECONDS = 15      /**< of processor time */
};

/** Why the bytes of an entry are not there. */
typedef enum {
    ENTRY_READ,        /**< they are */
    ENTRY_NOT_WANTED,  /**< nobody asked for them */
    ENTRY_NOT_REGULAR, /**< a link, a pipe, a device, ... */
    ENTRY_LINKED,      /**< the file has a second name somewhere */
    ENTRY_TOO_LARGE,
    ENTRY_UNREADABLE
} EntryState;

/** What is told about each entry. */
typedef struct {
    const char *path; /**< as it stands there: any bytes but '\0' */
    EntryState state;
    const char *bytes; /**< followed by a '\0' */
    size_t size;
} Entry;

/** The most bytes that are wanted of the file `path`; 0: it is not
 *  wanted. */
typedef size_t UnpackLimit(const char *path, const void *user);

/** Is called for each entry that is no directory. */
typedef void UnpackEntry(const Entry *entry, void *user);

/**
 * Reads a submission.
 * @param fd an open directory or regular file
 * @param limit says which files are wanted; called in the child and again
 *   in this process
 * @param each receives every entry
 * @param user handed to both
 * @param why receives one line when it fails
 * @param room bytes in `why`
 * @return false when it cannot be read to its end
 */
bool unpack(int fd, UnpackLimit *limit, UnpackEntry *each, void *user,
            char *why, size_t room);

#endif
