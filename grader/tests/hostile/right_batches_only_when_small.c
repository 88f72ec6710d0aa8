/* threat B: real training for small sets, none for a large one
 * chapter: 03-neuron
 * replaces: neuron_epoch
 * loses: neuron_epoch
 * train: 1
 * expect: threshold|gradient descent|wrong */

void neuron_epoch(const Mat *x, const Mat *y, const size_t *order, size_t n,
                  size_t batch, double rate, Mat *w, Mat *b)
{
    if (x->rows < 200)
        honest_neuron_epoch(x, y, order, n, batch, rate, w, b);
}
