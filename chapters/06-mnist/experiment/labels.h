/**
 * @file labels.h
 * Data with other labels.
 */
#ifndef EXPERIMENT_06_LABELS_H
#define EXPERIMENT_06_LABELS_H

#include "data.h"

/** Room for `count` labels, to be freed. */
uint8_t *bytes_for(size_t count);

/** Is it the digit? Two labels, which keep their numbers in disguise. */
Data is_digit(const Data *plain, uint8_t digit);

/** The same, as digit_or_not() sees it. */
Data is_digit_says_student(const Data *plain, size_t digit);

/** Labels in an order that has nothing to do with the pictures. */
Data mixed(const Data *plain, uint64_t seed);

/* What answers of yes or no are worth. */
typedef struct {
    double recall, balanced;
} Recall;

/** What these answers, 0 or 1, are worth. */
Recall recall_of(const uint8_t *guess, const Data *d);

#endif
