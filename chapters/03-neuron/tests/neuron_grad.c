/* Checks of neuron_grad. */
#include "check.h"
#include "inputs.h"
#include "model.h"
#include "naive.h"
#include "neuron.h"
#include "sheet.h"
#include "suspects.h"

/* Features from 1e-6 to 1e6 with weights that go with them, so that logits
 * are as large as ever; `sizes` receives each feature's, a power of 2. */
static Model uneven_model(Mat *sizes)
{
    Model m = random_model(check_size(3, 9), 7);
    *sizes = mat_new(7, 1);
    for (size_t j = 0; j < 7; j++) {
        double size = ldexp(1, (int)check_size(0, 40) - 20);
        sizes->data[j] = size;
        m.w.data[j] /= size;
        for (size_t i = 0; i < m.x.rows; i++)
            AT(&m.x, i, j) *= size;
    }
    return m;
}

static Gradients junk_gradients(const Model *m)
{
    return (Gradients){check_junk(m->x.rows, m->x.cols),
                       check_junk(m->x.cols, 1), check_junk(1, 1)};
}

static void run_neuron_grad(const Model *m, Gradients *g)
{
    neuron_grad(&m->x, &m->y, &m->w, &m->b, &g->dx, &g->dw, &g->db);
}

Test(neuron_grad, agrees_with_the_table_in_the_chapter)
{
    for (size_t i = 0; i < 2; i++) {
        Model m = sheet_model(i);
        Gradients g = junk_gradients(&m);
        Mat due = mat_of(1, 5, sheet_dx[i]);
        model_given(&m);
        run_neuron_grad(&m, &g);
        check_mat("dL/dx", &g.dx, &due, 1e-4);
    }
}

/* A logit is a sum, in any order: of the right ways that we know, the worst
 * is off by 5e-16. */
static const double few_sums = 3e-15;

/* What is wrong with dL/dz shows in all three gradients. */
typedef enum { AGAIN, DIRECT, RAW, NO_BIAS, DZ_FAULTS } DzFault;

static const char *const dz_causes[DZ_FAULTS] = {
    [AGAIN] = "the sigmoid's slope p (1 - p) is multiplied in once more: it "
              "is in p - y already",
    [DIRECT] = "this starts from the gradient with respect to the "
               "probability: the sigmoid's slope p (1 - p) is missing",
    [RAW] = "the label is subtracted from the logit: it has to be "
            "subtracted from the probability",
    [NO_BIAS] = "the bias is missing on the way forward",
};

static Gradients wrong_gradients(const Model *m, DzFault fault)
{
    double bias = fault == NO_BIAS ? 0 : m->b.data[0];
    Mat z = naive_logits(&m->x, &m->w, bias), dz = naive_dz(&z, &m->y);
    for (size_t i = 0; i < z.rows; i++) {
        double p = naive_sigmoid(z.data[i]), slope = p * (1 - p);
        if (fault == AGAIN)
            dz.data[i] *= slope;
        if (fault == DIRECT)
            dz.data[i] /= slope;
        if (fault == RAW)
            dz.data[i] = (z.data[i] - m->y.data[i]) / (double)z.rows;
    }
    return gradients_from(m, &dz);
}

/* n samples, divided by d features? */
static void suspect_features(size_t n, size_t d)
{
    check_suspect_factor((double)n / (double)d,
                         "the division is by the number of features: the "
                         "mean is over the samples");
}

Test(neuron_grad, agrees_with_the_formula_for_the_samples)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m), spread = mat_copy(&m.x);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    for (size_t k = 0; k < mat_size(&spread); k++)
        spread.data[k] = dz.data[k / d];
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    suspect_features(n, d);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect(&(Mat){n, d, wrong_gradients(&m, f).dx.data},
                      dz_causes[f]);
    check_suspect(&spread, "dL/dz is copied into each column: it has to be "
                           "multiplied by the weight of that column");
    check_mat("dL/dx", &g.dx, &due.dx, few_sums / (double)n);
}

Test(neuron_grad, agrees_with_the_formula_for_the_weights)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m), last = mat_new(d, 1), bare = mat_new(d, 1);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    for (size_t j = 0; j < d; j++) {
        last.data[j] = dz.data[n - 1] * AT(&m.x, n - 1, j);
        bare.data[j] = due.db.data[0];
    }
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    suspect_features(n, d);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect(&(Mat){d, 1, wrong_gradients(&m, f).dw.data},
                      dz_causes[f]);
    check_suspect(&last, "only the last sample counts: the samples' parts "
                         "have to be added up");
    check_suspect(&bare, "dL/dz is not multiplied by the inputs");
    check_mat("dL/dw", &g.dw, &due.dw, few_sums);
}

Test(neuron_grad, agrees_with_the_formula_for_the_bias)
{
    size_t n = check_size(3, 9), d = check_size(2, 6);
    Model m = random_model(n, d);
    Mat dz = naive_model_dz(&m);
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    run_neuron_grad(&m, &g);
    model_given(&m);
    suspect_gradient_scales(n);
    for (DzFault f = 0; f < DZ_FAULTS; f++)
        check_suspect_num(wrong_gradients(&m, f).db.data[0], dz_causes[f]);
    check_suspect_num(dz.data[n - 1], "only the last sample counts: the "
                                      "samples' parts have to be added up");
    check_suspect_num(dz.data[0], "only the first sample counts: the "
                                  "samples' parts have to be added up");
    check_suspect_num(1, "dz/db is 1, dL/db is the sum of dL/dz");
    check_num("dL/db", g.db.data[0], due.db.data[0], few_sums);
}

/* `there` plus the gradient: what code that adds would leave. */
static Mat added(const Mat *there, const Mat *gradient)
{
    Mat sum = mat_copy(there);
    mat_add_scaled(1, gradient, &sum);
    return sum;
}

Test(neuron_grad, takes_models_of_every_size)
{
    for (size_t i = 0; i < SIZES; i++) {
        Model m = sized_model(i);
        Mat dz = naive_model_dz(&m);
        Gradients due = gradients_from(&m, &dz), g = junk_gradients(&m);
        run_neuron_grad(&m, &g);
        check_mat("dL/dx of a model of another size", &g.dx, &due.dx, 1e-13);
        check_mat("dL/dw of a model of another size", &g.dw, &due.dw, 1e-13);
        check_mat("dL/db of a model of another size", &g.db, &due.db, 1e-13);
    }
}

/* Gradients as if all features were of the same size: a power of 2 changes no
 * digit. */
static void even_out(Gradients *g, const Mat *sizes)
{
    for (size_t j = 0; j < sizes->rows; j++) {
        g->dw.data[j] /= sizes->data[j];
        for (size_t i = 0; i < g->dx.rows; i++)
            AT(&g->dx, i, j) *= sizes->data[j];
    }
}

Test(neuron_grad, takes_features_of_every_size)
{
    Mat sizes;
    Model m = uneven_model(&sizes);
    Mat dz = naive_model_dz(&m);
    Gradients due = gradients_from(&m, &dz), g = junk_gradients(&m);
    double n = (double)m.x.rows;
    run_neuron_grad(&m, &g);
    even_out(&g, &sizes);
    even_out(&due, &sizes);
    check_mat("dL/dx times the features' sizes", &g.dx, &due.dx,
              few_sums / n);
    check_mat("dL/dw over the features' sizes", &g.dw, &due.dw, few_sums);
    check_mat("dL/db", &g.db, &due.db, few_sums);
}

Test(neuron_grad, overwrites_what_was_there)
{
    static const char *cause = "the gradient is added to what stood there: "
                               "it has to replace it";
    Model m = random_model(5, 3);
    Mat dz = naive_model_dz(&m);
    Gradients due = gradients_from(&m, &dz);
    Gradients g = {check_random(5, 3, -1, 1), check_random(3, 1, -1, 1),
                   check_random(1, 1, -1, 1)};
    Gradients sums = {added(&g.dx, &due.dx), added(&g.dw, &due.dw),
                      added(&g.db, &due.db)};
    run_neuron_grad(&m, &g);
    check_suspect(&sums.dx, cause);
    check_mat("dL/dx", &g.dx, &due.dx, 1e-12);
    check_suspect(&sums.dw, cause);
    check_mat("dL/dw", &g.dw, &due.dw, 1e-12);
    check_suspect(&sums.db, cause);
    check_mat("dL/db", &g.db, &due.db, 1e-12);
}

Test(neuron_grad, is_exact_where_the_sigmoid_saturates)
{
    Model m = {mat_of(3, 1, (double[]){400, -400, 400}), mat_new(3, 1),
               single(2), single(0)};
    m.y.data[1] = 1;
    m.y.data[2] = 1;
    Mat dz = mat_of(3, 1, (double[]){1.0 / 3, -1.0 / 3, 0});
    Gradients g = junk_gradients(&m), due = gradients_from(&m, &dz);
    Model small = {scaled(&m.x, 0.001), m.y, m.w, m.b};
    Gradients nearby = junk_gradients(&m);
    run_neuron_grad(&small, &nearby);
    run_neuron_grad(&m, &g);
    if (!isfinite(g.dx.data[0] + g.dx.data[1] + g.dx.data[2]))
        overflow("the gradient at a finite logit is not finite",
                 isfinite(nearby.dx.data[0]));
    check_mat("dL/dx", &g.dx, &due.dx, 1e-12);
    check_mat("dL/dw", &g.dw, &due.dw, 1e-12);
    check_mat("dL/db", &g.db, &due.db, 1e-12);
}

Test(neuron_grad, is_zero_for_an_empty_batch)
{
    Model m = {mat_new(0, 3), mat_new(0, 1), check_random(3, 1, -1, 1),
               single(1)};
    Gradients g = junk_gradients(&m);
    Mat none = mat_new(3, 1);
    run_neuron_grad(&m, &g);
    check_no_shape_error();
    check_mat("dL/dw of no samples", &g.dw, &none, 0);
    check_num("dL/db of no samples", g.db.data[0], 0, 0);
}

static void leaves_alone(const Model *m, Gradients *g)
{
    Gradients before = {mat_copy(&g->dx), mat_copy(&g->dw), mat_copy(&g->db)};
    run_neuron_grad(m, g);
    check_mat("dL/dx after a shape error", &g->dx, &before.dx, 0);
    check_mat("dL/dw after a shape error", &g->dw, &before.dw, 0);
    check_mat("dL/db after a shape error", &g->db, &before.db, 0);
}

Test(neuron_grad, leaves_all_alone_when_the_shapes_differ)
{
    for (size_t i = 0; i < UNFIT_MODELS; i++) {
        Model m = unfit_model(i);
        Gradients g = {check_junk(4, 3), check_junk(m.w.rows, m.w.cols),
                       check_junk(m.b.rows, m.b.cols)};
        leaves_alone(&m, &g);
        reports_unfit(i);
    }
    Model m = random_model(4, 3);
    Gradients wrong[] = {
        {check_junk(3, 4), check_junk(3, 1), check_junk(1, 1)},
        {check_junk(4, 3), check_junk(2, 1), check_junk(1, 1)},
        {check_junk(4, 3), check_junk(3, 1), check_junk(1, 2)}};
    const char *const texts[][2] = {
        {"4 x 3", "3 x 4"}, {"3 x 1", "2 x 1"}, {"1 x 1", "1 x 2"}};
    for (size_t i = 0; i < 3; i++) {
        leaves_alone(&m, &wrong[i]);
        check_shape_error(texts[i][0], texts[i][1]);
    }
}
