/* pass.h - both passes of a net, and what they owe. */
#ifndef TESTS_05_PASS_H
#define TESTS_05_PASS_H

#include "case.h"
#include "check.h"
#include "net.h"
#include "trace.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    Trace due, wrong[SLOPE_MISTAKES];
    Mat dy, dx, junk;
} Pass;

/* As check_no_shape_error(), with what the shapes in the error tell. */
static inline void check_pass_fits(const Case *c, const Trace *due,
                                   size_t top)
{
    static const char message[] =
        "a shape error was reported though the shapes fit";
    char text[200], end[60];
    size_t last = c->m.count;
    if (!student_mat_error(text, sizeof text))
        return;
    snprintf(end, sizeof end, "%zu x %zu", due->value[last].rows,
             due->value[last].cols);
    if (strncmp(text, "linear_backward", 15) == 0)
        check_fail(message,
                   "a linear layer is handed a matrix of another shape: it "
                   "wants its own input, kept[i], and the gradient of its "
                   "output, dkept[i + 1]",
                   text);
    check_fail(message,
               due->value[last].cols != due->value[top].cols &&
                       strstr(text, end)
                   ? "the pass begins behind the last layer: it begins "
                     "behind layer top - 1, and dy belongs to kept[top]"
                   : NULL,
               text);
}

/* Forward and backward through the first `top` layers, with the net's
 * functions and with naive ones. */
static inline Pass pass(Case *c, size_t top)
{
    Pass p = {.due = forward_of(&c->m, &c->x)};
    Mat *out = &p.due.value[c->m.count], y = check_junk(c->x.rows, out->cols);
    p.dy = check_random(c->x.rows, p.due.value[top].cols, -2, 2);
    p.dx = check_junk(c->x.rows, c->x.cols);
    p.junk = mat_copy(&p.dx);
    backward_of(&c->m, top, &p.dy, &p.due);
    for (Slope i = SLOPE_RIGHT + 1; i < SLOPE_MISTAKES; i++) {
        p.wrong[i] = forward_of(&c->m, &c->x);
        backward_with(&c->m, top, &p.dy, i, &p.wrong[i]);
    }
    net_forward(c->net, &c->x, &y);
    net_backward_from(c->net, top, &p.dy, &p.dx);
    check_pass_fits(c, &p.due, top);
    mat_free(&y);
    return p;
}

#endif
