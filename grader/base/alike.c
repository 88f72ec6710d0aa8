/* alike.c - names as people compare them. */
#include "alike.h"
#include "fault.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

char *composed(const char *text)
{
    size_t length = 0;
    uint8_t *all = u8_normalize(UNINORM_NFC, (const uint8_t *)text,
                                strlen(text), NULL, &length);
    char *copy = format("%.*s", all ? (int)length : (int)strlen(text),
                        all ? (const char *)all : text);
    free(all);
    return copy;
}

bool alike(const char *a, const char *b)
{
    char *one = format("%s", a), *two = format("%s", b);
    const char *x = text_trim(one), *y = text_trim(two);
    int difference;
    if (u8_casecmp((const uint8_t *)x, strlen(x), (const uint8_t *)y,
                   strlen(y), NULL, UNINORM_NFC, &difference) != 0)
        difference = strcmp(x, y);
    free(one);
    free(two);
    return difference == 0;
}
