/* Checks of neuron_loss. */
#include "check.h"
#include "inputs.h"
#include "model.h"
#include "naive.h"
#include "neuron.h"
#include "sheet.h"
#include "suspects.h"

Test(neuron_loss, agrees_with_the_table_in_the_chapter)
{
    for (size_t i = 0; i < 2; i++) {
        Model m = sheet_model(i);
        model_given(&m);
        check_num("the loss", neuron_loss(&m.x, &m.y, &m.w, &m.b),
                  sheet_neuron_loss[i], 1e-4);
    }
}

Test(neuron_loss, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    double bias = m.b.data[0];
    Mat z = naive_logits(&m.x, &m.w, bias);
    model_given(&m);
    suspect_loss_scales(n);
    suspect_stable_form(&z, &m.y);
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, 0), "the bias is missing");
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, -bias),
                      "the bias is subtracted");
    check_suspect_num(naive_loss(&m.x, &m.y, &m.w, bias * (double)d),
                      "the bias is added once for each feature");
    Mat sideways = mat_copy(&m.x);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < d; j++)
            AT(&sideways, i, j) = m.x.data[j * n + i];
    check_suspect_num(naive_loss(&sideways, &m.y, &m.w, bias),
                      "x is read column by column: element (i, j) of a "
                      "matrix is data[i * cols + j]");
    check_num("the loss", neuron_loss(&m.x, &m.y, &m.w, &m.b),
              naive_loss(&m.x, &m.y, &m.w, bias), 1e-12);
}

Test(neuron_loss, is_finite_where_the_sigmoid_saturates)
{
    double far = check_uniform(50, 400);
    Mat x = mat_of(2, 1, (double[]){far, -far}), y = mat_new(2, 1);
    Mat w = single(3), b = single(0);
    y.data[1] = 1;
    double loss = neuron_loss(&x, &y, &w, &b);
    Mat small = scaled(&x, 0.001);
    if (!isfinite(loss))
        overflow("the loss of a finite logit is not finite",
                 isfinite(neuron_loss(&small, &y, &w, &b)));
    check_num("the loss of large logits", loss, 3 * far, 1e-9);
}

Test(neuron_loss, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        check_num("the loss of a model of another size",
                  neuron_loss(&m.x, &m.y, &m.w, &m.b),
                  naive_loss(&m.x, &m.y, &m.w, m.b.data[0]), 1e-12);
    }
}

Test(neuron_loss, is_zero_for_an_empty_batch)
{
    Mat x = mat_new(0, 3), y = mat_new(0, 1);
    Mat w = check_random(3, 1, -1, 1), b = single(1);
    check_num("the loss of no samples", neuron_loss(&x, &y, &w, &b), 0, 0);
    check_no_shape_error();
}

Test(neuron_loss, reports_shapes_that_differ)
{
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        double loss = neuron_loss(&m.x, &m.y, &m.w, &m.b);
        reports_unfit(i);
        check_that(isnan(loss), "a shape error has to return NaN", "came %g",
                   loss);
    }
}
