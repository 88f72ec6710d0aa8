/* threat B22: finite differences in place of the gradient
 * chapter: 03-neuron
 * replaces: logits_grad
 * loses: logits_grad
 * expect: entries wrong|did not finish|wrong */

void logits_grad(const Mat *z, const Mat *y, Mat *dz)
{
    const double e = 6e-6;
    if (!(columns("logits_grad", z, y) && mat_same("logits_grad", z, dz)))
        return;
    for (size_t i = 0; i < mat_size(z); i++) {
        /* of one sample, so that nothing is lost in a sum */
        real at[2] = {(real)(z->data[i] + e), (real)(z->data[i] - e)};
        Mat up = {1, 1, &at[0]}, down = {1, 1, &at[1]};
        Mat label = {1, 1, &y->data[i]};
        dz->data[i] =
            (real)((logits_loss(&up, &label) - logits_loss(&down, &label)) /
                   (at[0] - at[1]) / (double)z->rows);
    }
}
