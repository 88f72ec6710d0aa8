/**
 * @file hash.h
 * SHA-256 of several pieces, each counted with its length.
 */
#ifndef HASH_H
#define HASH_H

/* <sha2.h> stands on the types of the others. */
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <sha2.h>

typedef SHA2_CTX Hash;

/** A hash of nothing yet. */
Hash hash_new(void);

/** Adds a piece of `size` bytes. */
void hash_add(Hash *hash, const void *bytes, size_t size);

/** Writes the hash as 64 hexadecimal digits and a '\0'. */
void hash_end(Hash *hash, char text[65]);

/** SHA-256 of one file's bytes, as the command sha256sum prints it; "" when
 *  it cannot be read. */
void hash_file(const char *path, char text[65]);

#endif
