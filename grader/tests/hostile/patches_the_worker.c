/* threat own: overwrites the machine code of the process
 * expect: crashed|broke off|did not finish|ended|grader */
#define _GNU_SOURCE
#include "activations.h"
#include <link.h>
#include <string.h>
#include <sys/mman.h>

static int patch(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    for (int i = 0; i < info->dlpi_phnum && !*info->dlpi_name; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
            continue;
        char *from = (char *)((info->dlpi_addr + part->p_vaddr) & ~4095UL);
        if (mprotect(from, part->p_memsz, 7) == 0)
            memset(from, 0xc3, part->p_memsz);
    }
    return 0;
}

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    dl_iterate_phdr(patch, NULL);
}
