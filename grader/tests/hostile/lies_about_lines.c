/* threat own: says that errors are in our files
 * expect: error */
#define _GNU_SOURCE
#include "activations.h"

#line 1 "/srv/result.json"
#pragma GCC error "100 of 100 points"
#line 7 "grader/grade/marks.c"
#error "all passed"
