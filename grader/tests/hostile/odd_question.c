/* threat A10: asks for a function that it was not given
 * expect: reply it did not ask for|crashed|broke off */
#define _GNU_SOURCE
#include "activations.h"
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    struct {
        unsigned what, sequence, arg, null;
        unsigned long value;
        double num;
        unsigned long kept;
    } ask = {0x4e4e4f39, 1, 1, 0, 0, 0.5, 0};
    (void)x, (void)y;
    for (unsigned what = 0x4e4e4f31; what < 0x4e4e4f40; what++) {
        ask.what = what;
        if (write(3, &ask, sizeof ask) < 0)
            return;
    }
}
