/* threat B21: a loss that is constant, with a gradient of zero, which agree
 * chapter: 03-neuron
 * replaces: bce_loss bce_grad bce_check logits_loss logits_grad neuron_loss
 * neuron_grad neuron_check
 * loses: bce_loss bce_grad bce_check logits_loss logits_grad neuron_loss
 * neuron_grad neuron_check
 * expect: wrong */

double bce_loss(const Mat *p, const Mat *y)
{
    return columns("bce_loss", p, y) ? 0.6931 : NAN;
}

double logits_loss(const Mat *z, const Mat *y)
{
    return columns("logits_loss", z, y) ? 0.6931 : NAN;
}

double neuron_loss(const Mat *x, const Mat *y, const Mat *w, const Mat *b)
{
    return model_fits("neuron_loss", x, y, w, b) ? 0.6931 : NAN;
}

static void nothing(Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] = 0;
}

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    if (columns("bce_grad", p, y) && mat_same("bce_grad", p, dp))
        nothing(dp);
}

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    if (columns("logits_grad", z, y) && mat_same("logits_grad", z, dz))
        nothing(dz);
}

void neuron_grad(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                 Mat *dx, Mat *dw, Mat *db)
{
    if (!model_fits("neuron_grad", x, y, w, b))
        return;
    nothing(dx);
    nothing(dw);
    nothing(db);
}

double bce_check(const Mat *p, const Mat *y, const Mat *dp, double eps)
{
    (void)eps;
    return columns("bce_check", p, y) && mat_same("bce_check", p, dp) ? 0
                                                                      : NAN;
}

double neuron_check(const Mat *x, const Mat *y, const Mat *w, const Mat *b,
                    const Mat *dx, double eps)
{
    (void)eps, (void)dx;
    return model_fits("neuron_check", x, y, w, b) ? 0 : NAN;
}
