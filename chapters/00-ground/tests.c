/* Checks of chapter 0. One source, linked with your code on your machine
 * and with proxies for it when it is graded. */
#include "check.h"
#include "ground.h"

Test(warmup, multiplies_every_element)
{
    double a = check_uniform(-3, 3);
    Mat x = check_random(check_size(2, 6), check_size(2, 6), -5, 5);
    Mat y = check_junk(x.rows, x.cols), due = mat_copy(&x);
    for (size_t i = 0; i < mat_size(&x); i++)
        due.data[i] = a * x.data[i];
    check_given_num("a", a);
    check_given("x", &x);
    check_suspect(&x, "y is a copy of x: the factor a is missing");
    scale(a, &x, &y);
    check_mat("y", &y, &due, 1e-12);
}

Test(warmup, works_in_place)
{
    Mat x = check_random(3, 4, -5, 5), due = mat_copy(&x);
    for (size_t i = 0; i < mat_size(&x); i++)
        due.data[i] = -2 * x.data[i];
    scale(-2, &x, &x);
    check_mat("x, used as y", &x, &due, 1e-12);
}

Test(warmup, leaves_y_alone_when_the_shapes_differ)
{
    Mat x = check_random(2, 3, -1, 1), y = check_junk(3, 2);
    Mat before = mat_copy(&y);
    scale(2, &x, &y);
    check_shape_error("2 x 3", "3 x 2");
    check_mat("y", &y, &before, 0);
}

Test(warmup, takes_an_empty_matrix)
{
    Mat x = mat_new(0, 4), y = mat_new(0, 4);
    scale(2, &x, &y);
    check_no_shape_error();
}
