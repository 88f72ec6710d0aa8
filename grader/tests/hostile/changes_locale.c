/* threat own: another locale, and text that depends on it
 * expect: y: .*wrong|shape */
#define _GNU_SOURCE
#include "activations.h"
#include <locale.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    setlocale(LC_ALL, "de_DE.UTF-8");
    setlocale(LC_NUMERIC, "");
}
