/* fuzz.h - what the loaders' fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include "bytes.h"
#include "data.h"

#include <stdlib.h>

/** Called with one input; libFuzzer's name for it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** A copy with nothing behind it, so that a step past its end is seen. */
static inline Bytes fuzz_copy(const uint8_t *bytes, size_t size)
{
    Bytes copy = {malloc(size ? size : 1), size};
    for (size_t i = 0; i < size; i++)
        copy.at[i] = bytes[i];
    return copy;
}

/** Ends the program where a promise is broken. */
static inline void fuzz_check(bool kept)
{
    if (!kept)
        abort();
}

/** Reads every byte of a set that was accepted, and releases it. */
static inline void fuzz_use(Data *d)
{
    unsigned sum = 0;
    fuzz_check(d->count > 0 && d->features > 0);
    fuzz_check(d->features == d->channels * d->height * d->width);
    for (size_t i = 0; i < d->count; i++)
        fuzz_check(d->labels[i] < d->classes);
    for (size_t i = 0; i < d->count * d->features; i++)
        sum += d->bytes[i];
    fuzz_check(sum <= 255 * d->count * d->features);
    data_free(d);
}

/** What a refusal must look like: a reason, and nothing owned. */
static inline void fuzz_refused(const Data *d, const Flaw *f)
{
    fuzz_check(*f->text != '\0' && d->owned == NULL && d->count == 0);
}

#endif
