/* cifar10.c - reads CIFAR-10's binary format. */
#include "cifar10.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 10, MOST_FILES = 8 };

bool cifar_check(Bytes file, size_t due, Flaw *f)
{
    size_t count = file.size / CIFAR_RECORD;
    size_t rest = file.size % CIFAR_RECORD;
    if (file.size == 0)
        return flaw(f, "empty");
    if (rest)
        return flaw(f,
                    "%zu records of %d bytes and %zu bytes more: truncated, "
                    "or with trailing bytes",
                    count, CIFAR_RECORD, rest);
    if (due && count != due)
        return flaw(f, "%zu records, %zu are due: %s", count, due,
                    count < due ? "truncated" : "trailing bytes");
    for (size_t i = 0; i < count; i++)
        if (file.at[i * CIFAR_RECORD] >= CLASSES)
            return flaw(f, "label of record %zu is %d, not 0 to %d", i,
                        file.at[i * CIFAR_RECORD], CLASSES - 1);
    return true;
}

bool cifar_join(const Bytes *files, size_t n, Data *d)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += files[i].size / CIFAR_RECORD;
    uint8_t *memory = malloc(count * CIFAR_RECORD + 1);
    *d = (Data){0};
    if (!memory)
        return false;
    uint8_t *pixels = memory, *labels = memory + count * CIFAR_PIXELS;
    *d = (Data){"", count,  CIFAR_PIXELS, CLASSES, 3,   32,
                32, pixels, labels,       memory,  NULL};
    for (size_t i = 0; i < n; i++)
        for (size_t at = 0; at < files[i].size; at += CIFAR_RECORD) {
            *labels++ = files[i].at[at];
            memcpy(pixels, files[i].at + at + 1, CIFAR_PIXELS);
            pixels += CIFAR_PIXELS;
        }
    return true;
}

bool cifar_read(const char *const *paths, size_t n, size_t due, Data *d)
{
    assert(n <= MOST_FILES);
    Bytes files[MOST_FILES] = {{0}};
    Flaw f = {"no memory"};
    bool ok = true;
    size_t i;
    *d = (Data){0};
    for (i = 0; i < n && ok; i++)
        ok = bytes_read(paths[i], &files[i], &f) &&
             cifar_check(files[i], due, &f);
    ok = ok && cifar_join(files, n, d);
    if (!ok)
        fprintf(stderr, "%s: %s\n", paths[i ? i - 1 : 0], f.text);
    for (i = 0; i < n; i++)
        free(files[i].at);
    return ok;
}
