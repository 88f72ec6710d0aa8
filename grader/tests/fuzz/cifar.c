/* cifar.c - a file of CIFAR-10's format; the first byte says how many
 * records are due. */
#include "cifar10.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 1)
        return 0;
    Bytes files[2] = {fuzz_copy(bytes + 1, size - 1)};
    files[1] = files[0];
    Data d = {0};
    Flaw f = {""};
    if (cifar_check(files[0], bytes[0] % 4, &f)) {
        fuzz_check(cifar_join(files, 2, &d));
        fuzz_check(d.count == 2 * files[0].size / CIFAR_RECORD);
        fuzz_use(&d);
    } else {
        fuzz_refused(&d, &f);
    }
    free(files[0].at);
    return 0;
}
