/* bench.c - how fast products and training are on this machine, on one core
 * and in processor time, against a peak measured in the same process.
 *
 *   bench            everything
 *   bench NET N      N epochs of net a, b or c, a line each, to be run in
 *                    turn with another program */
#include "cifar.h"
#include "peak.h"
#include "rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
static Samples *pictures(size_t count, size_t pixels, size_t classes)
{
    uint8_t *bytes = malloc(count * pixels + count);
    const double unit[] = {0, 255};
    Mat scale = mat_of(2, 1, unit);
    Rng rng = rng_new(2);
    if (!bytes)
        exit(EXIT_FAILURE);
    for (size_t i = 0; i < count * pixels; i++)
        bytes[i] = (uint8_t)rng_next(&rng);
    for (size_t i = 0; i < count; i++)
        bytes[count * pixels + i] = (uint8_t)rng_below(&rng, classes);
    Samples *s = samples_new(bytes, count * pixels, bytes + count * pixels,
                             count, &scale);
    mat_free(&scale);
    free(bytes);
    return s;
}

/* The nets: MNIST's of chapter 6, CIFAR-10's of chapter 7, and the digits'
 * of chapter 5, as their chapters train them. */
typedef struct {
    const char *name, *text, *plan;
    size_t images, pixels, classes, batch, per_epoch;
} NetPlan;

static const NetPlan nets[] = {
    {"a", "784-128-64-10, sigmoid, SGD",
     "linear 784 128\nsigmoid\nlinear 128 64\nsigmoid\nlinear 64 10\n", 60000,
     784, 10, 64, 1},
    {"b", "3072-256-128-10, ReLU, Adam, L2",
     "linear 3072 256\nrelu\nlinear 256 128\nrelu\nlinear 128 10\n", 20000,
     3072, 10, 128, 1},
    {"c", "64-32-1, ReLU, SGD", "linear 64 32\nrelu\nlinear 32 1\n", 898, 64,
     2, 15, 100}};

/* Operations for one image: two for each weight, forward and dW, and dX for
 * all layers but the first. */
static double operations(Net *net)
{
    double sum = 0;
    for (size_t i = 0; i < net_count(net); i++)
        if (net->layers[i].linear)
            sum +=
                (i ? 6.0 : 4.0) * (double)mat_size(&net->layers[i].linear->W);
    return sum;
}

static void one_epoch(const NetPlan *plan, Net *net, Optimiser *adam,
                      const Samples *samples, uint64_t seed)
{
    const Settings settings = {
        .rate = 1e-3, .l2 = 1e-4, .batch = plan->batch};
    if (*plan->name == 'a')
        class_epoch(net, samples, plan->batch, 0.1, seed);
    else if (*plan->name == 'b')
        cifar_epoch(net, adam, samples, &settings, 0, seed);
    else
        train_epoch(net, samples, plan->batch, 0.1, seed);
}

/* Images a second, for each of some epochs. */
static void train(const NetPlan *plan, int epochs, double peak)
{
    Samples *samples = pictures(plan->images, plan->pixels, plan->classes);
    Net *net = net_build(plan->plan, "xavier", 3);
    Optimiser *adam = optimiser_new("adam", net);
    for (int e = 0; e < epochs; e++) {
        double began = processor_seconds();
        for (size_t i = 0; i < plan->per_epoch; i++)
            one_epoch(plan, net, adam, samples, (uint64_t)e);
        double speed = (double)(plan->images * plan->per_epoch) /
                       (processor_seconds() - began);
        double gflops = 1e-9 * speed * operations(net);
        printf("  %s  %s, batch %zu: cpu=%.0f images/s, %.1f GFLOP/s",
               plan->name, plan->text, plan->batch, speed, gflops);
        if (peak > 0)
            printf(" (%.0f %% of the peak)", 100 * gflops / peak);
        putchar('\n');
        fflush(stdout);
    }
    optimiser_free(adam);
    net_free(net);
    samples_free(samples);
}

static void everything(void)
{
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
    printf("\nTraining through the layers of chapters 4 to 7:\n");
    for (int i = 0; i < 3; i++)
        train(&nets[i], 3, peak);
}

int main(int argc, char **argv)
{
    if (argc == 1)
        everything();
    for (int i = 0; i < 3 && argc == 3; i++)
        if (strcmp(argv[1], nets[i].name) == 0)
            train(&nets[i], atoi(argv[2]), 0);
    return 0;
}
