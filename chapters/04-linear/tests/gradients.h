/* gradients.h - gradients of a layer, and known wrong ones. */
#ifndef TESTS_04_GRADIENTS_H
#define TESTS_04_GRADIENTS_H

#include "check.h"
#include "layer.h"

static inline void suspect_scaled(const Case *c)
{
    check_suspect_factor(1.0 / (double)c->n,
                         "this is divided by the batch size: the loss has "
                         "done that already, the layer only sums");
    check_suspect_factor((double)c->n,
                         "this is multiplied by the batch size");
    check_suspect_factor(-1, "the sign is the other way round");
}

static inline void check_dx(const Case *c, const Mat *dx)
{
    Mat due = dx_of(c), wrong;
    Case w = *c;
    w.W = misread(&c->W);
    wrong = dx_of(&w);
    check_given("dy", &c->dy);
    check_given("W", &c->W);
    check_suspect(&wrong,
                  "W is read as if it were out x in: dx = dy WT needs "
                  "row k of W, W(k, j) for all j");
    w = *c;
    w.dy = mat_new(c->n, c->out);
    mat_fill(&w.dy, 1);
    wrong = dx_of(&w);
    check_suspect(&wrong, "dy is not used");
    suspect_scaled(c);
    check_mat("dx", dx, &due, tiny);
}

/* As wide as it is high, and the rest 0. */
static inline Mat square_of(const Mat *m)
{
    Mat square = mat_copy(m);
    size_t side = m->rows < m->cols ? m->rows : m->cols;
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            if (i >= side || j >= side)
                AT(&square, i, j) = 0;
    return square;
}

/* Is it what the first few of many samples give? The loops are short: `of`
 * is a sum over the samples. */
static inline void suspect_prefix(const Case *c, Mat (*of)(const Case *),
                                  const Mat *got)
{
    Case part = *c, one = *c;
    Mat sum = mat_new(got->rows, got->cols);
    one.n = one.x.rows = one.dy.rows = 1;
    for (part.n = 1; part.n < c->n; part.n++) {
        one.x.data = &AT(&c->x, part.n - 1, 0);
        one.dy.data = &AT(&c->dy, part.n - 1, 0);
        Mat term = of(&one);
        mat_add_scaled(1, &term, &sum);
        mat_free(&term);
        if (part.n > 1 && fabs((double)(got->data[0] - sum.data[0])) < 1e-9)
            check_suspect(&sum, "the sum ends before the last sample: it "
                                "runs over all rows of the batch, however "
                                "many there are");
    }
    mat_free(&sum);
}

static inline void check_dW(const Case *c, const Mat *dW)
{
    Mat due = dW_of(c), zero = mat_new(c->in, c->out), wrong;
    check_given("x", &c->x);
    check_given("dy", &c->dy);
    check_suspect(&zero, "no gradient was stored in the layer's dW");
    wrong = miswritten(&due);
    check_suspect(&wrong, "this is dyT x, the transpose: dW has W's shape, "
                          "in x out");
    Case w = *c;
    w.dy = mat_new(c->n, c->out);
    mat_fill(&w.dy, 1);
    wrong = dW_of(&w);
    check_suspect(&wrong, "dy is not used: each sample's x has to be weighed "
                          "with its dy");
    w = *c;
    w.n = 1;
    wrong = dW_of(&w);
    check_suspect(&wrong, "only the first sample counts: sum over the batch");
    wrong = square_of(&due);
    check_suspect(&wrong, "only a square part is computed: rows run to in, "
                          "columns to out");
    suspect_prefix(c, dW_of, dW);
    suspect_scaled(c);
    check_mat("dW", dW, &due, tiny);
}

static inline void check_db(const Case *c, const Mat *db)
{
    Mat due = db_of(c), wrong = mat_new(1, c->out);
    check_given("dy", &c->dy);
    check_suspect(&wrong, "no gradient was stored in the layer's db");
    for (size_t row = 0; row < c->n; row += c->n - 1) {
        for (size_t j = 0; j < c->out; j++)
            wrong.data[j] = AT(&c->dy, row, j);
        check_suspect(&wrong, row ? "this is the last row of dy alone: sum "
                                    "over the batch"
                                  : "this is the first row of dy alone: sum "
                                    "over the batch");
        if (c->n == 1)
            break;
    }
    suspect_prefix(c, db_of, db);
    mat_fill(&wrong, 1);
    check_suspect(&wrong, "these are ones: dy has to come in");
    mat_fill(&wrong, (double)c->n);
    check_suspect(&wrong, "these are counts: dy has to come in");
    suspect_scaled(c);
    check_mat("db", db, &due, tiny);
}

#endif
