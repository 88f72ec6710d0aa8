/**
 * @file files.h
 * Files and directories of the grader's own. What cannot be read or written
 * ends the program with a line that names the file.
 */
#ifndef FILES_H
#define FILES_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Reads a whole file.
 * @param path the file
 * @param most the most bytes it may have
 * @param size receives how many it has, unless NULL
 * @return its bytes and a final '\0', to be freed by the caller; NULL, with
 *   errno, when it cannot be read (EFBIG: too large)
 */
char *file_read(const char *path, size_t most, size_t *size);

/** Writes a file; one that is there is replaced. */
void file_write(const char *path, const void *bytes, size_t size);

/** Copies a file of ours. */
void file_copy(const char *from, const char *to);

/** Makes a directory and those above it, mode 0755.
 *  @return false, with errno, when it cannot be made */
bool directory_make(const char *path);

/** Removes a directory with all that is in it; links are not followed. */
void tree_remove(const char *path);

/** The names in a directory, sorted, without those that start with a dot;
 *  none when it cannot be read. */
struct Texts;
void directory_names(const char *path, struct Texts *names);

/** The program's own scratch directory, made at the first call (mode 0755,
 *  in $TMPDIR or /tmp) and removed when this process ends. */
const char *scratch(void);

#endif
