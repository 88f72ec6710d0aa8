/* threat C29: includes the reference solution
 * expect: No such file */
#define _GNU_SOURCE
#include "../../solutions/02-activations/activations.c"
#include "activations.h"
