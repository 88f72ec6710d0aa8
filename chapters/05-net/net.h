/**
 * @file net.h
 * @ingroup ch05
 * Chapter 5: a net of layers, its two passes, and training.
 */
#ifndef NET_H
#define NET_H

#include "linear.h"
#include "samples.h"

/** @addtogroup ch05
 * @{ */

/** What a layer does. */
typedef enum { LAYER_LINEAR, LAYER_SIGMOID, LAYER_RELU } LayerKind;

/** One layer of a net. */
typedef struct {
    LayerKind kind;
    Linear *linear; /**< owned by the net; NULL unless kind says linear */
} Layer;

enum { NET_MOST = 32 /**< layers at most */ };

/**
 * A net: layers in the order in which data flow through them.
 *
 * The values between the layers are kept, because the backward pass needs
 * them: layer i reads kept[i] and writes kept[i + 1]; kept[0] is the input.
 * Beside each value stands room for its gradient, dkept[i]. mat_resize()
 * gives these matrices their shapes and uses their memory again.
 */
typedef struct {
    Layer layers[NET_MOST];
    size_t count;
    Mat kept[NET_MOST + 1];
    Mat dkept[NET_MOST + 1];
} Net;

/** @name Given: making a net
 * @{ */

/**
 * A net without layers. Release it with net_free().
 * @return the net
 */
Net *net_new(void);

/**
 * Releases a net, its layers and what it kept. NULL is harmless.
 * @param net the net
 */
void net_free(Net *net);

/**
 * Adds a linear layer behind the others. The net owns it from now on.
 * @param net the net
 * @param l the layer; its inputs have to be as many as the outputs of the
 *   last linear layer before it, else a shape error names both and the layer
 *   is released
 * @return how many layers the net has now
 */
size_t net_add_linear(Net *net, Linear *l);

/**
 * Adds a layer without parameters behind the others.
 * @param net the net
 * @param kind "sigmoid" or "relu"; nothing is added for another
 * @return how many layers the net has now
 */
size_t net_add(Net *net, const char *kind);

/**
 * A net from a text, one layer a line, as net_describe() writes it:
 * "linear IN OUT", "sigmoid", "relu".
 * @param plan the text
 * @param rule for the weights of every linear layer, see init_bound()
 * @param seed for the weights; each layer gets its own, drawn from this one
 * @return the net; NULL when the text or the rule is not understood or two
 *   layers do not fit
 */
Net *net_build(const char *plan, const char *rule, uint64_t seed);

/** @} */

/** @name Given: questions about a net
 * @{ */

/**
 * How many layers the net has.
 * @param net the net
 * @return how many
 */
size_t net_count(const Net *net);

/**
 * How many numbers come out of the net for each sample, when `inputs` go
 * in.
 * @param net the net
 * @param inputs numbers of one sample
 * @return how many
 */
size_t net_outputs(const Net *net, size_t inputs);

/**
 * Can `x` go through the net, and is `y` of the shape that comes out? If not,
 * records a shape error. Then no layer inside will have anything to complain
 * about: layers that do not fit each other cannot be added.
 * @param where the name of the function that asks
 * @param net the net
 * @param x samples, N x inputs
 * @param y room for the outputs
 * @return true when both fit
 */
bool net_fits(const char *where, const Net *net, const Mat *x, const Mat *y);

/**
 * How many layers there are in front of the logits: all, or all but the
 * last one when that is a sigmoid. The logits of the last forward pass are
 * net->kept[net_top(net)].
 * @param net the net
 * @return how many
 */
size_t net_top(const Net *net);

/** @} */

/** @name Yours
 * @{ */

/**
 * Describes a net, one layer a line, each line ended by "\n":
 * "linear IN OUT", "sigmoid" or "relu".
 * @param net the net
 * @param text receives the text, cut off when there is no room for all of
 *   it, and always ended by a zero; nothing is written when `size` is 0
 * @param size room in `text`, in bytes
 */
void net_describe(const Net *net, char *text, size_t size);

/**
 * The forward pass: each layer's output is the next one's input. A net
 * without layers copies.
 * @param net keeps copies of its input and of every layer's output, for the
 *   backward pass
 * @param x samples, N x inputs
 * @param y receives the last layer's output, N x outputs; left alone on a
 *   shape error
 */
void net_forward(Net *net, const Mat *x, Mat *y);

/**
 * The backward pass through the first `top` layers, from layer top - 1 down
 * to layer 0, for the batch of the last forward pass. Every linear layer
 * among them has its gradients stored; no parameter changes.
 * @param net the net, whose kept values are read
 * @param top how many layers
 * @param dy gradient of the loss with respect to the value behind them,
 *   kept[top], and of its shape
 * @param dx receives the gradient with respect to the net's input, N x
 *   inputs; NULL when nobody wants it
 *
 * It does about the work of one pass through the layers. A shape error leaves
 * the stored gradients and `dx` alone.
 */
void net_backward_from(Net *net, size_t top, const Mat *dy, Mat *dx);

/**
 * One step of gradient descent in every linear layer, with the stored
 * gradients.
 * @param net the net
 * @param rate the learning rate
 */
void net_step(Net *net, double rate);

/**
 * The probability that a sample's label is 1. A net whose last layer is a
 * sigmoid gives it; the output of any other is a logit.
 * @param net a net with one output
 * @param x samples, N x inputs
 * @param p receives the probabilities, N x 1; left alone on a shape error
 */
void net_predict(Net *net, const Mat *x, Mat *p);

/**
 * One epoch of mini-batch gradient descent. The samples are visited in the
 * order of epoch_order(), `batch` at a time; the last batch may be smaller.
 * For each: forward, the loss and its gradient, backward, one step.
 *
 * The loss is binary cross-entropy, averaged over the batch, in its fused
 * form on logits (chapter 3): the input of the last layer if that is a
 * sigmoid, so that the backward pass starts below it; else the net's output.
 * @param net a net with one output, whose labels are 0 or 1; another width
 *   is a shape error, "expected N x 1, got N x 32", and nothing is trained
 * @param samples what to train on
 * @param batch samples a step, at least 1
 * @param rate the learning rate
 * @param seed of the order: another for each epoch
 * @return the mean loss over all samples, each at the time it was visited;
 *   NaN on a shape error
 */
double train_epoch(Net *net, const Samples *samples, size_t batch,
                   double rate, uint64_t seed);

/** @} */

/** @name Given: a net's inside
 * @{ */

/**
 * The backward pass through all layers, see net_backward_from().
 * @param net the net
 * @param dy gradient with respect to the output
 * @param dx receives that with respect to the input, or NULL
 */
void net_backward(Net *net, const Mat *dy, Mat *dx);

/**
 * Copies what the last forward pass has kept out: the input of layer `i`,
 * which is the output of layer i - 1.
 * @param net the net
 * @param i from 0, the net's input, to net_count(), its output
 * @param value receives kept[i]; left alone when that has another shape
 */
void net_kept(const Net *net, size_t i, Mat *value);

/**
 * Copies the parameters of layer `i` out, if it is linear.
 * @param net the net
 * @param i which layer
 * @param W receives the weights
 * @param b receives the biases
 */
void net_get(const Net *net, size_t i, Mat *W, Mat *b);

/**
 * Copies parameters into layer `i`, if it is linear.
 * @param net the net
 * @param i which layer
 * @param W the weights
 * @param b the biases
 */
void net_set(Net *net, size_t i, const Mat *W, const Mat *b);

/**
 * Copies the stored gradients of layer `i` out, if it is linear.
 * @param net the net
 * @param i which layer
 * @param dW receives the gradient of the weights
 * @param db receives that of the biases
 */
void net_grad(const Net *net, size_t i, Mat *dW, Mat *db);

/** A matrix of parameters, for whoever treats them all alike: optimisers,
 *  penalties, files. */
typedef struct {
    Mat *value, *grad; /**< of equal shape, inside the net */
    bool weight;       /**< false for biases */
} Param;

/**
 * Lists the parameters, layer by layer, W before b.
 * @param net the net
 * @param params receives them
 * @return how many there are, two for each linear layer
 */
size_t net_params(Net *net, Param params[2 * NET_MOST]);

/** @} */

/** @} */

#endif
