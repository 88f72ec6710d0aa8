/* threat C29: includes the tests
 * expect: No such file */
#define _GNU_SOURCE
#include "../../chapters/02-activations/tests.c"
#include "activations.h"
