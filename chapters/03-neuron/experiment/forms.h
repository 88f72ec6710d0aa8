/**
 * @file forms.h
 * Two short tables about the loss itself.
 */
#ifndef EXPERIMENT_03_FORMS_H
#define EXPERIMENT_03_FORMS_H

/** Loss and slope for the label 1, by cross-entropy (the code under test) and
 * by the squared error (p - 1)^2. */
void write_slopes(const char *dir);

/** The loss of the label 0 as the logit grows, and where the naive ways end.
 */
void write_stable(const char *dir);

#endif
