/* access.c - making a net, and what is inside. */
#include "net.h"

#include "plan.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

Net *net_new(void)
{
    Net *net = calloc(1, sizeof *net);
    if (!net)
        abort();
    return net;
}

void net_free(Net *net)
{
    if (!net)
        return;
    for (size_t i = 0; i < net->count; i++)
        if (net->layers[i].linear)
            linear_free(net->layers[i].linear);
    for (size_t i = 0; i <= NET_MOST; i++) {
        mat_free(&net->kept[i]);
        mat_free(&net->dkept[i]);
    }
    free(net);
}

/* The last linear layer among the first `count`, or NULL. */
static const Linear *last_linear(const Net *net, size_t count)
{
    while (count-- > 0)
        if (net->layers[count].linear)
            return net->layers[count].linear;
    return NULL;
}

static const Linear *first_linear(const Net *net)
{
    for (size_t i = 0; i < net->count; i++)
        if (net->layers[i].linear)
            return net->layers[i].linear;
    return NULL;
}

size_t net_add_linear(Net *net, Linear *l)
{
    const Linear *before = last_linear(net, net->count);
    if (!l)
        return net->count;
    if (net->count == NET_MOST ||
        (before && !mat_shape("net_add_linear", &l->W, linear_out(before),
                              linear_out(l))))
        linear_free(l);
    else
        net->layers[net->count++] = (Layer){LAYER_LINEAR, l};
    return net->count;
}

size_t net_add(Net *net, const char *kind)
{
    bool relu = strcmp(kind, "relu") == 0;
    if (net->count < NET_MOST && (relu || strcmp(kind, "sigmoid") == 0))
        net->layers[net->count++] =
            (Layer){relu ? LAYER_RELU : LAYER_SIGMOID, NULL};
    return net->count;
}

static size_t add_line(Net *net, const PlanLine *line, const char *rule,
                       Rng *rng)
{
    if (line->kind == LAYER_LINEAR)
        return net_add_linear(
            net, linear_new(line->in, line->out, rule, rng_next(rng)));
    return net_add(net, line->kind == LAYER_RELU ? "relu" : "sigmoid");
}

Net *net_build(const char *plan, const char *rule, uint64_t seed)
{
    Net *net = net_new();
    Rng rng = rng_new(seed);
    PlanLine line;
    int more;
    size_t lines = 0;
    while ((more = plan_next(&plan, &line)) > 0)
        if (add_line(net, &line, rule, &rng) != ++lines)
            break;
    if (more == 0)
        return net;
    net_free(net);
    return NULL;
}

size_t net_count(const Net *net)
{
    return net->count;
}

size_t net_outputs(const Net *net, size_t inputs)
{
    const Linear *last = last_linear(net, net->count);
    return last ? linear_out(last) : inputs;
}

bool net_fits(const char *where, const Net *net, const Mat *x, const Mat *y)
{
    const Linear *first = first_linear(net);
    return (!first || mat_shape(where, x, x->rows, linear_in(first))) &&
           mat_shape(where, y, x->rows, net_outputs(net, x->cols));
}

size_t net_top(const Net *net)
{
    return net->count && net->layers[net->count - 1].kind == LAYER_SIGMOID
               ? net->count - 1
               : net->count;
}

void net_backward(Net *net, const Mat *dy, Mat *dx)
{
    net_backward_from(net, net->count, dy, dx);
}

void net_kept(const Net *net, size_t i, Mat *value)
{
    const Mat *kept = &net->kept[i];
    if (i <= net->count && kept->data && kept->rows == value->rows &&
        kept->cols == value->cols)
        mat_assign(kept, value);
}

static Linear *linear_at(const Net *net, size_t i)
{
    return i < net->count ? net->layers[i].linear : NULL;
}

void net_get(const Net *net, size_t i, Mat *W, Mat *b)
{
    if (linear_at(net, i))
        linear_get(linear_at(net, i), W, b);
}

void net_set(Net *net, size_t i, const Mat *W, const Mat *b)
{
    if (linear_at(net, i))
        linear_set(linear_at(net, i), W, b);
}

void net_grad(const Net *net, size_t i, Mat *dW, Mat *db)
{
    if (linear_at(net, i))
        linear_grad(linear_at(net, i), dW, db);
}

size_t net_params(Net *net, Param params[2 * NET_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < net->count; i++) {
        Linear *l = net->layers[i].linear;
        if (!l)
            continue;
        params[count++] = (Param){&l->W, &l->dW, true};
        params[count++] = (Param){&l->b, &l->db, false};
    }
    return count;
}
