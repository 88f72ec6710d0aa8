/* standin.c - writes the stand-ins in the formats of the real sets. */
#include "standin.h"
#include "cifar10.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static bool complain(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
}

/* DIR/NAME in `path`. */
static bool join(char path[PATH_MAX], const char *dir, const char *name)
{
    int size = snprintf(path, PATH_MAX, "%s/%s", dir, name);
    errno = ENAMETOOLONG;
    return (size >= 0 && size < PATH_MAX) || complain(dir);
}

static bool write_file(const char *dir, const char *name, const void *head,
                       size_t head_size, const void *body, size_t size)
{
    char path[PATH_MAX];
    if (!join(path, dir, name))
        return false;
    FILE *file = fopen(path, "wbe");
    if (!file)
        return complain(path);
    bool ok = fwrite(head, 1, head_size, file) == head_size &&
              fwrite(body, 1, size, file) == size;
    ok = fclose(file) == 0 && ok;
    return ok || complain(path);
}

static void big_endian(uint8_t *at, size_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static bool write_mnist(const char *dir, DataPart part, size_t count)
{
    enum { SIDE = 28 };
    const char *stem = part == DATA_TRAIN ? "train" : "t10k";
    uint8_t head[16] = {0, 0, 8, 3};
    char name[64];
    uint8_t *pixels = malloc(count * (SIDE * SIDE + 1));
    bool ok = pixels && standin_digits(part, count, pixels,
                                       pixels + count * SIDE * SIDE, NULL);
    big_endian(head + 4, count);
    big_endian(head + 8, SIDE);
    big_endian(head + 12, SIDE);
    snprintf(name, sizeof name, "mnist/%s-images-idx3-ubyte", stem);
    ok = ok && write_file(dir, name, head, 16, pixels, count * SIDE * SIDE);
    head[3] = 1;
    snprintf(name, sizeof name, "mnist/%s-labels-idx1-ubyte", stem);
    ok = ok &&
         write_file(dir, name, head, 8, pixels + count * SIDE * SIDE, count);
    free(pixels);
    return ok;
}

static bool write_records(const char *dir, const char *name, size_t count,
                          const uint8_t *pixels, const uint8_t *labels)
{
    uint8_t *records = malloc(count * CIFAR_RECORD);
    if (!records)
        return complain(name);
    for (size_t i = 0; i < count; i++) {
        records[i * CIFAR_RECORD] = labels[i];
        memcpy(records + i * CIFAR_RECORD + 1, pixels + i * CIFAR_PIXELS,
               CIFAR_PIXELS);
    }
    bool ok = write_file(dir, name, "", 0, records, count * CIFAR_RECORD);
    free(records);
    return ok;
}

static bool write_cifar(const char *dir, DataPart part, size_t count)
{
    uint8_t *pixels = malloc(count * CIFAR_RECORD);
    if (!pixels)
        return complain(dir);
    uint8_t *labels = pixels + count * CIFAR_PIXELS;
    standin_scenes(part, count, pixels, labels);
    bool ok = true;
    for (int i = 0; part == DATA_TRAIN && i < STANDIN_FILES && ok; i++) {
        char name[64];
        size_t from = (size_t)i * STANDIN_BATCH;
        snprintf(name, sizeof name, "cifar-10-batches-bin/data_batch_%d.bin",
                 i + 1);
        ok = write_records(dir, name, STANDIN_BATCH,
                           pixels + from * CIFAR_PIXELS, labels + from);
    }
    if (part == DATA_TEST)
        ok = write_records(dir, "cifar-10-batches-bin/test_batch.bin", count,
                           pixels, labels);
    free(pixels);
    return ok;
}

/* Makes every folder on the way to `path`, which join() made, and `path`
 * itself. */
static bool make_folders(const char *path)
{
    char part[PATH_MAX];
    strcpy(part, path);
    for (char *slash = part + 1; *slash; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return complain(part);
        *slash = '/';
    }
    return mkdir(part, 0777) == 0 || errno == EEXIST || complain(part);
}

static bool fill(const char *dir)
{
    char folder[PATH_MAX];
    return join(folder, dir, "mnist") && make_folders(folder) &&
           join(folder, dir, "cifar-10-batches-bin") &&
           make_folders(folder) &&
           write_mnist(dir, DATA_TRAIN, STANDIN_TRAIN) &&
           write_mnist(dir, DATA_TEST, STANDIN_TEST) &&
           write_cifar(dir, DATA_TRAIN, STANDIN_TRAIN) &&
           write_cifar(dir, DATA_TEST, STANDIN_TEST);
}

static void discard(const char *dir)
{
    static const char *const names[] = {
        "mnist/train-images-idx3-ubyte",
        "mnist/train-labels-idx1-ubyte",
        "mnist/t10k-images-idx3-ubyte",
        "mnist/t10k-labels-idx1-ubyte",
        "mnist",
        "cifar-10-batches-bin/data_batch_1.bin",
        "cifar-10-batches-bin/data_batch_2.bin",
        "cifar-10-batches-bin/data_batch_3.bin",
        "cifar-10-batches-bin/data_batch_4.bin",
        "cifar-10-batches-bin/data_batch_5.bin",
        "cifar-10-batches-bin/test_batch.bin",
        "cifar-10-batches-bin",
        ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[PATH_MAX];
        if (join(path, dir, names[i]))
            remove(path);
    }
}

bool standin_make(const char *dir)
{
    char part[PATH_MAX];
    uint64_t unique = 0; /* on all machines that share the directory */
    if (access(dir, F_OK) == 0)
        return true;
    bool ok = getrandom(&unique, sizeof unique, 0) == sizeof unique;
    int size = snprintf(part, sizeof part, "%s.part-%" PRIx64, dir, unique);
    ok = ok && size < PATH_MAX && fill(part);
    if (ok && rename(part, dir) == 0)
        return true;
    bool raced = ok && access(dir, F_OK) == 0; /* another was faster */
    if (ok && !raced)
        complain(dir);
    discard(part);
    return raced;
}
