/* right.c - a student who made no mistake. -DWITHOUT_TWICE leaves twice() to
 * one of the others. */
#include "kinds.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef WITHOUT_TWICE
void twice(const Mat *x, Mat *y)
{
    if (!mat_same("twice", x, y))
        return;
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 2 * x->data[i];
}
#endif

double total(const Mat *x)
{
    double sum = 0;
    for (size_t i = 0; i < mat_size(x); i++)
        sum += x->data[i];
    return sum;
}

size_t width(const Mat *x)
{
    return x->cols;
}

void split(const Mat *x, Mat *quotient, Mat *rest)
{
    for (size_t i = 0; quotient && i < mat_size(x); i++)
        quotient->data[i] = x->data[i] / 2;
    for (size_t i = 0; rest && i < mat_size(x); i++)
        rest->data[i] = x->data[i] / 2;
}

void gather(const Mat *x, const size_t *order, size_t count, Mat *y)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < x->cols; j++)
            AT(y, i, j) = AT(x, order[i], j);
}

#ifndef HANDED_ON
#define HANDED_ON context
#endif

double sum_of(double (*f)(double, void *), void *context, size_t count)
{
    (void)context;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += f((double)i, HANDED_ON);
    return sum;
}

void greet(const char *name, char *text, size_t size)
{
    snprintf(text, size, "Hello, %s!", name);
}

double sum_bytes(const uint8_t *bytes, size_t size)
{
    double sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += bytes[i];
    return sum;
}

struct Counter {
    double value;
};

Counter *counter_new(size_t start, uint64_t seed)
{
    Counter *counter = malloc(sizeof *counter);
    if (counter)
        counter->value = (double)start + (double)(seed % 10);
    return counter;
}

void counter_add(Counter *counter, double by)
{
    counter->value += by;
}

double counter_value(const Counter *counter)
{
    return counter->value;
}

void counter_free(Counter *counter)
{
    free(counter);
}

struct Jar {
    Counter *counter;
};

Jar *jar_new(void)
{
    return calloc(1, sizeof(Jar));
}

void jar_take(Jar *jar, Counter *counter)
{
    jar->counter = counter;
}

double jar_value(const Jar *jar)
{
    return jar->counter ? jar->counter->value : -1;
}

void jar_free(Jar *jar)
{
    if (jar)
        free(jar->counter);
    free(jar);
}
