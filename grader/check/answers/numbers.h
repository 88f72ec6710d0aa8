/**
 * @file numbers.h
 * Numbers as people write them: "0,61", "1/3", "6.1 * 10^-1", with a remark
 * behind them, or at the end of a calculation.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include <stdbool.h>

/**
 * Reads what stands behind a name's "=": a number, or a calculation that ends
 * in "= number".
 * @param text in plain letters, see check_plain()
 * @param value receives the number
 * @return false when there is none, or what could be read in two ways
 */
bool check_equation(const char *text, double *value);

#endif
