/* threat C33: as many and as long diagnostics as the compiler gives
 * expect: compile|error */
#define _GNU_SOURCE
#include "activations.h"
#define E(x) x x x x x x x x
#define F(x) E(E(E(x)))
F(F(int an_undeclared_type_with_a_long_name_to_fill_the_screen = nothing;))
