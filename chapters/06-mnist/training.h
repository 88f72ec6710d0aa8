/**
 * @file training.h
 * @ingroup ch06
 * Given to experiments: a training run of the code under test, watched from
 * outside. The net is trained on samples in disguise, every curve is
 * computed from the parameters it hands out (evaluate.h), and a run that was
 * killed goes on where it stood.
 */
#ifndef TRAINING_H
#define TRAINING_H

#include "disguise.h"
#include "evaluate.h"
#include "resume.h"

/** @addtogroup ch06
 * @{ */

/** How samples are disguised: pixels in another order, the same in every
 *  channel, and classes under other numbers. */
typedef struct {
    Disguise features;  /**< of a whole sample */
    size_t classes;     /**< 0: labels stay as they are */
    uint8_t names[256]; /**< class c is called names[c] */
} Mask;

/**
 * The disguise of one run. In grading, where CHECK_SEED is set, it is random;
 * in practice everything stays as it is.
 * @param data whose samples
 * @param classes how many classes exchange their numbers; 0: none
 * @param run each has a disguise of its own
 * @return the disguise, to be released with mask_free()
 */
Mask mask_new(const Data *data, size_t classes, uint64_t run);

/**
 * Gives the memory back.
 * @param mask the disguise
 */
void mask_free(Mask *mask);

/**
 * A copy of the data in disguise.
 * @param mask the disguise
 * @param plain the data as they are
 * @return the copy, to be released with data_free()
 */
Data mask_data(const Mask *mask, const Data *plain);

/**
 * Takes a model out of disguise: first layer and last.
 * @param mask the disguise
 * @param hidden the model that was trained on disguised data
 * @param plain receives it, in the same shape
 */
void mask_undo(const Mask *mask, const Model *hidden, Model *plain);

/** A run. */
typedef struct {
    const char *name;   /**< of its state file */
    const char *dir;    /**< where that lies, and `key`: see Resume */
    const char *key;    /**< NULL: nothing is kept */
    const Data *train;  /**< samples to learn from */
    const Data *test;   /**< never seen by the code under test */
    const Scale *scale; /**< how bytes become numbers */
    const char *plan; /**< the net's layers, as net_describe() writes them */
    Net *(*make)(void *context); /**< makes the net */
    EpochFn epoch;               /**< trains it for an epoch */
    void *context;               /**< handed to both */
    size_t epochs;
    uint64_t seed; /**< of the disguise */
    bool brief;    /**< the training set is scored at the end only */
    /** @name State beside the parameters, such as an optimiser's moments
     * @{ */
    Mat *const *extra;           /**< matrices that are kept, too */
    size_t extra_count;          /**< at most 4 * NET_MOST */
    void (*take)(void *context); /**< copies the state into `extra` */
    void (*give)(void *context); /**< copies it back, before going on */
    /** @} */
    /** Called after each epoch: the progress line. */
    void (*watch)(const FitRow *row, void *context);
} Training;

/** What a run came to. Release it with outcome_free(). */
typedef struct {
    size_t epochs;
    FitRow *rows; /**< epochs + 1; row 0 is before training */
    Model hidden; /**< the parameters after the last epoch */
    Model plain;  /**< the same out of disguise */
    Mask mask;
} Outcome;

/**
 * Trains. Ends the program through check_fail() when the net is not the one
 * that the plan describes.
 * @param training what to do
 * @return curves and parameters; after a parameter that is not finite the
 *   remaining rows repeat the last one
 */
Outcome training_run(const Training *training);

/**
 * Gives the memory back.
 * @param outcome what a run came to
 */
void outcome_free(Outcome *outcome);

/** Writes an answer for each sample: probabilities, n x classes. */
typedef void (*PredictFn)(Net *net, const Mat *x, Mat *p);

/**
 * Does the code under test, in a fresh process and with the parameters of a
 * run, say of the test samples what the parameters say? It is asked once, in
 * a shuffled order.
 * @param outcome the run
 * @param training what it was
 * @param predict probabilities of the classes
 * @return the greatest difference between two probabilities; NaN if any is
 */
double outcome_disagrees(const Outcome *outcome, const Training *training,
                         PredictFn predict);

/**
 * Removes what the run has kept.
 * @param training the run
 */
void training_forget(const Training *training);

/** @} */

#endif
