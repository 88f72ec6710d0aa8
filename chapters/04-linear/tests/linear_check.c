/* Checks of linear_check. */
#include "check.h"
#include "gradcheck.h"
#include "layer.h"
#include "linear.h"

#include <stdio.h>

static double worst_of(const Mat *d, const Mat *claimed)
{
    double worst = 0;
    for (size_t i = 0; i < mat_size(d); i++)
        worst = fmax(worst, gradcheck_error(d->data[i], claimed->data[i]));
    return worst;
}

/* What the checker says about claimed gradients of a case. */
static Mat checked(const Case *c, const Grads *claimed)
{
    Mat errors = check_junk(1, 3);
    linear_check(c->l, &c->x, &c->dy, &claimed->dx, &claimed->dW,
                 &claimed->db, 1e-5, &errors);
    check_no_shape_error();
    return errors;
}

static Grads right_grads(const Case *c)
{
    return (Grads){dx_of(c), dW_of(c), db_of(c)};
}

static bool is_clear(const Mat *d)
{
    for (size_t i = 0; i < mat_size(d); i++)
        if (fabs((double)d->data[i]) < 1e-3)
            return false;
    return true;
}

/* Beside a slope of nearly 0 the error of the difference itself is large:
 * here no slope is. */
static Case clear_case(void)
{
    for (;;) {
        Case c = fresh_case();
        Grads g = right_grads(&c);
        if (is_clear(&g.dx) && is_clear(&g.dW) && is_clear(&g.db))
            return c;
        case_free(&c);
    }
}

/* What comes of a check that does not move one of the three, or whose loss
 * forgets the upstream gradient. */
static void suspect_check(const Case *c, const Grads *claimed, const Mat *due)
{
    static const char *const still[] = {
        "the inputs do not move: the loss reads x, not its copy",
        "the weights do not move while dW is measured",
        "the biases do not move while db is measured"};
    Case ones = *c;
    ones.dy = mat_new(c->n, c->out);
    mat_fill(&ones.dy, 1);
    Grads plain = right_grads(&ones);
    Mat no_up = mat_of(1, 3,
                       (double[]){worst_of(&plain.dx, &claimed->dx),
                                  worst_of(&plain.dW, &claimed->dW),
                                  worst_of(&plain.db, &claimed->db)});
    check_suspect(&no_up, "the loss leaves the upstream gradient out: it is "
                          "the sum of up * y");
    for (size_t i = 0; i < 3; i++) {
        Mat wrong = mat_copy(due);
        wrong.data[i] = 1;
        check_suspect(&wrong, still[i]);
        mat_free(&wrong);
    }
    Mat swapped =
        mat_of(1, 3, (double[]){due->data[1], due->data[2], due->data[0]});
    check_suspect(&swapped, "the order of the errors is dx, dW, db");
    check_suspect(&(Mat){1, 3, (real[]){0, 0, 0}},
                  "the broken gradient is not found to be broken");
    mat_free(&ones.dy);
}

Test(linear_check, finds_nothing_wrong_with_right_gradients)
{
    Case c = clear_case();
    Grads right = right_grads(&c);
    Mat errors = checked(&c, &right), none = mat_new(1, 3);
    suspect_check(&c, &right, &none);
    check_mat("the errors of dx, dW, db when all of them are right", &errors,
              &none, 1e-4);
    stays(&c, "linear_check()");
    case_free(&c);
}

/* Gradients are wrong as a whole now and then, each in another way. */
static const struct {
    const char *what;
    double factor; /* NaN: the numbers are in other places */
} spoils[] = {{"is a quarter of what is due", 0.25},
              {"has the other sign", -1},
              {"is zero", 0},
              {"is the transpose, written row by row", NAN}};
enum { SPOILS = sizeof spoils / sizeof *spoils };

static Mat spoilt(const Mat *right, size_t spoil)
{
    Mat wrong =
        isnan(spoils[spoil].factor) ? miswritten(right) : mat_copy(right);
    for (size_t i = 0; i < mat_size(right) && !isnan(spoils[spoil].factor);
         i++)
        wrong.data[i] *= (real)spoils[spoil].factor;
    return wrong;
}

Test(linear_check, measures_the_error_of_each_broken_gradient)
{
    for (size_t spoil = 0; spoil < SPOILS; spoil++)
        for (size_t which = 0; which < 3; which++) {
            char name[120];
            Case c = clear_case();
            Grads right = right_grads(&c), wrong = right;
            Mat *w[] = {&wrong.dx, &wrong.dW, &wrong.db};
            *w[which] = spoilt(w[which], spoil);
            Mat errors = checked(&c, &wrong);
            Mat due = mat_of(1, 3,
                             (double[]){worst_of(&right.dx, &wrong.dx),
                                        worst_of(&right.dW, &wrong.dW),
                                        worst_of(&right.db, &wrong.db)});
            snprintf(name, sizeof name, "the errors of dx, dW, db when %s %s",
                     (const char *[]){"dx", "dW", "db"}[which],
                     spoils[spoil].what);
            suspect_check(&c, &wrong, &due);
            check_mat(name, &errors, &due, 1e-4);
            case_free(&c);
        }
}

/* All slopes are sums of positive numbers: none is nearly 0. */
static Case positive_case(size_t n, size_t in, size_t out)
{
    Case c = case_of(n, in, out);
    rng_fill(check_rng(), 0.5, 1.5, &c.x);
    rng_fill(check_rng(), 0.5, 1.5, &c.W);
    rng_fill(check_rng(), 0.5, 1.5, &c.dy);
    linear_set(c.l, &c.W, &c.b);
    return c;
}

/* The last entry of one gradient is three times too large. */
static void finds_the_last(Case *c, size_t which)
{
    Grads wrong = right_grads(c);
    Mat *m = (Mat *[]){&wrong.dx, &wrong.dW, &wrong.db}[which];
    Mat due = mat_new(1, 3);
    m->data[mat_size(m) - 1] *= 3;
    due.data[which] = 0.5;
    Mat errors = checked(c, &wrong);
    suspect_check(c, &wrong, &due);
    check_mat("the errors of dx, dW, db when the last entry of one is three "
              "times too large",
              &errors, &due, 1e-3);
    stays(c, "linear_check()");
}

Test(linear_check, takes_a_thousand_samples)
{
    Case c = positive_case(check_size(1030, 1200), 1, 2);
    finds_the_last(&c, 0);
    case_free(&c);
}

Test(linear_check, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {positive_case(2, 3, 1), positive_case(5, 7, 9),
                    positive_case(1, 1, 4)};
    for (size_t i = 0; i < 9; i++)
        finds_the_last(&cases[i % 3], i / 3);
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

Test(linear_check, looks_at_every_entry)
{
    Case c = clear_case();
    for (size_t which = 0; which < 3; which++) {
        Grads g = right_grads(&c);
        Mat *m[] = {&g.dx, &g.dW, &g.db};
        size_t at = rng_below(check_rng(), mat_size(m[which]));
        m[which]->data[at] *= 3;
        Mat errors = checked(&c, &g), due = mat_new(1, 3);
        due.data[which] = 0.5;
        check_mat("the errors of dx, dW, db when one entry is three times "
                  "too large",
                  &errors, &due, 1e-4);
        m[which]->data[at] = NAN;
        errors = checked(&c, &g);
        check_that(isnan(errors.data[which]),
                   "a gradient that is not a number is not found",
                   "the error is %g", (double)errors.data[which]);
    }
    stays(&c, "linear_check()");
    case_free(&c);
}

/* A shape error that names `shape`, which one of the inputs has, and `other`;
 * `errors` stays. */
static void check_refuses(const Case *c, const Grads *g, Mat *errors,
                          const char *shape, const char *other)
{
    Mat before = mat_copy(errors);
    linear_check(c->l, &c->x, &c->dy, &g->dx, &g->dW, &g->db, 1e-5, errors);
    check_shape_error(shape, other);
    check_mat("errors after a shape error", errors, &before, 0);
}

Test(linear_check, leaves_errors_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7), wrong = c;
    Grads right = right_grads(&c), g = right;
    Mat errors = check_junk(1, 3), turned = check_junk(3, 1);
    check_refuses(&c, &g, &turned, "3 x 1", "1 x 3");
    g.dx = check_random(3, 4, -1, 1);
    check_refuses(&c, &g, &errors, "3 x 4", "3 x 5");
    wrong.x = g.dx;
    check_refuses(&wrong, &g, &errors, "3 x 4", "5");
    g = right, g.dW = check_random(7, 5, -1, 1);
    check_refuses(&c, &g, &errors, "7 x 5", "5 x 7");
    g = right, g.db = check_random(7, 1, -1, 1);
    check_refuses(&c, &g, &errors, "7 x 1", "1 x 7");
    g = right, wrong = c, wrong.dy = check_random(3, 6, -1, 1);
    check_refuses(&wrong, &g, &errors, "3 x 6", "7");
    wrong.dy = check_random(2, 7, -1, 1);
    check_refuses(&wrong, &g, &errors, "2 x 7", "3");
    case_free(&c);
}
