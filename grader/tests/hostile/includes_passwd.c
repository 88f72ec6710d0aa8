/* threat C29: includes a file of the machine, to read it in the errors
 * expect: No such file|passwd */
#define _GNU_SOURCE
#include "/etc/passwd"
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
