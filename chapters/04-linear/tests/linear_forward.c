/* Checks of linear_forward. */
#include "check.h"
#include "layer.h"
#include "linear.h"

static Mat forward_of(const Case *c)
{
    Mat y = mat_new(c->n, c->out);
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->out; j++) {
            long double sum = c->b.data[j];
            for (size_t k = 0; k < c->in; k++)
                sum += (long double)AT(&c->x, i, k) * AT(&c->W, k, j);
            AT(&y, i, j) = (real)sum;
        }
    return y;
}

static void suspect_forward(const Case *c)
{
    Case w = *c;
    Mat zero = mat_new(1, c->out), wrong;
    w.b = zero;
    wrong = forward_of(&w);
    check_suspect(&wrong, "the bias is missing");
    if (c->n > 1) {
        for (size_t j = 0; j < c->out; j++)
            AT(&wrong, 0, j) += c->b.data[j];
        check_suspect(&wrong, "the bias is added to the first sample only: "
                              "each row gets it");
    }
    w.b = mat_new(1, c->out);
    mat_add_scaled(2, &c->b, &w.b);
    wrong = forward_of(&w);
    check_suspect(&wrong, "the bias is added twice");
    w = *c;
    w.b = mat_new(1, c->out);
    mat_fill(&w.b, c->b.data[0]);
    wrong = forward_of(&w);
    check_suspect(&wrong, "every column gets the first bias: output j needs "
                          "b(0, j)");
    w = *c;
    w.W = misread(&c->W);
    wrong = forward_of(&w);
    check_suspect(&wrong, "W is read as if it were out x in: row k, column j "
                          "of an in x out matrix is at k * out + j");
}

Test(linear_forward, computes_x_W_plus_b)
{
    Case c = fresh_case();
    Mat y = check_junk(c.n, c.out), due = forward_of(&c);
    check_given("x", &c.x);
    check_given("W", &c.W);
    check_given("b", &c.b);
    suspect_forward(&c);
    Mat added = sum_of(&y, &due);
    check_suspect(&added, "the sum starts from what was in y before: start "
                          "it from zero");
    linear_forward(c.l, &c.x, &y);
    check_no_shape_error();
    check_mat("y", &y, &due, tiny);
    stays(&c, "linear_forward()");
    mat_free(&due);
    mat_free(&y);
    case_free(&c);
}

Test(linear_forward, takes_one_sample_and_many)
{
    size_t sizes[] = {1, 2, 40, check_size(1030, 1200)};
    for (size_t i = 0; i < 4; i++) {
        Case c =
            case_of(sizes[i], check_size(1, 3), 2 * check_size(2, 4) + 1);
        Mat y = check_junk(c.n, c.out), due = forward_of(&c);
        check_given("x", &c.x);
        suspect_forward(&c);
        linear_forward(c.l, &c.x, &y);
        check_mat("y", &y, &due, tiny);
        case_free(&c);
    }
}

Test(linear_forward, takes_many_inputs_and_many_outputs)
{
    size_t wide = check_size(1030, 1200);
    Case cases[] = {case_of(3, wide, 2), case_of(3, 2, wide)};
    for (size_t i = 0; i < 2; i++) {
        Mat y = check_junk(3, cases[i].out), due = forward_of(&cases[i]);
        linear_forward(cases[i].l, &cases[i].x, &y);
        check_mat("y of a wide layer", &y, &due, tiny);
        case_free(&cases[i]);
    }
}

/* Sheet D: W to 2 W and b to 2 b + 1 turn y into 2 y + 1. */
Test(linear_forward, follows_its_parameters)
{
    Case c = fresh_case();
    Mat y = check_junk(c.n, c.out), twice = check_junk(c.n, c.out);
    linear_forward(c.l, &c.x, &y);
    Mat due = mat_copy(&y), W = mat_copy(&c.W), b = mat_copy(&c.b);
    for (size_t i = 0; i < mat_size(&y); i++)
        due.data[i] = 2 * y.data[i] + 1;
    mat_add_scaled(1, &c.W, &W);
    for (size_t j = 0; j < c.out; j++)
        b.data[j] = 2 * c.b.data[j] + 1;
    linear_set(c.l, &W, &b);
    linear_forward(c.l, &c.x, &twice);
    check_suspect(&y, "W and b have changed, and this has not: it has to be "
                      "computed from W and b as they are now");
    check_mat("y after W became 2 W and b became 2 b + 1", &twice, &due,
              tiny);
    case_free(&c);
}

/* What one layer leaves behind, another one of another size must not find. */
Test(linear_forward, takes_layers_of_several_sizes_in_turn)
{
    Case cases[] = {case_of(5, 3, 1), case_of(7, 9, 13), case_of(3, 1, 5)};
    for (size_t i = 0; i < 6; i++) {
        Case *c = &cases[i % 3];
        Mat y = check_junk(c->n, c->out), due = forward_of(c);
        linear_forward(c->l, &c->x, &y);
        check_mat("y of a layer, when layers of several sizes take turns", &y,
                  &due, tiny);
        mat_free(&due);
        mat_free(&y);
    }
    for (size_t i = 0; i < 3; i++)
        case_free(&cases[i]);
}

Test(linear_forward, leaves_y_alone_when_the_shapes_differ)
{
    Case c = case_of(3, 5, 7);
    Mat x = check_random(3, 4, -1, 1), y = check_random(3, 7, -1, 1);
    Mat small = check_random(2, 7, -1, 1), before = mat_copy(&y);
    linear_forward(c.l, &x, &y);
    check_shape_error("3 x 4", "5");
    check_mat("y after a shape error", &y, &before, 0);
    before = mat_copy(&small);
    linear_forward(c.l, &c.x, &small);
    check_shape_error("2 x 7", "3");
    check_mat("y after a shape error", &small, &before, 0);
    case_free(&c);
}
