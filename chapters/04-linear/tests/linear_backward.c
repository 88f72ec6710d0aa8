/* Checks of linear_backward. */
#include "check.h"
#include "gradcheck.h"
#include "gradients.h"
#include "layer.h"
#include "linear.h"

#include <stdio.h>
#include <string.h>

/* The layer's parameters are those that it had, else a step was made. */
static void makes_no_step(const Case *c)
{
    Mat W = check_junk(c->in, c->out), b = check_junk(1, c->out);
    linear_get(c->l, &W, &b);
    bool moved = memcmp(W.data, c->W.data, mat_size(&W) * sizeof(real)) ||
                 memcmp(b.data, c->b.data, mat_size(&b) * sizeof(real));
    if (moved)
        check_fail("linear_backward() changes W or b",
                   "the backward pass makes a step: parameters move in "
                   "linear_step() only, so that dx is taken with the W of "
                   "the forward pass",
                   NULL);
    mat_free(&W);
    mat_free(&b);
}

Test(linear_backward, gives_dx)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    makes_no_step(&c);
    check_dx(&c, &g.dx);
    case_free(&c);
}

Test(linear_backward, stores_dW)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    check_dW(&c, &g.dW);
    case_free(&c);
}

Test(linear_backward, stores_db)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    check_db(&c, &g.db);
    case_free(&c);
}

Test(linear_backward, takes_one_sample_and_many)
{
    size_t sizes[] = {1, 40, check_size(1030, 1200)};
    for (size_t i = 0; i < 3; i++) {
        Case c = case_of(sizes[i], 3, 5);
        Grads g = backward(&c);
        check_dx(&c, &g.dx);
        check_dW(&c, &g.dW);
        check_db(&c, &g.db);
        case_free(&c);
    }
}

Test(linear_backward, takes_many_inputs_and_many_outputs)
{
    size_t wide = check_size(1030, 1200);
    Case cases[] = {case_of(3, wide, 2), case_of(3, 2, wide)};
    for (size_t i = 0; i < 2; i++) {
        Grads g = backward(&cases[i]);
        check_dx(&cases[i], &g.dx);
        check_dW(&cases[i], &g.dW);
        check_db(&cases[i], &g.db);
        case_free(&cases[i]);
    }
}

Test(linear_backward, replaces_the_gradients_of_the_batch_before)
{
    Case c = fresh_case(), second = c;
    backward(&c);
    second.x = check_random(c.n, c.in, -3, 3);
    second.dy = check_random(c.n, c.out, -2, 2);
    Grads h = backward(&second);
    Mat first = dW_of(&c), due = dW_of(&second), sum = sum_of(&first, &due);
    check_suspect(&first, "these are still the gradients of the first batch");
    check_suspect(&sum, "dW is added to what was there: each backward pass "
                        "starts from zero");
    check_mat("dW of a second batch", &h.dW, &due, tiny);
    first = db_of(&c);
    due = db_of(&second);
    sum = sum_of(&first, &due);
    check_suspect(&first, "these are still the gradients of the first batch");
    check_suspect(&sum, "db is added to what was there: each backward pass "
                        "starts from zero");
    check_mat("db of a second batch", &h.db, &due, tiny);
    case_free(&c);
}

Test(linear_backward, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {case_of(5, 3, 1), case_of(7, 9, 13), case_of(3, 1, 5)};
    for (size_t i = 0; i < 6; i++) {
        Grads g = backward(&cases[i % 3]);
        check_dx(&cases[i % 3], &g.dx);
        check_dW(&cases[i % 3], &g.dW);
        check_db(&cases[i % 3], &g.db);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

/* Column j of m times 10 to a power: from -6 to 6, both of them there. */
static void spread_columns(Mat *m)
{
    for (size_t j = 0; j < m->cols; j++) {
        double power = j < 2 ? (j ? 6 : -6) : check_uniform(-6, 6);
        for (size_t i = 0; i < m->rows; i++)
            AT(m, i, j) *= (real)pow(10, power);
    }
}

static void spread_rows(Mat *m)
{
    for (size_t i = 0; i < m->rows; i++) {
        double power = i < 2 ? (i ? 6 : -6) : check_uniform(-6, 6);
        for (size_t j = 0; j < m->cols; j++)
            AT(m, i, j) *= (real)pow(10, power);
    }
}

static Mat sizes_in(const Mat *m)
{
    Mat sizes = mat_copy(m);
    for (size_t i = 0; i < mat_size(m); i++)
        sizes.data[i] = (real)fabs((double)m->data[i]);
    return sizes;
}

/* A difference of two losses has the accuracy of the loss, in which small
 * entries are lost; a sum of products has that of its own terms. */
Test(linear_backward, keeps_small_entries_beside_large_ones)
{
    Case c = fresh_case();
    spread_columns(&c.x);
    spread_rows(&c.W);
    spread_columns(&c.dy);
    linear_set(c.l, &c.W, &c.b);
    Case sizes = c;
    sizes.x = sizes_in(&c.x);
    sizes.W = sizes_in(&c.W);
    sizes.dy = sizes_in(&c.dy);
    Grads g = backward(&c);
    Mat due[] = {dx_of(&c), dW_of(&c), db_of(&c)};
    Mat unit[] = {dx_of(&sizes), dW_of(&sizes), db_of(&sizes)};
    check_closely("dx, in units of its terms,", &g.dx, &due[0], &unit[0],
                  1e-14);
    check_closely("dW, in units of its terms,", &g.dW, &due[1], &unit[1],
                  1e-14);
    check_closely("db, in units of its terms,", &g.db, &due[2], &unit[2],
                  1e-14);
    case_free(&c);
}

/* Each entry can be had by moving one number and running the layer forward
 * again, too: a hundred thousand products in the place of two. Plain loops in
 * any order take less than 100 ms. */
Test(linear_backward, does_no_more_work_than_a_few_products)
{
    Case c = case_of(64, 2003, 61);
    double begin = check_clock();
    Mat dx = dx_of(&c), dW = dW_of(&c);
    check_work_begins(check_clock() - begin);
    Grads g = backward(&c);
    check_work_ends("linear_backward() takes far longer than the two "
                    "products that it stands for");
    check_mat("dx of a wide layer", &g.dx, &dx, 1e-10);
    check_mat("dW of a wide layer", &g.dW, &dW, 1e-10);
    case_free(&c);
}

Test(linear_backward, does_without_dx)
{
    Case c = fresh_case();
    Mat dW = check_junk(c.in, c.out), db = check_junk(1, c.out);
    linear_backward(c.l, &c.x, &c.dy, NULL);
    check_no_shape_error();
    linear_grad(c.l, &dW, &db);
    check_dW(&c, &dW);
    check_db(&c, &db);
    case_free(&c);
}

/* Sheet D: W to 2 W turns dx into 2 dx, and leaves dW and db alone. */
Test(linear_backward, follows_its_parameters)
{
    Case c = fresh_case();
    Grads g = backward(&c);
    Mat W = mat_copy(&c.W), due = sum_of(&g.dx, &g.dx);
    mat_add_scaled(1, &c.W, &W);
    linear_set(c.l, &W, &c.b);
    Grads h = backward(&c);
    check_suspect(&g.dx, "W has changed, and this has not: it has to be "
                         "computed from W as it is now");
    check_mat("dx after W became 2 W", &h.dx, &due, tiny);
    check_dW(&c, &h.dW);
    check_db(&c, &h.db);
    case_free(&c);
}

/* The loss of sheet D's gradient check: y weighed by an upstream gradient,
 * with y from linear_forward(). */
typedef struct {
    Linear *l;
    Mat W, b, x, up;
} Sheet;

static double sheet_loss(void *context)
{
    Sheet *s = context;
    Mat y = mat_new(s->x.rows, s->b.cols);
    double sum = 0;
    linear_set(s->l, &s->W, &s->b);
    linear_forward(s->l, &s->x, &y);
    for (size_t i = 0; i < mat_size(&y); i++)
        sum += (double)s->up.data[i] * (double)y.data[i];
    mat_free(&y);
    return sum;
}

static void agrees(const char *name, Sheet *s, Mat *at, const Mat *d)
{
    char message[100];
    GradCheck worst = gradcheck_all(sheet_loss, s, at, d, 1e-4);
    snprintf(message, sizeof message,
             "%s is not the gradient of what linear_forward() computes",
             name);
    check_that(worst.error < 1e-5, message,
               "row %zu, column %zu: came %.9g, the central difference is "
               "%.9g",
               worst.row, worst.col, worst.given, worst.numeric);
}

Test(linear_backward, verified_by_central_differences)
{
    Sheet s = {layer_of(5, 7, "xavier", 1), check_random(5, 7, 0.2, 1),
               check_random(1, 7, 0.2, 1), check_random(3, 5, -10, 10),
               mat_new(3, 7)};
    Mat dx = check_junk(3, 5), dW = check_junk(5, 7), db = check_junk(1, 7);
    mat_fill(&s.up, 2);
    linear_set(s.l, &s.W, &s.b);
    linear_backward(s.l, &s.x, &s.up, &dx);
    linear_grad(s.l, &dW, &db);
    agrees("dx", &s, &s.x, &dx);
    agrees("dW", &s, &s.W, &dW);
    agrees("db", &s, &s.b, &db);
    linear_free(s.l);
}

/* A shape error when one of the three does not fit, and nothing changes. */
static void refuses(const Case *c, const Mat *x, const Mat *dy, Mat *dx,
                    const char *shape, const char *other)
{
    Mat dW = check_junk(c->in, c->out), db = check_junk(1, c->out);
    Mat dW_before = mat_copy(&dW), db_before = mat_copy(&db),
        dx_before = mat_copy(dx);
    linear_grad(c->l, &dW_before, &db_before);
    linear_backward(c->l, x, dy, dx);
    check_shape_error(shape, other);
    linear_grad(c->l, &dW, &db);
    check_mat("dx after a shape error", dx, &dx_before, 0);
    check_mat("dW after a shape error", &dW, &dW_before, 0);
    check_mat("db after a shape error", &db, &db_before, 0);
    stays(c, "a shape error");
}

Test(linear_backward, leaves_everything_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7);
    backward(&c);
    Mat dy = check_random(3, 7, -1, 1), wide = check_random(3, 6, -1, 1);
    Mat few = check_random(2, 5, -1, 1), narrow = check_random(3, 4, -1, 1);
    Mat dx = check_junk(3, 5), less = check_junk(3, 4),
        turned = check_junk(5, 3), low = check_junk(2, 5);
    refuses(&c, &c.x, &wide, &dx, "3 x 6", "7");
    refuses(&c, &few, &dy, &low, "3 x 7", "2");
    refuses(&c, &narrow, &dy, &less, "3 x 4", "5");
    refuses(&c, &c.x, &dy, &turned, "5 x 3", "3 x 5");
    refuses(&c, &c.x, &dy, &less, "3 x 4", "3 x 5");
    case_free(&c);
}
