/**
 * @file evaluate.h
 * @ingroup ch05
 * Given to experiments: training with a record of every epoch. All numbers
 * that a curve shows are computed here, from the parameters that the net
 * hands out, with a plain forward pass of this file's own; so no test sample
 * and no test label ever reaches the code under test.
 */
#ifndef EVALUATE_H
#define EVALUATE_H

#include "net.h"

/** @addtogroup ch05
 * @{ */

/** A copy of a net's layers and parameters. */
typedef struct {
    size_t count;
    struct {
        LayerKind kind;
        Mat W, b; /**< empty unless kind says linear */
    } layers[NET_MOST];
} Model;

/**
 * The shape of a net, from the text that net_build() takes; all parameters
 * zero.
 * @param plan one layer a line
 * @param model receives it; release it with model_free()
 * @return false when the text is not understood
 */
bool model_new(const char *plan, Model *model);

/**
 * Releases the parameters.
 * @param model the model
 */
void model_free(Model *model);

/**
 * Copies the net's parameters into the model, which has its shape.
 * @param net where the parameters come from
 * @param model where they go
 */
void model_take(const Net *net, Model *model);

/**
 * Copies the model's parameters into a net of its shape.
 * @param model where the parameters come from
 * @param net where they go
 */
void model_give(const Model *model, Net *net);

/**
 * Is every parameter a finite number?
 * @param model the model
 * @return true when none is infinite or NaN
 */
bool model_finite(const Model *model);

/**
 * The forward pass of one layer.
 * @param model the model
 * @param layer its number, from 0
 * @param x what comes in, N x inputs
 * @param y receives what goes out; given its shape here; not x
 */
void model_layer(const Model *model, size_t layer, const Mat *x, Mat *y);

/**
 * How many layers, from the first, lead to the logits.
 * @param model the model
 * @return all but a final sigmoid
 */
size_t model_logit_layers(const Model *model);

/**
 * The forward pass without a final sigmoid: logits.
 * @param model the model
 * @param x samples, N x inputs
 * @param z receives the logits; given its shape here
 */
void model_logits(const Model *model, const Mat *x, Mat *z);

/** What a model is worth on some samples. */
typedef struct {
    double loss;     /**< mean cross-entropy in nats */
    double accuracy; /**< share of right answers, 0 to 1 */
} Score;

/**
 * What a model says of a class, by the definitions of the book: the softmax
 * of its logits; the sigmoid, when it has one output.
 * @param z the logits of a sample, each within 11000 of 0: as far as expl()
 *   reaches
 * @param classes how many outputs
 * @param which the class that is asked about; of one output: 0 or 1
 * @return its probability
 */
long double model_probability(const real *z, size_t classes, size_t which);

/**
 * Scores a model: binary cross-entropy when it has one output, that of the
 * softmax when it has more.
 * @param model the model
 * @param data samples with labels
 * @param scale how bytes become numbers
 * @param guess receives the answer for each sample, a class; NULL if nobody
 *   wants them
 * @return loss and accuracy
 */
Score model_score(const Model *model, const Data *data, const Scale *scale,
                  uint8_t *guess);

/**
 * Samples for the code under test: samples_new() of a set and a scaling.
 * @param data the set
 * @param scale how bytes become numbers
 * @return the samples, to be released with samples_free()
 */
Samples *samples_of(const Data *data, const Scale *scale);

/** One epoch of training by the code under test; `epoch` counts from 0.
 *  Returns the loss it reports. */
typedef double (*EpochFn)(Net *net, const Samples *train, size_t epoch,
                          void *context);

/** A training run: what fit() needs to know. */
typedef struct {
    const char *label; /**< for the progress line; NULL: none */
    const char *plan;  /**< the net's text, see net_build() */
    const char *rule;  /**< for its starting weights */
    uint64_t seed;     /**< for its starting weights */
    const Data *train, *test;
    const Scale *scale;
    size_t epochs;
    EpochFn epoch;
    void *context;      /**< handed to `epoch` */
    const Model *start; /**< parameters to begin with; NULL: drawn */
} Fit;

/** One line of a curve. Epoch 0 is before training. */
typedef struct {
    double said;       /**< the loss that the code under test reported */
    Score train, test; /**< after the epoch */
} FitRow;

/**
 * Builds a net, trains it and scores it before training and after each epoch.
 * @param fit what to do
 * @param rows receives fit->epochs + 1 lines
 * @param final receives the parameters after the last epoch; NULL if nobody
 *   wants them
 * @return false when the net could not be built; after a parameter that is
 *   not finite, training ends and the remaining lines repeat the last
 */
bool fit_run(const Fit *fit, FitRow *rows, Model *final);

/** @} */

#endif
