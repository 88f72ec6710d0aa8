/* threat E60: markup, escapes and shell words in an error
 * expect: error */
#define _GNU_SOURCE
#include "activations.h"

#error                                                                       \
    "]0;STO [2J <script>alert(1)</script> $(touch /tmp/was-here) `id` \\input{/etc/passwd} ÿþ â® | **bold**"
