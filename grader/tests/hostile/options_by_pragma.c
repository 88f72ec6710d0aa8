/* threat C31: options for the compiler from within, plugins among them
 * expect: y: .*wrong|error */
#define _GNU_SOURCE
#include "activations.h"
#pragma GCC plugin "/tmp/evil.so"
#pragma GCC optimize("-fplugin=/tmp/evil.so")
#pragma GCC optimize("-fdump-tree-all=/tmp/was-here")
#pragma GCC optimize("-fno-sanitize=all", "-fprofile-generate=/tmp/was-here")
#pragma GCC pch_preprocess "/etc/passwd"
#pragma GCC push_options
#pragma GCC target("arch=native", "tune=native")
#pragma GCC pop_options
#pragma redefine_extname exp system
#pragma weak sigmoid = abort

__attribute__((optimize("-wrapper /bin/sh", "-specs=/tmp/x"))) void
sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
