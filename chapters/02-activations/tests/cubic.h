/* cubic.h - a function with a context, to be differentiated. */
#ifndef TESTS_02_CUBIC_H
#define TESTS_02_CUBIC_H

#include "check.h"

enum { CALLS = 64 };

/* a x^3 + b x^2 + c x, which notes where it is asked. */
typedef struct {
    double a, b, c;
    double asked[CALLS];
    size_t calls;
} Cubic;

static inline double cubic(double x, void *context)
{
    Cubic *p = context;
    if (!p)
        check_fail("f is called without its context",
                   "hand `context` on as the second argument of f", NULL);
    if (p->calls < CALLS)
        p->asked[p->calls] = x;
    p->calls++;
    return ((p->a * x + p->b) * x + p->c) * x;
}

static inline Cubic fresh_cubic(void)
{
    return (Cubic){.a = check_uniform(1, 2),
                   .b = check_uniform(1, 2),
                   .c = check_uniform(-3, 3)};
}

#endif
