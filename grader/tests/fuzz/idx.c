/* idx.c - two IDX files; the first two bytes say where the second begins. */
#include "idx.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 2)
        return 0;
    size_t first = (size_t)bytes[0] + 256 * (size_t)bytes[1];
    first = first < size - 2 ? first : size - 2;
    Bytes images = fuzz_copy(bytes + 2, first);
    Bytes labels = fuzz_copy(bytes + 2 + first, size - 2 - first);
    Data d;
    Flaw f = {""};
    if (idx_parse(images, labels, &d, &f))
        fuzz_use(&d);
    else
        fuzz_refused(&d, &f);
    free(images.at);
    free(labels.at);
    return 0;
}
