/**
 * @file names.h
 * Names that strangers chose, made into ours.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

/**
 * A name for a directory: up to 60 letters, digits, "_" and "-", of which the
 * first is a letter or digit. Where that is not all that the base says, eight
 * digits of a hash follow, so that different ones stay different.
 * @param base bytes to make it from
 * @param whole what is hashed
 * @param hash append the hash in any case
 * @return to be freed by the caller
 */
char *name_of_ours(const char *base, const char *whole, bool hash);

/** The length of `name` without the ending of an archive that we read, or of
 *  one that we do not (.rar, .7z); all of it when it has none. */
int archive_stem(const char *name);

/** The path with every byte but letters, digits and "/._-" as %XX, to be
 *  freed by the caller. */
char *path_encode(const char *path);

/** The reverse, to be freed by the caller. */
char *path_decode(const char *text);

#endif
