/**
 * @file cifar.h
 * @ingroup ch07
 * Chapter 7: pictures in colour, and what keeps a net from learning them by
 * heart.
 *
 * Everything here works on the parameters of a whole net, which net_params()
 * lists: weights and biases, each with the gradient that the last backward
 * pass stored.
 */
#ifndef CIFAR_CHAPTER_H
#define CIFAR_CHAPTER_H

#include "mnist.h"

/** @addtogroup ch07
 * @{ */

/** @name The penalty on weights
 * @{ */

/**
 * The L2 penalty: lambda / 2 times the sum of the squares of all weights of
 * all layers. Biases cost nothing. Lambda is divided by nothing, neither by
 * the batch nor by the number of samples.
 * @param net the net, which stays as it is
 * @param lambda strength of the penalty, at least 0
 * @return the penalty, to be added to the mean loss of a batch; 0 for a net
 *   without weights
 */
double l2_loss(Net *net, double lambda);

/**
 * Adds the gradient of l2_loss() to the gradients that the net has stored:
 * lambda * W to each dW; each db stays as it is. No parameter changes.
 * @param net the net, after a backward pass
 * @param lambda strength of the penalty
 */
void l2_grad(Net *net, double lambda);

/**
 * The decoupled form of the penalty, weight decay: each weight shrinks by the
 * share `rate` * `lambda` of itself, W -= rate * lambda * W. Biases and
 * stored gradients stay as they are (Loshchilov and Hutter, "Decoupled weight
 * decay regularization", 2019).
 * @param net the net
 * @param rate the learning rate
 * @param lambda strength
 */
void l2_shrink(Net *net, double rate, double lambda);

/**
 * What is minimised: class_loss() of the net's output, and the penalty.
 * @param net a net whose outputs are the logits of C classes
 * @param x samples, N x inputs
 * @param labels N x 1, each one of 0 .. C - 1
 * @param lambda strength of the penalty
 * @return the mean cross-entropy in nats plus l2_loss(); NaN, with a shape
 *   error, when the shapes do not fit
 */
double penalised_loss(Net *net, const Mat *x, const Mat *labels,
                      double lambda);

/** @} */

/** @name Optimisers
 * @{ */

/** What an optimiser remembers from one update to the next. */
typedef struct {
    bool adam;    /**< else plain gradient descent, which needs no memory */
    size_t count; /**< how many parameter matrices there are */
    size_t steps; /**< updates made so far: one update moves them all */
    Mat m[2 * NET_MOST]; /**< Adam's first moments, as net_params() lists */
    Mat v[2 * NET_MOST]; /**< Adam's second moments */
} Optimiser;

/** Adam's constants, those its authors recommend. */
#define ADAM_BETA1 0.9
#define ADAM_BETA2 0.999  /**< for the second moment */
#define ADAM_EPSILON 1e-8 /**< added to the root */

/**
 * Given: an optimiser for a net, with a memory of zeros.
 * @param kind "sgd" or "adam"
 * @param net whose parameters it will move
 * @return the optimiser, to be released with optimiser_free(); NULL for
 *   another kind
 */
Optimiser *optimiser_new(const char *kind, Net *net);

/**
 * Given: releases an optimiser. NULL is harmless.
 * @param o the optimiser
 */
void optimiser_free(Optimiser *o);

/**
 * Given: one update of all parameters with the stored gradients, by
 * sgd_step() or adam_step(), whichever the optimiser is.
 * @param o the optimiser, made for this net
 * @param net the net
 * @param rate the learning rate
 */
void optimiser_step(Optimiser *o, Net *net, double rate);

/**
 * One update of plain gradient descent: every parameter moves against its
 * stored gradient, by `rate` times the gradient.
 * @param net the net
 * @param rate the learning rate
 */
void sgd_step(Net *net, double rate);

/**
 * One update of Adam (Kingma and Ba, "Adam: a method for stochastic
 * optimization", 2015, algorithm 1) for every parameter, weights and biases
 * alike. With g the stored gradient, and t the number of this update, which
 * is 1 for the first:
 *
 *     m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2
 *     value -= rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * @param o the memory, made for this net: m[i] and v[i] belong to parameter i
 *   of net_params(); `steps` counts this update
 * @param net the net; its stored gradients stay as they are
 * @param rate the learning rate
 */
void adam_step(Optimiser *o, Net *net, double rate);

/**
 * Exponential decay: the learning rate of epoch t is rate * exp(-k t).
 * @param rate that of the first epoch
 * @param k how fast it falls; 0: not at all
 * @param epoch t, which is 0 for the first epoch
 * @return the rate of this epoch
 */
double decayed_rate(double rate, double k, size_t epoch);

/** @} */

/** @name Settings of a run
 * @{ */

enum { SETTINGS_TEXT = 128 /**< room for a setting that is a text */ };

/** All that a run can be told. */
typedef struct {
    char layers[SETTINGS_TEXT];    /**< widths, such as "3072-256-128-10" */
    char optimiser[SETTINGS_TEXT]; /**< "sgd" or "adam" */
    double rate;                   /**< learning rate of the first epoch */
    double l2;                     /**< lambda */
    bool decoupled;                /**< weight decay beside the gradient */
    double decay;                  /**< k of decayed_rate() */
    size_t batch, epochs;
} Settings;

/**
 * Writes settings as text, eight lines of "name = value", each ended by "\n":
 *
 *     layers = 3072-256-128-10
 *     optimiser = adam
 *     rate = 0.001
 *     l2 = 0.0001
 *     decoupled = 0
 *     decay = 0.1
 *     batch = 128
 *     epochs = 20
 *
 * Each number is written so that reading it gives the same number, to the
 * last bit.
 * @param s the settings
 * @param text receives the text and a zero; cut off when there is no room
 * @param size room in `text`, in bytes
 */
void settings_write(const Settings *s, char *text, size_t size);

/**
 * Reads what settings_write() writes. The lines may come in any order; there
 * may be empty lines, but nothing else.
 * @param text the text
 * @param s receives the settings; left alone unless all is well
 * @return 1 when each of the eight names was there exactly once with a value
 *   that was understood whole, a text of 1 to SETTINGS_TEXT - 1 characters or
 *   a number; else 0
 */
size_t settings_read(const char *text, Settings *s);

/**
 * The settings that you chose for the data set `data`, as text.
 * @param data its name: "cifar10", or "cifar10-standin" for the pictures that
 *   come with this book
 * @param text receives the text
 * @param size room in `text`, in bytes
 */
void tuned_settings(const char *data, char *text, size_t size);

/** @} */

/**
 * One epoch of training with everything in this chapter. The samples are
 * visited in the order of epoch_order(), `batch` at a time; the last batch
 * may be smaller. For each batch: class_batch(), the penalty added to the
 * gradients, one update. In the decoupled form the penalty stays out of the
 * gradients, and l2_shrink() follows the update.
 * @param net a net whose outputs are the logits of C classes
 * @param o an optimiser for this net
 * @param samples what to train on; labels are 0 .. C - 1
 * @param s what to do: rate, l2, decoupled, decay and batch are used
 * @param epoch which epoch, 0 for the first; the rate depends on it
 * @param seed of the order: another for each epoch
 * @return the mean cross-entropy over all samples, each at the time it was
 *   visited, *without* the penalty, so that runs with different penalties
 *   can be compared; NaN, with a shape error, when the net does not fit the
 *   samples
 */
double cifar_epoch(Net *net, Optimiser *o, const Samples *samples,
                   const Settings *s, size_t epoch, uint64_t seed);

/** @name Given: what is inside
 * @{ */

/**
 * How many updates the optimiser has made.
 * @param o the optimiser
 * @return how many
 */
size_t optimiser_steps(const Optimiser *o);

/**
 * Copies the moments of parameter `i` out.
 * @param o the optimiser
 * @param i which parameter, as net_params() lists them
 * @param m receives the first moments, in the parameter's shape
 * @param v receives the second moments, in the parameter's shape
 */
void optimiser_get(const Optimiser *o, size_t i, Mat *m, Mat *v);

/**
 * Copies moments of parameter `i` in, to go on where a run was interrupted.
 * @param o the optimiser
 * @param steps updates made so far
 * @param i which parameter
 * @param m first moments
 * @param v second moments
 */
void optimiser_set(Optimiser *o, size_t steps, size_t i, const Mat *m,
                   const Mat *v);

/**
 * Settings with every text empty and every number 0.
 * @return the settings, to be released with settings_free()
 */
Settings *settings_new(void);

/**
 * Releases settings. NULL is harmless.
 * @param s the settings
 */
void settings_free(Settings *s);

/**
 * Sets a number: "rate", "l2", "decoupled", "decay", "batch" or "epochs".
 * @param s the settings
 * @param name which; nothing happens for another name
 * @param value the number
 */
void settings_put(Settings *s, const char *name, double value);

/**
 * A number, see settings_put().
 * @param s the settings
 * @param name which
 * @return the number; NaN for another name
 */
double settings_get(const Settings *s, const char *name);

/**
 * Sets a text: "layers" or "optimiser".
 * @param s the settings
 * @param name which; nothing happens for another name
 * @param text what it shall be, shorter than SETTINGS_TEXT
 */
void settings_put_text(Settings *s, const char *name, const char *text);

/**
 * A text, see settings_put_text().
 * @param s the settings
 * @param name which
 * @param text receives it; "" for another name
 * @param size room in `text`, in bytes
 */
void settings_get_text(const Settings *s, const char *name, char *text,
                       size_t size);

/**
 * The net of the settings, as net_build() takes it: linear layers of the
 * widths in `layers`, a ReLU between each two.
 * @param s the settings
 * @param plan receives the text; "" when `layers` is not understood
 * @param size room in `plan`, in bytes
 */
void settings_plan(const Settings *s, char *plan, size_t size);

/** @} */

/** @} */

#endif
