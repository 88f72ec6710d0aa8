/* find.c - where data sets are looked for: $DATASETS, build/data, and the
 * stand-ins. What is there is used or complained about, never passed over. */
#include "cifar10.h"
#include "data.h"
#include "idx.h"
#include "search.h"
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char own[] = "build/data"; /* where `make data` puts them */

static const char *const names[SETS] = {"MNIST", "CIFAR-10"};

/* $DATASETS; "" when it names no folder, NULL when stand-ins are wanted. */
static const char *given(void)
{
    const char *dir = getenv("DATASETS");
    if (dir && strcmp(dir, "none") == 0)
        return NULL;
    return dir ? dir : "";
}

/* A folder that somebody named has to hold a set: that it holds another one
 * only is a choice, that it holds none is a mistake. */
static bool is_of_use(Set set, const char *dir, Flaw *f)
{
    SetFiles files;
    struct stat s;
    Flaw other, hint;
    if (stat(dir, &s) != 0 || !S_ISDIR(s.st_mode))
        return flaw(f, "DATASETS=%s: there is no such folder", dir);
    if (search_set(set == SET_MNIST ? SET_CIFAR10 : SET_MNIST, dir,
                   SEARCH_DEEP, &files, &other) != SEARCH_NOTHING)
        return true;
    search_hint(dir, &hint);
    return flaw(f, "DATASETS=%s holds neither MNIST nor CIFAR-10%s%s", dir,
                *hint.text ? ": " : "", hint.text);
}

static SearchEnd search(Set set, SetFiles *files, Flaw *f)
{
    const char *dir = given();
    SearchEnd end = SEARCH_NOTHING;
    if (dir && *dir) {
        end = search_set(set, dir, SEARCH_DEEP, files, f);
        if (end == SEARCH_NOTHING && !is_of_use(set, dir, f))
            return SEARCH_REFUSED;
    }
    if (dir && end == SEARCH_NOTHING)
        end = search_set(set, own, SEARCH_FLAT, files, f);
    return end;
}

bool data_search(SetFiles found[SETS], Flaw *f)
{
    for (Set set = 0; set < SETS; set++) {
        SearchEnd end = search(set, &found[set], f);
        if (end == SEARCH_REFUSED)
            return false;
        if (end == SEARCH_NOTHING)
            found[set].path[0][0] = '\0';
    }
    return true;
}

/* The stand-in's files, which have the publishers' names. */
static void standin_files(Set set, SetFiles *files)
{
    static const char *const mnist[] = {
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    *files = (SetFiles){.published = false};
    for (size_t i = 0; i < SEARCH_FILES; i++)
        if (set == SET_CIFAR10 && i < STANDIN_FILES)
            snprintf(files->path[i], PATH_MAX,
                     STANDIN_DIR "/cifar-10-batches-bin/data_batch_%zu.bin",
                     i + 1);
        else if (set == SET_CIFAR10)
            strcpy(files->path[i],
                   STANDIN_DIR "/cifar-10-batches-bin/test_batch.bin");
        else if (i < sizeof mnist / sizeof *mnist)
            snprintf(files->path[i], PATH_MAX, STANDIN_DIR "/mnist/%s",
                     mnist[i]);
}

/* A set's files, or the stand-in's; false, and a line, when what is there is
 * refused or nothing can be made. */
static bool locate(Set set, SetFiles *files, bool *standin)
{
    Flaw why;
    SearchEnd end = search(set, files, &why);
    const char *dir = given();
    *standin = end == SEARCH_NOTHING;
    if (end == SEARCH_REFUSED)
        fprintf(stderr, "%s\n", why.text);
    if (end != SEARCH_NOTHING)
        return end == SEARCH_FOUND;
    if (dir && *dir)
        fprintf(stderr, "DATASETS=%s holds no %s: its stand-in is used\n",
                dir, names[set]);
    standin_files(set, files);
    return standin_make(STANDIN_DIR);
}

/* The same for both halves: what a program has found stays found. */
static const SetFiles *files_of(Set set, bool *standin)
{
    static SetFiles found[SETS];
    static bool known[SETS], standins[SETS];
    if (!known[set])
        known[set] = locate(set, &found[set], &standins[set]);
    *standin = standins[set];
    return known[set] ? &found[set] : NULL;
}

static void sign(const SetFiles *files, bool standin, const char *name,
                 Data *d)
{
    d->name = name;
    d->origin = standin            ? "made here"
                : files->published ? "the publisher's"
                                   : "another copy";
}

bool data_mnist(DataPart part, Data *d)
{
    bool standin;
    const SetFiles *files = files_of(SET_MNIST, &standin);
    size_t first = part == DATA_TRAIN ? 0 : 2;
    if (!files || !idx_read(files->path[first], files->path[first + 1], d))
        return false;
    sign(files, standin, standin ? "mnist-standin" : "mnist", d);
    return true;
}

bool data_cifar(DataPart part, Data *d)
{
    bool standin;
    const SetFiles *files = files_of(SET_CIFAR10, &standin);
    size_t first = part == DATA_TRAIN ? 0 : STANDIN_FILES;
    size_t n = part == DATA_TRAIN ? STANDIN_FILES : 1;
    const char *paths[STANDIN_FILES];
    for (size_t i = 0; files && i < n; i++)
        paths[i] = files->path[first + i];
    if (!files || !cifar_read(paths, n, standin ? 0 : CIFAR_BATCH, d))
        return false;
    sign(files, standin, standin ? "cifar10-standin" : "cifar10", d);
    return true;
}
