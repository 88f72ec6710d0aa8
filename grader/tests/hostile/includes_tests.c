/* threat C29: includes the tests
 * expect: No such file */
#define _GNU_SOURCE
#include "../../chapters/02-activations/tests/sigmoid.c"
#include "activations.h"
