/**
 * @file methods.h
 * Methods side by side.
 */
#ifndef EXPERIMENT_06_METHODS_H
#define EXPERIMENT_06_METHODS_H

#include "session.h"

/* Other nets. */
static const Layers ten_of_64 = {
    3, {784, 64, 10}, "linear 784 64\nsigmoid\nlinear 64 10\n"};
static const Layers one_of_64 = {
    3, {784, 64, 1}, "linear 784 64\nsigmoid\nlinear 64 1\n"};

/** A question of yes or no, ten classes, and nets without hidden layers. */
void run_methods(Session *s);

/** Any digit against the rest. */
void run_digits(Session *s);

#endif
