/* threat B22: finite differences in place of the gradient
 * chapter: 03-neuron
 * replaces: bce_grad
 * loses: bce_grad
 * expect: entries wrong|did not finish|wrong */

void bce_grad(const Mat *p, const Mat *y, Mat *dp)
{
    const double e = 6e-6;
    if (!(columns("bce_grad", p, y) && mat_same("bce_grad", p, dp)))
        return;
    for (size_t i = 0; i < mat_size(p); i++) {
        /* of one sample, so that nothing is lost in a sum */
        real at[2] = {(real)(p->data[i] + e), (real)(p->data[i] - e)};
        Mat up = {1, 1, &at[0]}, down = {1, 1, &at[1]};
        Mat label = {1, 1, &y->data[i]};
        dp->data[i] =
            (real)((bce_loss(&up, &label) - bce_loss(&down, &label)) /
                   (at[0] - at[1]) / (double)p->rows);
    }
}
