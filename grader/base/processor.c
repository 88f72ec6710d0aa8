/* processor.c - one processor for those who talk, any for who computes. */
#include "processor.h"

#include <sched.h>

static cpu_set_t allowed; /* before we stayed on one */
static bool staying;

void processor_stay(void)
{
    int here = sched_getcpu();
    cpu_set_t one;
    CPU_ZERO(&one);
    if (staying || here < 0 || here >= CPU_SETSIZE ||
        sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    CPU_SET((size_t)here, &one);
    staying = sched_setaffinity(0, sizeof one, &one) == 0;
}

bool processor_roam(void)
{
    bool stayed = staying;
    if (staying)
        sched_setaffinity(0, sizeof allowed, &allowed);
    staying = false;
    return stayed;
}
