/* Checks of neuron_predict. */
#include "check.h"
#include "inputs.h"
#include "model.h"
#include "naive.h"
#include "neuron.h"

Test(neuron_predict, agrees_with_the_formula_on_fresh_batches)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat z = naive_logits(&m.x, &m.w, m.b.data[0]);
    Mat bare = naive_logits(&m.x, &m.w, 0);
    Mat p = check_junk(n, 1), decision = check_junk(n, 1);
    Mat due = naive_probabilities(&z), twice = naive_probabilities(&due);
    Mat unbiased = naive_probabilities(&bare), other = scaled(&due, -1);
    for (size_t i = 0; i < n; i++)
        other.data[i] += 1;
    model_given(&m);
    check_suspect(&z, "this is the logit: the sigmoid is missing");
    check_suspect(&twice, "the sigmoid is applied twice");
    check_suspect(&unbiased, "the bias is missing");
    check_suspect(&other, "this is the probability of the label 0");
    neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
    check_mat("p", &p, &due, 1e-13);
}

/* The first sample's logit is the bias, between 0 and one half. */
Test(neuron_predict, decides_at_one_half)
{
    size_t n = check_size(6, 12), d = check_size(2, 5);
    Model m = random_model(n, d);
    m.b.data[0] = check_uniform(0.1, 0.4);
    for (size_t j = 0; j < d; j++)
        AT(&m.x, 0, j) = 0;
    Mat z = naive_logits(&m.x, &m.w, m.b.data[0]), due = mat_copy(&z);
    Mat half = mat_copy(&z), opposite = mat_copy(&z), p = check_junk(n, 1);
    Mat decision = check_junk(n, 1);
    for (size_t i = 0; i < n; i++) {
        due.data[i] = z.data[i] > 0;
        opposite.data[i] = !(z.data[i] > 0);
        half.data[i] = z.data[i] > 0.5;
    }
    Mat always = mat_new(n, 1), never = mat_new(n, 1);
    Mat probability = naive_probabilities(&z);
    mat_fill(&always, 1);
    model_given(&m);
    check_suspect(&half, "the logit is compared with one half: the "
                         "probability has to be; for a logit the border is "
                         "0");
    check_suspect(&always, "the probability is compared with 0: the border "
                           "is one half");
    check_suspect(&never, "no sample is ever decided to be 1");
    check_suspect(&opposite, "the decision is the other way round");
    check_suspect(&probability, "this is the probability: the decision is "
                                "0 or 1");
    neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
    check_mat("the decision", &decision, &due, 0);
}

Test(neuron_predict, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        Mat z = naive_logits(&m.x, &m.w, m.b.data[0]);
        Mat due = naive_probabilities(&z), above = mat_copy(&due);
        Mat p = check_junk(z.rows, 1), decision = check_junk(z.rows, 1);
        for (size_t k = 0; k < z.rows; k++)
            above.data[k] = due.data[k] >= 0.5;
        neuron_predict(&m.x, &m.w, &m.b, &p, &decision);
        check_mat("p of a model of another size", &p, &due, 1e-13);
        check_mat("the decisions of a model of another size", &decision,
                  &above, 0);
    }
}

Test(neuron_predict, is_certain_where_the_sigmoid_saturates)
{
    Mat x = mat_of(2, 1, (double[]){900, -900}), w = single(1.5);
    Mat b = single(0), p = check_junk(2, 1), decision = check_junk(2, 1);
    Mat due = mat_of(2, 1, (double[]){1, 0});
    neuron_predict(&x, &w, &b, &p, &decision);
    check_mat("p", &p, &due, 1e-12);
    check_mat("the decision", &decision, &due, 0);
}

Test(neuron_predict, takes_an_empty_batch)
{
    Mat x = mat_new(0, 3), w = check_random(3, 1, -1, 1), b = single(1);
    Mat p = mat_new(0, 1), decision = mat_new(0, 1);
    neuron_predict(&x, &w, &b, &p, &decision);
    check_no_shape_error();
}

static void predicts_nothing(const Model *m, const Mat *p,
                             const Mat *decision)
{
    Mat p_came = mat_copy(p), came = mat_copy(decision);
    neuron_predict(&m->x, &m->w, &m->b, &p_came, &came);
    check_mat("p after a shape error", &p_came, p, 0);
    check_mat("the decision after a shape error", &came, decision, 0);
}

Test(neuron_predict, leaves_both_alone_when_the_shapes_differ)
{
    Mat four = check_junk(4, 1), three = check_junk(3, 1);
    for (size_t i = 2; i < UNFIT_MODELS; i++) { /* the first two are of y */
        Model m = unfit_model(i);
        predicts_nothing(&m, &four, &four);
        reports_unfit(i);
    }
    Model m = random_model(4, 3);
    predicts_nothing(&m, &four, &three);
    check_shape_error("4 x 1", "3 x 1");
    predicts_nothing(&m, &three, &four);
    check_shape_error("4 x 1", "3 x 1");
}
