/* find.c - where data sets are looked for: $DATASETS, build/data, and the
 * stand-ins. What is there is used or complained about, never passed over. */
#include "cifar10.h"
#include "idx.h"
#include "standin.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CIFAR_BATCH = 10000 };

/* The place `which` in the order of search; NULL when there are no more. */
static const char *place(int which, bool *standin)
{
    const char *given = getenv("DATASETS");
    bool none = given && strcmp(given, "none") == 0;
    *standin = which == 2;
    if (which == 0)
        return given && *given && !none ? given : "";
    if (which == 1)
        return none ? "" : "build/data";
    return which == 2 && standin_make(STANDIN_DIR) ? STANDIN_DIR : NULL;
}

static void join(char path[PATH_MAX], const char *dir, const char *file,
                 const char *end)
{
    if (snprintf(path, PATH_MAX, "%s/%s%s", dir, file, end) >= PATH_MAX)
        *path = '\0';
}

/* The packed file where only that is there, else the plain one's name; true
 * when one is there. */
static bool plain_or_gz(const char *dir, const char *file,
                        char path[PATH_MAX])
{
    join(path, dir, file, ".gz");
    bool gz = access(path, F_OK) == 0;
    join(path, dir, file, "");
    bool plain = access(path, F_OK) == 0;
    if (gz && !plain)
        join(path, dir, file, ".gz");
    return gz || plain;
}

static bool mnist_in(const char *dir, DataPart part, bool *there, Data *d)
{
    static const char *const names[2][2] = {
        {"mnist/train-images-idx3-ubyte", "mnist/train-labels-idx1-ubyte"},
        {"mnist/t10k-images-idx3-ubyte", "mnist/t10k-labels-idx1-ubyte"}};
    char images[PATH_MAX], labels[PATH_MAX];
    *there = plain_or_gz(dir, names[part][0], images);
    plain_or_gz(dir, names[part][1], labels);
    return *there && idx_read(images, labels, d);
}

bool data_mnist(DataPart part, Data *d)
{
    bool there = false, standin;
    const char *dir;
    for (int i = 0; (dir = place(i, &standin)); i++) {
        bool ok = *dir && mnist_in(dir, part, &there, d);
        if (ok)
            d->name = standin ? "mnist-standin" : "mnist";
        if (there)
            return ok;
    }
    return false;
}

static bool cifar_in(const char *dir, DataPart part, size_t due, bool *there,
                     Data *d)
{
    char path[STANDIN_FILES][PATH_MAX];
    const char *paths[STANDIN_FILES];
    size_t n = part == DATA_TRAIN ? STANDIN_FILES : 1;
    for (size_t i = 0; i < n; i++) {
        char file[64] = "cifar-10-batches-bin/test_batch.bin";
        if (part == DATA_TRAIN)
            snprintf(file, sizeof file,
                     "cifar-10-batches-bin/data_batch_%zu.bin", i + 1);
        join(path[i], dir, file, "");
        paths[i] = path[i];
    }
    *there = access(paths[0], F_OK) == 0;
    return *there && cifar_read(paths, n, due, d);
}

bool data_cifar(DataPart part, Data *d)
{
    bool there = false, standin;
    const char *dir;
    for (int i = 0; (dir = place(i, &standin)); i++) {
        size_t due = standin ? 0 : CIFAR_BATCH;
        bool ok = *dir && cifar_in(dir, part, due, &there, d);
        if (ok)
            d->name = standin ? "cifar10-standin" : "cifar10";
        if (there)
            return ok;
    }
    return false;
}
