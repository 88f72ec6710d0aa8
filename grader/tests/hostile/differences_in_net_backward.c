/* threat B22: finite differences in place of the backward pass of a net
 * chapter: 05-net
 * replaces: net_backward_from
 * loses: net_backward
 * expect: entries wrong|did not finish|far longer than one pass */

static double product(Net *net, size_t top, const Mat *x, const Mat *dy)
{
    double sum = 0;
    Mat y = mat_new(x->rows, net_outputs(net, x->cols));
    net_forward(net, x, &y);
    for (size_t i = 0; i < mat_size(dy); i++)
        sum += (double)net->kept[top].data[i] * dy->data[i];
    mat_free(&y);
    return sum;
}

static real slope(Net *net, size_t top, const Mat *x, const Mat *dy, real *at)
{
    const double e = 1e-4, kept = *at;
    double f[5];
    for (int i = 0; i < 5; i++) {
        *at = (real)(kept + (i - 2) * e);
        f[i] = product(net, top, x, dy);
    }
    *at = (real)kept;
    return (real)((f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * e));
}

void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx)
{
    if (!mat_same("net_backward", &net->kept[top], dy) ||
        (dx && !mat_same("net_backward", &net->kept[0], dx)))
        return;
    Mat x = mat_copy(&net->kept[0]), d = mat_copy(dy);
    for (size_t i = 0; i < top; i++) {
        Linear *l = net->layers[i].linear;
        for (size_t k = 0; l && k < mat_size(&l->W); k++)
            l->dW.data[k] = slope(net, top, &x, &d, &l->W.data[k]);
        for (size_t k = 0; l && k < mat_size(&l->b); k++)
            l->db.data[k] = slope(net, top, &x, &d, &l->b.data[k]);
    }
    for (size_t k = 0; dx && k < mat_size(&x); k++)
        dx->data[k] = slope(net, top, &x, &d, &x.data[k]);
    product(net, top, &x, &d);
    mat_free(&x);
    mat_free(&d);
}
