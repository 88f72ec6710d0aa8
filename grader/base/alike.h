/**
 * @file alike.h
 * Are two names the same to a person? macOS writes a letter with an accent as
 * two characters, the letter and the accent, others as one (Unicode's NFD and
 * NFC); and few people mind capitals.
 */
#ifndef ALIKE_H
#define ALIKE_H

#include <stdbool.h>

/** The same text in NFC, letters' case and blanks at the ends aside? Bytes
 *  that are no UTF-8 are compared as they are. */
bool alike(const char *a, const char *b);

/** `text` in NFC, to be freed; a copy where it is no UTF-8. */
char *composed(const char *text);

#endif
