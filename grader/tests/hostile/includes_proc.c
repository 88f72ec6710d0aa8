/* threat C29: includes what /proc says of the compiler
 * expect: No such file|denied */
#define _GNU_SOURCE
#include "activations.h"

#include "/proc/1/cmdline"
#include "/proc/self/environ"
#include "/proc/self/mountinfo"
