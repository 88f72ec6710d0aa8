/* kernel.c - the product kernels, one for each instruction set, and which of
 * them this processor runs. */
#include "kernel.h"
#include "threads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps of k for which a panel of b is kept: 32 KiB, so that it stays in the
 * first-level cache while all rows of a pass by. */
enum { DEPTH = 256 };

/* Multiplications from which a product is worth waking other threads. */
static const double large = 16e6;

#if defined(__x86_64__)

#define KERNEL avx512
#define TARGET __attribute__((target("avx512f")))
#define BYTES 64
#define ROWS 8
#include "kernel.inc"

#define KERNEL avx2
#define TARGET __attribute__((target("avx2,fma")))
#define BYTES 32
#define ROWS 6
#include "kernel.inc"

#endif

#define KERNEL base
#define TARGET
#define BYTES 16
#define ROWS 4
#include "kernel.inc"

typedef struct {
    const char *name;
    void (*product)(const View *a, const View *b, size_t part, size_t parts,
                    Mat *c); /* NULL: the plain loops */
} Kernel;

static const Kernel kernels[] = {/* the fastest first */
#if defined(__x86_64__)
                                 {"avx512", avx512},
                                 {"avx2", avx2},
#endif
                                 {"base", base},
                                 {"plain", NULL}};

enum { KERNELS = sizeof kernels / sizeof *kernels };

static bool runs_here(const Kernel *k)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (k->product == avx512)
        return __builtin_cpu_supports("avx512f");
    if (k->product == avx2)
        return __builtin_cpu_supports("avx2") &&
               __builtin_cpu_supports("fma");
#endif
    return k != NULL;
}

static const Kernel *choose(void)
{
    const char *wanted = getenv("KERNEL");
    for (size_t i = 0; i < KERNELS; i++)
        if (wanted && *wanted ? strcmp(wanted, kernels[i].name) == 0 &&
                                    runs_here(&kernels[i])
                              : runs_here(&kernels[i]))
            return &kernels[i];
    fprintf(stderr, "KERNEL=%s: not for this processor; it has", wanted);
    for (size_t i = 0; i < KERNELS; i++)
        if (runs_here(&kernels[i]))
            fprintf(stderr, " %s", kernels[i].name);
    fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

static const Kernel *kernel(void)
{
    static const Kernel *chosen;
    if (!chosen)
        chosen = choose();
    return chosen;
}

const char *mat_kernel(void)
{
    return kernel()->name;
}

View view_of(const Mat *m)
{
    return (View){m->data, m->rows, m->cols, m->cols, 1};
}

View view_transposed(const Mat *m)
{
    return (View){m->data, m->cols, m->rows, 1, m->cols};
}

/* A product to be shared: each thread has panels of its own. */
typedef struct {
    const View *a, *b;
    Mat *c;
} Shared;

static void share(size_t part, size_t parts, void *context)
{
    Shared *s = context;
    kernel()->product(s->a, s->b, part, parts, s->c);
}

bool kernel_product(View a, View b, Mat *c)
{
    if (!kernel()->product || mat_size(c) == 0 || b.rows == 0)
        return false;
    Shared product = {&a, &b, c};
    if ((double)mat_size(c) * (double)b.rows < large)
        share(0, 1, &product);
    else
        threads_run(share, &product);
    return true;
}
