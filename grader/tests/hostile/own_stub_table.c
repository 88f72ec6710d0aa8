/* threat own: a table of calls of its own, under our name
 * expect: y: .*wrong */
#define _GNU_SOURCE
#include "activations.h"

static void answer(const void *args, void *result)
{
    (void)args, (void)result;
}

static const struct {
    const char *name;
    void (*address)(void);
    void (*call)(const void *args, void *result);
} rows[64] = {[0 ... 63] = {"sigmoid", (void (*)(void))answer, answer}};
const struct {
    unsigned real_size, count;
    const void *functions;
} judge_stubs = {8, 64, rows};

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
