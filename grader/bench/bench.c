/* bench.c - how fast products and training are on this machine, on one core
 * and in processor time, against a peak measured in the same process.
 *
 *   bench            everything
 *   bench train N    N epochs of the net 784-128-64-10, a line each, to be
 *                    run in turn with another program */
#include "mnist.h"
#include "peak.h"
#include "rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IMAGES = 60000, PIXELS = 784, BATCH = 64 };

/* Operations for one image: two for each weight, forward and dW, and dX for
 * all layers but the first. */
static const double per_image =
    2 * (2 * (784 * 128 + 128 * 64 + 64 * 10) + 128 * 64 + 64 * 10);

typedef void (*Product)(const Mat *a, const Mat *b, Mat *c);

/* Billions of operations a second of one product, the best of some tries. */
static double rate(Product product, const Mat *a, const Mat *b, Mat *c,
                   double operations)
{
    double best = 0;
    int times = (int)(1e8 / operations) + 1;
    for (int try = 0; try < 7; try++) {
        double began = processor_seconds();
        for (int i = 0; i < times; i++)
            product(a, b, c);
        double took = processor_seconds() - began;
        best = fmax(best, 1e-9 * operations * times / took);
    }
    return best;
}

static void layer(const char *name, size_t batch, size_t in, size_t out,
                  double peak)
{
    Rng rng = rng_new(1);
    Mat x = mat_new(batch, in), w = mat_new(in, out), y = mat_new(batch, out);
    Mat dw = mat_new(in, out), dx = mat_new(batch, in);
    rng_fill(&rng, -1, 1, &x);
    rng_fill(&rng, -1, 1, &w);
    double operations = 2.0 * (double)(batch * in * out);
    double speed[] = {rate(mat_mul, &x, &w, &y, operations),
                      rate(mat_mul_tn, &x, &y, &dw, operations),
                      rate(mat_mul_nt, &y, &w, &dx, operations)};
    printf("  %s  %4zu x %4zu x %3zu", name, batch, in, out);
    for (int i = 0; i < 3; i++)
        printf("   %6.1f (%2.0f %%)", speed[i], 100 * speed[i] / peak);
    putchar('\n');
    mat_free(&x);
    mat_free(&w);
    mat_free(&y);
    mat_free(&dw);
    mat_free(&dx);
}

/* Random pictures: speed does not depend on what they show. */
static Samples *pictures(void)
{
    uint8_t *bytes = malloc(IMAGES * PIXELS + IMAGES);
    const double unit[] = {0, 255};
    Mat scale = mat_of(2, 1, unit);
    Rng rng = rng_new(2);
    if (!bytes)
        exit(EXIT_FAILURE);
    for (size_t i = 0; i < IMAGES * PIXELS; i++)
        bytes[i] = (uint8_t)rng_next(&rng);
    for (size_t i = 0; i < IMAGES; i++)
        bytes[IMAGES * PIXELS + i] = (uint8_t)rng_below(&rng, 10);
    Samples *s = samples_new(bytes, IMAGES * PIXELS, bytes + IMAGES * PIXELS,
                             IMAGES, &scale);
    mat_free(&scale);
    free(bytes);
    return s;
}

/* Images a second, for each of some epochs. */
static void train(int epochs, double peak)
{
    const size_t widths[] = {PIXELS, 128, 64, 10};
    Samples *samples = pictures();
    Net *net = mlp_new(widths, 4, 3);
    for (int e = 0; e < epochs; e++) {
        double began = processor_seconds();
        class_epoch(net, samples, BATCH, 0.1, (uint64_t)e);
        double speed = IMAGES / (processor_seconds() - began);
        printf("  784-128-64-10, batch %d: cpu=%.0f images/s, %.1f GFLOP/s",
               BATCH, speed, 1e-9 * speed * per_image);
        if (peak > 0)
            printf(" (%.0f %% of the peak)", 1e-7 * speed * per_image / peak);
        putchar('\n');
        fflush(stdout);
    }
    net_free(net);
    samples_free(samples);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "train") == 0) {
        train(atoi(argv[2]), 0);
        return 0;
    }
    double peak = peak_gflops(mat_kernel());
    printf("Kernel %s, %zu bytes an element, one core, processor time.\n"
           "Multiply-adds in registers: %.0f GFLOP/s, the peak below.\n\n"
           "  GFLOP/s   batch x in x out    forward X W      dW = XT dY"
           "       dX = dY WT\n",
           mat_kernel(), sizeof(real), peak);
    layer("a1", 64, 784, 128, peak);
    layer("a2", 64, 128, 64, peak);
    layer("a3", 64, 64, 10, peak);
    layer("b1", 128, 3072, 256, peak);
    layer("b2", 128, 256, 128, peak);
    layer("b3", 128, 128, 10, peak);
    printf("\nTraining through the layers of chapters 4 to 6:\n");
    train(5, peak);
    return 0;
}
