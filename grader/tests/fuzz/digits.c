/* digits.c - the table of 8x8 digits, and an order. */
#include "digits.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Bytes text = fuzz_copy(bytes, size);
    Data d;
    Flaw f = {""};
    size_t order[4], seen = 0;
    if (digits_parse(text, &d, &f))
        fuzz_use(&d);
    else
        fuzz_refused(&d, &f);
    if (digits_parse_order(text, 4, order, &f))
        for (size_t i = 0; i < 4; i++)
            seen |= (size_t)1 << order[i];
    fuzz_check(seen == 0 || seen == 15);
    free(text.at);
    return 0;
}
