/**
 * @file checks.h
 * The checks of the exercises with a run.
 */
#ifndef EXPERIMENT_05_CHECKS_H
#define EXPERIMENT_05_CHECKS_H

#define REACHES "the_median_reaches_the_threshold"
#define SINGLE "does_not_beat_what_one_layer_can_do"
#define START "starts_as_good_as_guessing"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define DESCENT "each_epoch_is_gradient_descent"

#endif
