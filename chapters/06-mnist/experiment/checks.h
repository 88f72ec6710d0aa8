/**
 * @file checks.h
 * The checks of the exercises with a run.
 */
#ifndef EXPERIMENT_06_CHECKS_H
#define EXPERIMENT_06_CHECKS_H

#define RUN "mnist_run"
#define AFTER_1 "accuracy_after_one_epoch"
#define AFTER_10 "accuracy_after_ten_epochs"
#define AFTER_30 "accuracy_after_thirty_epochs"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define SWEEP "rate_sweep"
#define ORDER "larger_rates_come_further_up_to_a_tenth"
#define HIDDEN "hidden_layer"
#define BALANCED "balanced_accuracy_reaches_the_threshold"
#define TEN "ten_classes"
#define REACHED "accuracy_reaches_the_threshold"

#endif
