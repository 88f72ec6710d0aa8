/**
 * @file kinds.h
 * A chapter for the judge's own tests: a function for each kind of argument.
 */
#ifndef KINDS_H
#define KINDS_H

#include "mat.h"

/** y = 2 x; `y` may be `x`. */
void twice(const Mat *x, Mat *y);

/** The sum of all elements. */
double total(const Mat *x);

/** How many columns. */
size_t width(const Mat *x);

/** quotient = x / 2 and rest = x - quotient; either may be NULL. */
void split(const Mat *x, Mat *quotient, Mat *rest);

/** y's row i is x's row order[i]. */
void gather(const Mat *x, const size_t *order, size_t count, Mat *y);

/** The sum of f over 0 .. count - 1. */
double sum_of(double (*f)(double, void *), void *context, size_t count);

/** "Hello, NAME!" */
void greet(const char *name, char *text, size_t size);

/** The sum of the bytes. */
double sum_bytes(const uint8_t *bytes, size_t size);

/** Counts from `start` up. */
typedef struct Counter Counter;
Counter *counter_new(size_t start, uint64_t seed);
void counter_add(Counter *counter, double by);
double counter_value(const Counter *counter);
void counter_free(Counter *counter);

/** Holds a counter, which it owns. */
typedef struct Jar Jar;
Jar *jar_new(void);
void jar_take(Jar *jar, Counter *counter);
double jar_value(const Jar *jar);
void jar_free(Jar *jar);

#endif
