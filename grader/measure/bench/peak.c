/* peak.c - multiply-adds in registers, as many as the core can start. Twelve
 * chains that do not wait for each other hide the time one of them takes. */
#include "peak.h"
#include "mat.h"

#include <string.h>
#include <time.h>

enum { ROUNDS = 4000000, CHAINS = 12, TRIES = 7 };

double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Billions of operations a second of one loop; the sum of the chains goes to
 * `sink`, so that they cannot be left out. */
#define MEASURE(NAME, TARGET, BYTES)                                         \
    TARGET static double NAME(volatile real *sink)                           \
    {                                                                        \
        typedef real V __attribute__((vector_size(BYTES)));                  \
        V a = {0}, b = {0}, c0 = {1}, c1 = {2}, c2 = {3}, c3 = {4},          \
          c4 = {5}, c5 = {6}, c6 = {7}, c7 = {8}, c8 = {9}, c9 = {10},       \
          c10 = {11}, c11 = {12};                                            \
        a += (real)0.999;                                                    \
        b += *sink;                                                          \
        double began = processor_seconds();                                  \
        for (int i = 0; i < ROUNDS; i++) {                                   \
            c0 = c0 * a + b, c1 = c1 * a + b, c2 = c2 * a + b;               \
            c3 = c3 * a + b, c4 = c4 * a + b, c5 = c5 * a + b;               \
            c6 = c6 * a + b, c7 = c7 * a + b, c8 = c8 * a + b;               \
            c9 = c9 * a + b, c10 = c10 * a + b, c11 = c11 * a + b;           \
        }                                                                    \
        double took = processor_seconds() - began;                           \
        c0 += c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;        \
        *sink = c0[0];                                                       \
        return 2e-9 * ROUNDS * CHAINS * (BYTES / sizeof(real)) / took;       \
    }

#if defined(__x86_64__)
MEASURE(avx512, __attribute__((target("avx512f"))), 64)
MEASURE(avx2, __attribute__((target("avx2,fma"))), 32)
#endif
MEASURE(base, , 16)

double peak_gflops(const char *kernel)
{
    volatile real sink = (real)1e-3;
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
        double rate = 0;
#if defined(__x86_64__)
        if (strcmp(kernel, "avx512") == 0)
            rate = avx512(&sink);
        else if (strcmp(kernel, "avx2") == 0)
            rate = avx2(&sink);
#endif
        if (rate == 0)
            rate = base(&sink);
        best = fmax(best, rate);
    }
    return best;
}
