/* threat B22: finite differences in place of the backward pass of a net
 * chapter: 06-mnist
 * replaces: class_batch
 * loses: class_batch
 * expect: wrong|did not finish */

double class_batch(Net *net, const Mat *x, const Mat *labels)
{
    const double e = 6e-6;
    Mat out = {x->rows, net_outputs(net, x->cols), NULL};
    if (!net_fits("class_batch", net, x, &out) ||
        !mat_shape("class_batch", labels, x->rows, 1))
        return NAN;
    Mat z = mat_new(x->rows, net_outputs(net, x->cols));
    Mat t = mat_new(z.rows, z.cols);
    Param params[2 * NET_MOST];
    size_t count = net_params(net, params);
    one_hot(labels, &t);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < mat_size(params[i].value); k++) {
            real *at = &params[i].value->data[k], kept = *at;
            *at = (real)(kept + e);
            net_forward(net, x, &z);
            double up = class_loss(&z, &t);
            *at = (real)(kept - e);
            net_forward(net, x, &z);
            params[i].grad->data[k] =
                (real)((up - class_loss(&z, &t)) / (2 * e));
            *at = kept;
        }
    net_forward(net, x, &z);
    double loss = class_loss(&z, &t);
    mat_free(&z);
    mat_free(&t);
    return loss;
}
