/**
 * @file sha256.h
 * @ingroup datasets
 * The digest SHA-256 (FIPS 180-4), to name data by its content.
 */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

/** @addtogroup datasets
 * @{ */

/** A digest being computed. */
typedef struct {
    uint32_t state[8];
    uint64_t length;   /**< bytes so far */
    uint8_t block[64]; /**< the part of a block that waits for more */
} Sha256;

/**
 * A digest of nothing yet.
 * @return the digest
 */
Sha256 sha256_start(void);

/**
 * Adds `size` bytes.
 * @param sha the digest
 * @param bytes what to add
 * @param size how many bytes
 */
void sha256_add(Sha256 *sha, const void *bytes, size_t size);

/**
 * Ends the digest and writes 64 hexadecimal digits and a zero.
 * @param sha the digest
 * @param hex receives the text
 */
void sha256_hex(Sha256 *sha, char hex[65]);

/** @} */

#endif
