/**
 * @file mat.h
 * @ingroup ch00
 * The matrix every chapter stands on: dense, row-major, one sample a row.
 */
#ifndef MAT_H
#define MAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <tgmath.h>

/** @addtogroup ch00
 * @{ */

#ifndef REAL
/** What `real` stands for. */
#define REAL double
#endif
/** Element type: double where gradients are checked, float where networks
 *  are trained (`-DREAL=float`). Only matrix elements are `real`; scalars
 *  in contracts are double. */
typedef REAL real;

/** Dense row-major matrix. Owns `data`; release it with mat_free(). */
typedef struct {
    size_t rows, cols;
    real *data; /**< row i starts at data[i * cols]; NULL when empty */
} Mat;

/* [region at] */
/** The element in row `i`, column `j` of the matrix that `m` points to. */
#define AT(m, i, j) ((m)->data[(size_t)(i) * (m)->cols + (size_t)(j)])
/* [end] */

/**
 * A rows x cols matrix of zeros. Ends the program when memory is out.
 * @param rows how many rows
 * @param cols how many columns
 * @return the matrix, to be released with mat_free()
 */
Mat mat_new(size_t rows, size_t cols);

/**
 * A copy of `m` with data of its own.
 * @param m what is copied
 * @return the copy, to be released with mat_free()
 */
Mat mat_copy(const Mat *m);

/**
 * A rows x cols matrix that copies rows * cols `values`, row by row.
 * @param rows how many rows
 * @param cols how many columns
 * @param values rows * cols numbers, row by row
 * @return the matrix, to be released with mat_free()
 */
Mat mat_of(size_t rows, size_t cols, const double *values);

/**
 * Gives `m` the shape rows x cols, keeping its memory when it has the right
 * size. What it then holds is left open.
 * @param m the matrix
 * @param rows rows wanted
 * @param cols columns wanted
 */
void mat_resize(Mat *m, size_t rows, size_t cols);

/**
 * Releases the data and leaves an empty matrix: a second call is
 * harmless.
 * @param m the matrix
 */
void mat_free(Mat *m);

/**
 * The number of elements, rows * cols.
 * @param m the matrix
 * @return how many elements it has
 */
static inline size_t mat_size(const Mat *m)
{
    return m->rows * m->cols;
}

/**
 * Sets every element of `m` to `value`.
 * @param m the matrix
 * @param value for every element
 */
void mat_fill(Mat *m, double value);

/**
 * Copies `from` into `to`. Different shapes are a shape error.
 * @param from what is copied
 * @param to where to, of the same shape
 */
void mat_assign(const Mat *from, Mat *to);

/**
 * y = a * x + y, element by element. Different shapes are a shape error.
 * @param a the factor
 * @param x what is added
 * @param y what it is added to, of the same shape
 */
void mat_add_scaled(double a, const Mat *x, Mat *y);

/**
 * c (n x m) = a (n x k) b (k x m). `c` must not share data with `a` or
 * `b`. A shape error leaves `c` alone.
 * @param a left factor, n x k
 * @param b right factor, k x m
 * @param c receives the product, n x m
 */
void mat_mul(const Mat *a, const Mat *b, Mat *c);

/**
 * c (n x m) = aT b, where a is k x n and b is k x m.
 * @param a left factor, k x n, taken transposed
 * @param b right factor, k x m
 * @param c receives the product, n x m
 */
void mat_mul_tn(const Mat *a, const Mat *b, Mat *c);

/**
 * c (n x m) = a bT, where a is n x k and b is m x k.
 * @param a left factor, n x k
 * @param b right factor, m x k, taken transposed
 * @param c receives the product, n x m
 */
void mat_mul_nt(const Mat *a, const Mat *b, Mat *c);

/**
 * The name of the kernel that computes products on this machine: "avx512",
 * "avx2", "base" or "plain"; the environment variable KERNEL forces one.
 * Results are equal to the last bit for equal kernels.
 * @return its name
 */
const char *mat_kernel(void);

/**
 * How many threads share a large product from now on. At the start it is
 * what the environment variable MAT_THREADS says, else 1. No result depends
 * on it, not even in its last bit. For the main thread only.
 * @param n threads, the caller's included; 0 is taken as 1
 */
void mat_threads(size_t n);

/**
 * Adds the row vector `row` (1 x cols) to every row of `m`.
 * @param row 1 x cols
 * @param m any number of rows
 */
void mat_add_row(const Mat *row, Mat *m);

/**
 * Writes the sum of each column of `m` into `sums` (1 x cols).
 * @param m the matrix
 * @param sums receives the sums, 1 x cols
 */
void mat_column_sums(const Mat *m, Mat *sums);

/**
 * Records the shape error "WHERE: A-ROWS x A-COLS does not match B-ROWS x
 * B-COLS", unless one waits already.
 * @param where the name of the function that complains
 * @param a first matrix
 * @param b second matrix
 * @return false, so that a function can return it
 */
bool mat_mismatch(const char *where, const Mat *a, const Mat *b);

/**
 * Do `a` and `b` have the same shape? If not, records the shape error
 * as mat_mismatch() does.
 * @param where the name of the function that asks
 * @param a first matrix
 * @param b second matrix
 * @return true when the shapes are equal
 */
bool mat_same(const char *where, const Mat *a, const Mat *b);

/**
 * Does `m` have the shape rows x cols? If not, records the shape error
 * "WHERE: expected ROWS x COLS, got M-ROWS x M-COLS".
 * @param where the name of the function that asks
 * @param m the matrix
 * @param rows wanted rows
 * @param cols wanted columns
 * @return true when the shape is right
 */
bool mat_shape(const char *where, const Mat *m, size_t rows, size_t cols);

/**
 * Copies the first shape error since the last call into `text` and clears
 * it. A function with a shape error leaves its outputs alone.
 * @param text receives the message, or "" when there was none
 * @param size room in `text`, in bytes
 * @return true when there was a shape error
 */
bool mat_error(char *text, size_t size);

/** @} */

/* A file compiled with -DREAL=float and one without must not be linked
 * together: each object asks for a symbol that only its own kind defines. */
#define MAT_ABI_NAME2(r) mat_abi_##r
#define MAT_ABI_NAME(r) MAT_ABI_NAME2(r)
extern const char MAT_ABI_NAME(REAL);
__attribute__((used, unused)) static const char *const mat_abi_wanted =
    &MAT_ABI_NAME(REAL);

#endif
