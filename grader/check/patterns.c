/* patterns.c - causes that need no knowledge of the formula. Each is told
 * only when every entry fits, and never when two numbers could be chance. */
#include "patterns.h"

#include <math.h>

/* A float keeps 24 binary digits. */
static const double float_step = 0x1p-22;

bool pattern_near(double got, double due, double tolerance)
{
    return got == due ||
           (isfinite(due) && fabs(got - due) <= tolerance * (1 + fabs(due)));
}

static bool is_junk(double value)
{
    return fabs(value) >= JUNK_LEAST / 2 && fabs(value) <= JUNK_MOST * 2;
}

bool pattern_untouched(const Mat *got, const Mat *due, double tolerance)
{
    for (size_t k = 0; k < mat_size(due); k++)
        if (!pattern_near(got->data[k], due->data[k], tolerance) &&
            !(is_junk(got->data[k]) && !is_junk(due->data[k])))
            return false;
    return true;
}

/* Right as far as a float goes? */
static bool rounded(const Mat *got, const Mat *due)
{
    for (size_t k = 0; k < mat_size(due); k++) {
        double d = due->data[k];
        if (!(got->data[k] == d ||
              fabs(got->data[k] - d) <= float_step * fabs(d)))
            return false;
    }
    return true;
}

/* Entries that tell something: neither tiny nor infinite. */
static bool tells(double value)
{
    return fabs(value) > 1e-3 && isfinite(value);
}

/* Is every entry the due one times the same number, and are there at least
 * three different ones? Returns that number, else 0. */
static double ratio(const Mat *got, const Mat *due)
{
    double factor = 0, first = 0;
    size_t different = 0;
    for (size_t k = 0; k < mat_size(due); k++) {
        double d = due->data[k], g = got->data[k];
        if (!tells(d)) {
            if (!pattern_near(g, d * factor, 1e-9))
                return 0;
            continue;
        }
        if (factor == 0)
            factor = g / d, first = d;
        if (factor == 0 || !pattern_near(g, d * factor, 1e-9))
            return 0;
        different += fabs(fabs(d) - fabs(first)) > 1e-3;
    }
    return different >= 2 && isfinite(factor) ? factor : 0;
}

/* Is every entry off by the same number? */
static bool moved(const Mat *got, const Mat *due)
{
    if (mat_size(due) < 3)
        return false;
    double by = got->data[0] - due->data[0];
    bool varied = false;
    for (size_t k = 0; k < mat_size(due); k++) {
        if (!(fabs(got->data[k] - due->data[k] - by) <= 1e-9))
            return false;
        varied = varied || fabs(due->data[k] - due->data[0]) > 1e-3;
    }
    return varied && fabs(by) > 1e-6;
}

/* A square matrix that lies on its side? */
static bool transposed(const Mat *got, const Mat *due)
{
    for (size_t i = 0; i < due->rows; i++)
        for (size_t j = 0; j < due->cols; j++)
            if (due->rows != due->cols ||
                !pattern_near(AT(got, i, j), AT(due, j, i), 1e-9))
                return false;
    return due->rows > 1;
}

/* Written, or read, column by column where it lies row by row? */
static bool displaced(const Mat *got, const Mat *due)
{
    bool written = true, read = true, moved = false;
    for (size_t i = 0; i < due->rows; i++)
        for (size_t j = 0; j < due->cols; j++) {
            size_t here = i * due->cols + j, there = j * due->rows + i;
            double g = got->data[here], d = due->data[here];
            written &= pattern_near(got->data[there], d, 1e-9);
            read &= pattern_near(g, due->data[there], 1e-9);
            moved |= !pattern_near(g, d, 1e-9);
        }
    return moved && (written || read);
}

/* Is every entry the due one without what stands behind its point? At least
 * two different ones have to say so. */
static bool truncated(const Mat *got, const Mat *due)
{
    double first = 0;
    bool cut = false, varied = false;
    for (size_t k = 0; k < mat_size(due); k++) {
        double d = due->data[k], g = got->data[k];
        if (!isfinite(d) || g != trunc(d))
            return false;
        if (g == 0 || fabs(d - g) < 1e-3)
            continue;
        varied |= cut && g != first;
        first = g;
        cut = true;
    }
    return varied;
}

const char *pattern_of(const Mat *got, const Mat *due, double tolerance)
{
    if (pattern_untouched(got, due, tolerance))
        return "what was in the output before the call is still there: not "
               "every entry is written, or the result is added to it";
    if (truncated(got, due))
        return "every entry is cut to a whole number: look for a division of "
               "integers, or for a variable that holds only whole numbers";
    if (rounded(got, due))
        return "only the first seven digits or so are right: look for a "
               "float on the way, for a small number that was added, or for "
               "an approximation in place of the formula";
    double factor = ratio(got, due);
    if (factor != 0 && fabs(factor + 1) < 1e-9)
        return "every entry has the other sign";
    if (factor != 0)
        return "every entry is the due one times one and the same number: a "
               "factor is missing, too much, or not the right one";
    if (moved(got, due))
        return "every entry is off by one and the same number: a term is "
               "missing, or too much";
    if (transposed(got, due))
        return "this is the transpose of what is due";
    if (displaced(got, due))
        return "the right numbers in the wrong places: element (i, j) of a "
               "matrix is data[i * cols + j]";
    return NULL;
}
