/* search.c - sets are known by what they hold, wherever they lie in a folder,
 * and what is none is refused by name. */
#include "search.h"
#include "cifar10.h"
#include "made.h"
#include "standin.h"

#include <stdio.h>
#include <sys/stat.h>

static char scratch[64];

static void put(const char *name, Bytes file)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", scratch, name);
    FILE *out = fopen(path, "wb");
    cr_assert(out && fwrite(file.at, 1, file.size, out) == file.size);
    fclose(out);
}

static void make_scratch(void)
{
    char path[200];
    strcpy(scratch, "/tmp/unit-XXXXXX");
    cr_assert(mkdtemp(scratch));
    setenv("DATASETS", scratch, 1);
    snprintf(path, sizeof path, "%s/mnist", scratch);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/cifar-10-batches-bin", scratch);
    mkdir(path, 0755);
}

static void remove_scratch(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch);
    cr_assert(system(command) == 0);
}

/* 60,000 pictures are made quickly where all are alike. */
static Bytes batch_of(size_t classes)
{
    Bytes file = {calloc(CIFAR_BATCH, CIFAR_RECORD),
                  (size_t)CIFAR_BATCH * CIFAR_RECORD};
    for (size_t i = 0; i < CIFAR_BATCH; i++)
        file.at[i * CIFAR_RECORD] = (uint8_t)(i % classes);
    return file;
}

static void make_folder(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", scratch, name);
    mkdir(path, 0755);
}

/* All six files of CIFAR-10 in a folder, under names of some kind. */
static void put_cifar(const char *folder, const char *train, const char *test)
{
    char name[120], file[60];
    Bytes batch = batch_of(10);
    make_folder(folder);
    for (int i = 1; i <= 6; i++) {
        snprintf(file, sizeof file, i < 6 ? train : test, i);
        snprintf(name, sizeof name, "%s/%s", folder, file);
        put(name, batch);
    }
    free(batch.at);
}

static SetFiles found[SETS];

static void refuses_mnist_with(const char *words)
{
    SetFiles files;
    Flaw why = {""};
    Data d;
    cr_assert(search_set(SET_MNIST, scratch, SEARCH_DEEP, &files, &why) ==
              SEARCH_REFUSED);
    cr_assert(strstr(why.text, words), "it says: %s", why.text);
    cr_assert(!data_mnist(DATA_TRAIN, &d) && !data_mnist(DATA_TEST, &d));
    cr_assert(!data_search(found, &why));
}

Test(find, refuses_what_only_has_the_names_of_mnist, .init = make_scratch,
     .fini = remove_scratch)
{
    put("mnist/train-images-idx3-ubyte", images());
    put("mnist/train-labels-idx1-ubyte.gz", packed(labels()));
    put("mnist/t10k-images-idx3-ubyte.gz", packed(images()));
    put("mnist/t10k-labels-idx1-ubyte", labels());
    refuses_mnist_with("3 images of 2 x 2; MNIST has 60000 of 28 x 28 here");
}

Test(find, refuses_pictures_of_mnists_shape_that_are_others,
     .init = make_scratch, .fini = remove_scratch)
{
    Bytes file = {calloc(60000, 784), 60000 * 784};
    const uint8_t head[] = {0, 0, 8, 3,  0, 0, 0xea, 0x60,
                            0, 0, 0, 28, 0, 0, 0,    28};
    memcpy(file.at, head, sizeof head);
    put("train-images.idx3-ubyte", file);
    refuses_mnist_with("not MNIST's content");
    free(file.at);
}

Test(find, refuses_a_damaged_file_by_its_name, .init = make_scratch,
     .fini = remove_scratch)
{
    put("mnist/t10k-labels-idx1-ubyte.gz", cut(packed(labels()), 12));
    refuses_mnist_with("mnist/t10k-labels-idx1-ubyte.gz: ");
}

static void finds_cifar(void)
{
    Data d;
    cr_assert(data_cifar(DATA_TEST, &d));
    cr_assert(d.count == 10000 && strcmp(d.name, "cifar10") == 0);
    cr_assert_str_eq(d.origin, "another copy");
    data_free(&d);
    cr_assert(data_cifar(DATA_TRAIN, &d) && d.count == 50000);
    data_free(&d);
}

Test(find, knows_cifar_by_its_structure, .init = make_scratch,
     .fini = remove_scratch, .timeout = 60)
{
    put_cifar("cifar-10-batches-bin", "data_batch_%d.bin", "test_batch.bin");
    finds_cifar();
}

Test(find, finds_cifar_under_other_names_and_a_folder_deeper,
     .init = make_scratch, .fini = remove_scratch, .timeout = 60)
{
    make_folder("data");
    put_cifar("data/CIFAR10", "Data-Batch-%d.bin", "test-batch.BIN");
    finds_cifar();
}

Test(find, knows_the_publishers_cifar_by_the_digests_beside_it,
     .init = make_scratch, .fini = remove_scratch, .timeout = 60)
{
    Data d;
    char command[300];
    put_cifar("cifar-10-batches-bin", "data_batch_%d.bin", "test_batch.bin");
    snprintf(command, sizeof command,
             "cd %s/cifar-10-batches-bin && sha256sum *.bin "
             ">published.sha256",
             scratch);
    cr_assert(system(command) == 0);
    cr_assert(data_cifar(DATA_TEST, &d));
    cr_assert_str_eq(d.origin, "the publisher's");
    data_free(&d);
}

static void refuses_cifar_with(const char *words)
{
    SetFiles files;
    Flaw why = {""};
    Data d;
    cr_assert(search_set(SET_CIFAR10, scratch, SEARCH_DEEP, &files, &why) ==
              SEARCH_REFUSED);
    cr_assert(strstr(why.text, words), "it says: %s", why.text);
    cr_assert(!data_cifar(DATA_TRAIN, &d) && !data_cifar(DATA_TEST, &d));
}

Test(find, refuses_half_of_cifar_and_never_mixes_two_copies,
     .init = make_scratch, .fini = remove_scratch, .timeout = 60)
{
    Bytes batch = batch_of(10);
    put("cifar-10-batches-bin/data_batch_1.bin", batch);
    make_folder("other");
    put("other/test_batch.bin", batch);
    refuses_cifar_with("cifar-10-batches-bin holds only a part of CIFAR-10; "
                       "missing: data_batch_2.bin");
    free(batch.at);
}

Test(find, refuses_cifar_100, .init = make_scratch, .fini = remove_scratch,
     .timeout = 60)
{
    Bytes batch = {calloc(10000, 3074), (size_t)10000 * 3074};
    put_cifar("cifar-10-batches-bin", "data_batch_%d.bin", "test_batch.bin");
    put("cifar-10-batches-bin/data_batch_3.bin", batch);
    refuses_cifar_with("records of 3074 bytes, as CIFAR-100 has them");
    free(batch.at);
}

Test(find, refuses_classes_of_other_sizes, .init = make_scratch,
     .fini = remove_scratch, .timeout = 60)
{
    Bytes batch = batch_of(9);
    put_cifar("cifar-10-batches-bin", "data_batch_%d.bin", "test_batch.bin");
    put("cifar-10-batches-bin/data_batch_5.bin", batch);
    refuses_cifar_with("CIFAR-10 has 5000 + 1000 of each");
    free(batch.at);
}

Test(find, refuses_a_folder_that_holds_no_set_and_says_what_it_holds,
     .init = make_scratch, .fini = remove_scratch)
{
    Data d;
    Flaw why;
    cr_assert(!data_mnist(DATA_TRAIN, &d) && !data_cifar(DATA_TEST, &d));
    put("mnist/mnist_train.csv", labels());
    cr_assert(!data_search(found, &why));
    cr_assert(strstr(why.text, "holds neither MNIST nor CIFAR-10") &&
                  strstr(why.text, "mnist_train.csv is tables"),
              "it says: %s", why.text);
    setenv("DATASETS", "/no/such/folder", 1);
    cr_assert(!data_search(found, &why));
    cr_assert_str_eq(why.text,
                     "DATASETS=/no/such/folder: there is no such folder");
}

Test(find, passes_over_a_set_that_a_folder_with_the_other_one_lacks,
     .init = make_scratch, .fini = remove_scratch, .timeout = 60)
{
    Data d;
    Flaw why;
    put_cifar("cifar-10-batches-bin", "data_batch_%d.bin", "test_batch.bin");
    cr_assert(data_search(found, &why));
    cr_assert(data_mnist(DATA_TEST, &d) && d.name);
    data_free(&d);
}

Test(find, takes_the_standins_when_asked)
{
    Data d;
    setenv("DATASETS", "none", 1);
    cr_assert(data_mnist(DATA_TEST, &d) && data_is_standin(&d));
    cr_assert(d.count == STANDIN_TEST && d.features == 784);
    cr_assert(data_cifar(DATA_TRAIN, &d) && data_is_standin(&d));
    cr_assert(d.count == STANDIN_TRAIN && d.features == 3072);
}
