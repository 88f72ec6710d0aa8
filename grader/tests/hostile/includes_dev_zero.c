/* threat C32: includes an endless device
 * expect: No such file|zero|compile */
#define _GNU_SOURCE
#include "/dev/zero"
#include "activations.h"
