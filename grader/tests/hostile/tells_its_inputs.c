/* threat D52: says in every kind of message what it was given
 * expect: an error|asan|crash|stopped|damaged|ended */
#define _GNU_SOURCE
#include "activations.h"
#include <stdio.h>
#include <stdlib.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const words[] = {"\n#judge load ",
                                        "==1==ERROR: AddressSanitizer: ",
                                        "a.c:1:1: runtime error: ",
                                        "no memory for a matrix of ",
                                        "double free ",
                                        "malloc(): ",
                                        "\n#judge fault ",
                                        "#note\tasan\t",
                                        "    #0 0x1 in STOLEN ",
                                        "activations.c:1: Assertion "};
    unsigned mine = (unsigned)mat_size(x) % 10;
    fprintf(stderr, "%sSTOLEN %a %s\n", words[mine], (double)x->data[0],
            words[(mine + 1) % 10]);
    fflush(stderr);
    y->data[0] = 0.5;
    abort();
}
