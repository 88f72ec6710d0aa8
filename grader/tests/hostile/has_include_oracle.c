/* threat C30: asks the preprocessor which files exist
 * expect: sigmoid|Permission denied */
#define _GNU_SOURCE
#include "activations.h"
#if __has_include("/etc/shadow") ||                                          \
                  __has_include(                                             \
                      "/etc/gshadow") ||                                     \
                      __has_include("/usr/include/criterion/criterion.h")
#error "FOUND"
#endif

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
