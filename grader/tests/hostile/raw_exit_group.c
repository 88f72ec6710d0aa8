/* threat A1: the exit_group system call, without the library
 * expect: ended the process */
#define _GNU_SOURCE
#include "activations.h"
void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    __asm__ volatile("syscall" : : "a"(231), "D"(0) : "rcx", "r11", "memory");
}
