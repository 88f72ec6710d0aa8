/* threat B22: finite differences in place of the backward pass of the softmax
 * chapter: 06-mnist
 * replaces: softmax_backward
 * loses: softmax_backward
 * expect: entries wrong|did not finish */

void softmax_backward(const Mat *p, const Mat *dp, Mat *dz)
{
    const double e = 6e-6;
    if (!mat_same("softmax_backward", p, dp) ||
        !mat_same("softmax_backward", p, dz))
        return;
    Mat kept = mat_copy(dp); /* which may be written over */
    for (size_t i = 0; i < p->rows; i++)
        for (size_t c = 0; c < p->cols; c++) {
            Mat up = mat_new(1, p->cols), down = mat_new(1, p->cols);
            double sum = 0;
            for (size_t k = 0; k < p->cols; k++) {
                up.data[k] = (real)(log(AT(p, i, k)) + (k == c ? e : 0));
                down.data[k] = (real)(log(AT(p, i, k)) - (k == c ? e : 0));
            }
            softmax(&up, &up);
            softmax(&down, &down);
            for (size_t k = 0; k < p->cols; k++)
                sum +=
                    AT(&kept, i, k) * (up.data[k] - down.data[k]) / (2 * e);
            AT(dz, i, c) = (real)sum;
            mat_free(&up);
            mat_free(&down);
        }
    mat_free(&kept);
}
