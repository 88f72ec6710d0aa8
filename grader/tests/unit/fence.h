/* fence.h - matrices that end where memory ends: what reads or writes past
 * them crashes. */
#ifndef FENCE_H
#define FENCE_H

#include "mat.h"
#include "rng.h"

#include <criterion/criterion.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A rows x cols matrix of random numbers. A page that may not be touched
 * follows its last element, or, with `before`, precedes its first. */
static inline Mat fenced(Rng *rng, size_t rows, size_t cols, bool before)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t used = rows * cols * sizeof(real);
    size_t room = (used + page - 1) / page * page;
    char *at = mmap(NULL, room + 2 * page, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert(at != MAP_FAILED);
    cr_assert(room == 0 ||
              mprotect(at + page, room, PROT_READ | PROT_WRITE) == 0);
    Mat m = {rows, cols,
             (real *)(void *)(at + page + (before ? 0 : room - used))};
    rng_fill(rng, -1, 1, &m);
    return m;
}

static inline void unfence(Mat *m)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t used = mat_size(m) * sizeof(real);
    size_t room = (used + page - 1) / page * page;
    size_t start = (size_t)m->data / page * page;
    if (room)
        munmap((void *)(start - page), room + 2 * page);
    *m = (Mat){0};
}

#endif
