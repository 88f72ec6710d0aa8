/* hash.c - SHA-256 of several pieces. */
#include "hash.h"

#include <stdio.h>
#include <string.h>

Hash hash_new(void)
{
    Hash hash;
    SHA256Init(&hash);
    return hash;
}

void hash_add(Hash *hash, const void *bytes, size_t size)
{
    uint64_t length = size; /* so that "ab", "c" is not "a", "bc" */
    SHA256Update(hash, (const uint8_t *)&length, sizeof length);
    if (size)
        SHA256Update(hash, bytes, size);
}

void hash_end(Hash *hash, char text[65])
{
    SHA256End(hash, text);
}

void hash_file(const char *path, char text[65])
{
    if (!SHA256File(path, text))
        *text = '\0';
}
