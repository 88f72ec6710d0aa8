/* gzip.c - a gzip file, with IDX images inside or not. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Bytes packed = fuzz_copy(bytes, size), plain;
    Flaw f = {""};
    unsigned sum = 0;
    if (bytes_gunzip(packed, &plain, &f))
        for (size_t i = 0; i < plain.size; i++)
            sum += plain.at[i];
    else
        fuzz_check(*f.text != '\0' && plain.at == NULL && plain.size == 0);
    fuzz_check(sum <= 255 * plain.size);
    free(plain.at);
    free(packed.at);
    return 0;
}
