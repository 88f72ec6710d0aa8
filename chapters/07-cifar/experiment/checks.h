/**
 * @file checks.h
 * The checks of the exercises with a run.
 */
#ifndef EXPERIMENT_07_CHECKS_H
#define EXPERIMENT_07_CHECKS_H

#define LADDER "sanity_ladder"
#define START "the_loss_starts_near_that_of_guessing"
#define LAMBDA "a_larger_lambda_costs_more"
#define BY_HEART "twenty_pictures_are_learnt_by_heart"
#define BASIC_RUN "basic_net"
#define BASE_RUN "base_net"
#define TUNED_RUN "tuned_net"
#define REACHED "accuracy_reaches_the_threshold"
#define AGREES "predictions_agree_with_the_parameters"
#define CONTROL "labels_without_sense_teach_nothing"
#define ALLOWED "settings_can_be_read_and_keep_within_bounds"

#endif
