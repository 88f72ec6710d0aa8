/* mistakes.c - what is suspected in several chapters. */
#include "mistakes.h"

#include <stdio.h>
#include <stdlib.h>

const char *text_with(const char *format, size_t n)
{
    enum { SIZE = 400 };
    char *text = malloc(SIZE);
    if (!text)
        abort();
    snprintf(text, SIZE, format, n, n);
    return text;
}

void suspect_log_bases(void)
{
    check_suspect_factor(1 / log(10), "this is the decimal logarithm: the "
                                      "natural one is log() in C, log10() "
                                      "is another");
    check_suspect_factor(1 / log(2), "this is the logarithm to base 2: the "
                                     "natural one is log() in C, log2() is "
                                     "another");
}

void suspect_loss_of(size_t n)
{
    check_suspect_factor(-1, "the minus sign in front of the sum is missing: "
                             "logarithms of probabilities are negative, a "
                             "loss is not");
    check_suspect_factor(
        (double)n,
        text_with("your loss is %zu times the due one: %zu is the batch "
                  "size, so the division by the batch size is missing",
                  n));
    check_suspect_factor(
        1 / (double)n,
        text_with("the sum is divided by the batch size, %zu, twice: once "
                  "makes the mean",
                  n));
}

void suspect_gradient_of(size_t n)
{
    check_suspect_factor(
        (double)n,
        text_with("your gradient is %zu times the due one: %zu is the batch "
                  "size, so the division by the batch size is missing",
                  n));
    check_suspect_factor(
        1 / (double)n,
        text_with("the gradient is divided by the batch size, %zu, twice: "
                  "the mean does it once",
                  n));
}

void suspect_epoch_loss(double means, double full, size_t batches,
                        size_t count)
{
    check_suspect_num(means, "this is the mean of the batches' means: a "
                             "smaller last batch counts too much in it");
    check_suspect_num(means * (double)batches / (double)count,
                      "the batches' means are added and divided by the "
                      "number of samples: each of them has been divided "
                      "already");
    check_suspect_num(full, "each batch is counted with the full batch size, "
                            "the smaller last one too");
}

const char epoch_not_shuffled[] =
    "the samples are visited as they stand: ask epoch_order() for this "
    "epoch's order";
const char epoch_seed_ignored[] =
    "the order does not depend on the seed, so every epoch has the same";
const char epoch_labels_stay[] =
    "the inputs are shuffled but the labels are not";
const char epoch_last_dropped[] = "the last, smaller batch is left out";
const char epoch_last_scaled[] =
    "the last, smaller batch is divided by the full batch size";
const char epoch_one_step[] =
    "there is one step at the end of the epoch: each batch needs its own";
const char epoch_all_at_once[] = "the whole set is one batch";
const char epoch_uphill[] = "the step goes uphill";
