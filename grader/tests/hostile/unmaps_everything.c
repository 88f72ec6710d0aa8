/* threat own: removes all memory it can name
 * expect: crashed|broke off|ended */
#define _GNU_SOURCE
#include "activations.h"
#include <link.h>
#include <sys/mman.h>

static int forget(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    munmap((void *)(info->dlpi_addr & ~4095UL), 1 << 24);
    return 0;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    dl_iterate_phdr(forget, NULL);
}
