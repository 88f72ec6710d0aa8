/* Checks of warmup. */
#include "check.h"
#include "ground.h"

/* Every kind of size: one element, odd and even, rows and columns, none, and
 * more than a thousand. */
enum { SHAPES = 11 };
static const size_t shapes[SHAPES][2] = {{1, 1}, {1, 2},   {3, 1},   {2, 2},
                                         {3, 3}, {0, 4},   {7, 1},   {1, 8},
                                         {4, 0}, {33, 33}, {1, 1026}};

typedef double (*Formula)(double a, double x);

static double product(double a, double x)
{
    return a * x;
}

static double unscaled(double a, double x)
{
    (void)a;
    return x;
}

static double sum(double a, double x)
{
    return a + x;
}

static double quotient(double a, double x)
{
    return x / a;
}

static double whole_factor(double a, double x)
{
    return trunc(a) * x;
}

static double whole_product(double a, double x)
{
    return trunc(a * x);
}

static double zero(double a, double x)
{
    return 0 * a * x;
}

static Mat each(Formula f, double a, const Mat *x)
{
    Mat y = mat_new(x->rows, x->cols);
    for (size_t i = 0; i < mat_size(x); i++)
        y.data[i] = (real)f(a, x->data[i]);
    return y;
}

static void suspect(Formula f, double a, const Mat *x, const char *cause)
{
    Mat wrong = each(f, a, x);
    check_suspect(&wrong, cause);
    mat_free(&wrong);
}

/* One call with fresh numbers; in place, `y` is `x` itself. */
static void check_scale(size_t rows, size_t cols, bool in_place)
{
    double a = check_uniform(-3, 3);
    Mat x = check_random(rows, cols, -5, 5), due = each(product, a, &x);
    Mat y = check_junk(rows, cols);
    check_given_num("a", a);
    check_given("x", &x);
    suspect(unscaled, a, &x, "y is a copy of x: the factor a is missing");
    suspect(sum, a, &x, "a is added to x: it is meant to be a factor");
    suspect(quotient, a, &x, "x is divided by a: it is meant to be a factor");
    static const char whole[] =
        "what stands behind the decimal point is lost: "
        "look for an int on the way";
    suspect(whole_factor, a, &x, whole);
    suspect(whole_product, a, &x, whole);
    if (in_place)
        suspect(zero, a, &x,
                "x is y, too, in this call: it was cleared before "
                "it was read");
    scale(a, &x, in_place ? &x : &y);
    check_no_shape_error();
    check_mat(in_place ? "x, used as y" : "y", in_place ? &x : &y, &due,
              1e-12);
    mat_free(&x);
    mat_free(&y);
    mat_free(&due);
}

Test(warmup, multiplies_every_element)
{
    check_scale(check_size(2, 6), check_size(2, 6), false);
}

Test(warmup, works_in_place)
{
    Mat x = check_random(3, 4, -5, 5), due = mat_copy(&x);
    for (size_t i = 0; i < mat_size(&x); i++)
        due.data[i] = -2 * x.data[i];
    scale(-2, &x, &x);
    check_mat("x, used as y", &x, &due, 1e-12);
}

Test(warmup, takes_any_size_one_after_the_other)
{
    for (size_t k = 0; k < SHAPES; k++) {
        check_scale(shapes[k][0], shapes[k][1], false);
        check_scale(shapes[k][0], shapes[k][1], true);
    }
}

Test(warmup, takes_any_factor)
{
    static const double factors[] = {0, 1, -1, 1e-9, -1e9};
    for (size_t k = 0; k < sizeof factors / sizeof *factors; k++) {
        Mat x = check_random(2, 3, 1, 5), due = each(product, factors[k], &x);
        Mat y = check_junk(2, 3);
        check_given_num("a", factors[k]);
        check_given("x", &x);
        scale(factors[k], &x, &y);
        check_mat("y", &y, &due, 1e-12);
    }
}

static void refuses(size_t rows, size_t cols, const char *shape)
{
    Mat x = check_random(2, 3, -1, 1), y = check_junk(rows, cols);
    Mat before = mat_copy(&y);
    scale(2, &x, &y);
    check_shape_error("2 x 3", shape);
    check_mat("y", &y, &before, 0);
}

Test(warmup, leaves_y_alone_when_the_shapes_differ)
{
    refuses(3, 2, "3 x 2");
    refuses(2, 4, "2 x 4");
    refuses(3, 3, "3 x 3");
    refuses(1, 6, "1 x 6");
    refuses(1, 3, "1 x 3");
}

Test(warmup, takes_an_empty_matrix)
{
    Mat x = mat_new(0, 4), y = mat_new(0, 4);
    scale(2, &x, &y);
    check_no_shape_error();
}
