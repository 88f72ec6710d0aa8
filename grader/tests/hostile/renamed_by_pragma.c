/* threat own: a pragma gives the function the name of another
 * expect: does not define sigmoid */
#pragma redefine_extname sigmoid exit
#include "activations.h"

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
