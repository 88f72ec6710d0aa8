/* digest.c - data named by their content. Apart from data.c, since only
 * records want it and it needs libmd. */
#include "data.h"

#include <sha2.h>

static void add_number(SHA2_CTX *sha, uint64_t number)
{
    uint8_t bytes[8]; /* least byte first, whatever the machine does */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    SHA256Update(sha, bytes, sizeof bytes);
}

void data_digest(const Data *d, char hex[65])
{
    SHA2_CTX sha;
    SHA256Init(&sha);
    add_number(&sha, d->count);
    add_number(&sha, d->classes);
    add_number(&sha, d->channels);
    add_number(&sha, d->height);
    add_number(&sha, d->width);
    SHA256Update(&sha, d->labels, d->count);
    SHA256Update(&sha, d->bytes, d->count * d->features);
    SHA256End(&sha, hex);
}
