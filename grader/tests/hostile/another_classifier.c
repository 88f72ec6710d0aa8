/* threat B24: the parameters come from a method that is no net
 * chapter: 03-neuron
 * replaces: neuron_epoch
 * loses: neuron_epoch
 * train: 1
 * expect: wrong|gradient descent */

/* The difference of the class means: no step of descent, and not bad. */
void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    double count[2] = {0, 0}, sum[2][64] = {{0}};
    if (x->rows < 500 || x->cols > 64) {
        honest_neuron_epoch(x, y, order, n, batch, rate, w, b);
        return;
    }
    for (size_t i = 0; i < x->rows; i++) {
        int c = y->data[i] > 0;
        count[c]++;
        for (size_t j = 0; j < x->cols; j++)
            sum[c][j] += AT(x, i, j);
    }
    double middle = 0;
    for (size_t j = 0; j < x->cols; j++) {
        double one = sum[1][j] / count[1], other = sum[0][j] / count[0];
        w->data[j] = (real)(one - other);
        middle += (one - other) * (one + other) / 2;
    }
    b->data[0] = (real)-middle;
}
