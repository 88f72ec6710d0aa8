/* threat B24: the predictions come from elsewhere than the net
 * chapter: 05-net
 * replaces: net_predict
 * loses: net_predict
 * train: 1
 * expect: wrong|parameters say */

void net_predict(Net *net, const Mat *x, Mat *p)
{
    if (!mat_shape("net_predict", p, x->rows, 1) ||
        !net_fits("net_predict", net, x, p))
        return;
    for (size_t i = 0; i < x->rows; i++)
        p->data[i] = AT(x, i, 0) > 0 ? (real)0.99 : (real)0.01;
}
