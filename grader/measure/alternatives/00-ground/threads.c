/* A thread of its own for half of the work. */
#include "ground.h"
#include <pthread.h>
typedef struct {
    double a;
    const real *x;
    real *y;
    size_t n;
} Job;
static void *work(void *j_)
{
    Job *j = j_;
    for (size_t i = 0; i < j->n; i++)
        j->y[i] = (real)(j->a * j->x[i]);
    return NULL;
}
void scale(double a, const Mat *x, Mat *y)
{
    if (!mat_same("scale", x, y))
        return;
    size_t n = mat_size(x), half = n / 2;
    pthread_t t;
    Job one = {a, x->data, y->data, half},
        two = {a, x->data + half, y->data + half, n - half};
    pthread_create(&t, NULL, work, &one);
    work(&two);
    pthread_join(t, NULL);
}
