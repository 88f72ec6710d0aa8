/* threat A6: a disabled suite of the same name, without headers
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
struct entry {
    const char *name;
    void *data;
};
static char disabled[256] = {[64] = 1, [72] = 1, [80] = 1};
static struct entry suite = {"sigmoid", disabled};
__attribute__((used, section("cr_sts"))) static struct entry *entry = &suite;

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
