/* threat E60: terminal escapes and a title in what it prints and asserts
 * expect: stopped at an assertion */
#define _GNU_SOURCE
#include "activations.h"
#include <assert.h>
#include <stdio.h>

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
    fputs("\033]0;all passed\007\033[2J\033[1;32m100 of 100\033[0m\n",
          stderr);
    assert(!"\033[2J\xe2\x80\xae");
}
