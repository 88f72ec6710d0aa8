/* datasets.c - loaders refuse every malformed kind by name; what they load
 * becomes the right matrices; parts never overlap. */
#include "cifar10.h"
#include "fence.h"
#include "idx.h"
#include "search.h"
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <zlib.h>

/* A file being made, in memory of exactly its size, so that sanitizers see
 * any step past its end. */
static Bytes file_of(const void *bytes, size_t size)
{
    Bytes file = {malloc(size), size};
    memcpy(file.at, bytes, size);
    return file;
}

static Bytes cut(Bytes file, size_t size)
{
    return file_of(file.at, size);
}

static Bytes longer(Bytes file, size_t more)
{
    Bytes grown = {calloc(file.size + more, 1), file.size + more};
    memcpy(grown.at, file.at, file.size);
    return grown;
}

static Bytes with(Bytes file, size_t at, uint8_t value)
{
    Bytes changed = cut(file, file.size);
    changed.at[at] = value;
    return changed;
}

static Bytes packed(Bytes file)
{
    z_stream z = {.next_in = file.at, .avail_in = (uInt)file.size};
    cr_assert(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, 0) == Z_OK);
    Bytes out = {malloc(file.size + 1000), file.size + 1000};
    z.next_out = out.at;
    z.avail_out = (uInt)out.size;
    cr_assert(deflate(&z, Z_FINISH) == Z_STREAM_END);
    Bytes exact = cut(out, z.total_out);
    deflateEnd(&z);
    return exact;
}

/* IDX: three images of 2 x 2, labels 7, 0, 9 */

static Bytes images(void)
{
    static const uint8_t bytes[] = {0, 0, 8, 3, 0, 0,  0,  3,  0, 0,
                                    0, 2, 0, 0, 0, 2,  1,  2,  3, 4,
                                    5, 6, 7, 8, 9, 10, 11, 255};
    return file_of(bytes, sizeof bytes);
}

static Bytes labels(void)
{
    static const uint8_t bytes[] = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9};
    return file_of(bytes, sizeof bytes);
}

static void refuses_idx(Bytes image_file, Bytes label_file, const char *why)
{
    Data d;
    Flaw f = {""};
    cr_assert(!idx_parse(image_file, label_file, &d, &f), "%s", why);
    cr_assert(strstr(f.text, why), "\"%s\" does not say \"%s\"", f.text, why);
    cr_assert(d.owned == NULL && d.count == 0);
}

Test(idx, reads_what_is_well_formed)
{
    Data d;
    Flaw f;
    cr_assert(idx_parse(images(), labels(), &d, &f));
    cr_assert(d.count == 3 && d.features == 4 && d.classes == 10);
    cr_assert(d.channels == 1 && d.height == 2 && d.width == 2);
    cr_assert(d.bytes[0] == 1 && d.bytes[11] == 255);
    cr_assert(d.labels[0] == 7 && d.labels[1] == 0 && d.labels[2] == 9);
    data_free(&d);
    data_free(&d);
}

Test(idx, refuses_a_wrong_magic_number)
{
    refuses_idx(with(images(), 3, 4), labels(), "magic number 0x00000804");
    refuses_idx(with(images(), 0, 1), labels(), "images: magic number");
    refuses_idx(images(), with(labels(), 2, 9), "labels: magic number");
}

Test(idx, says_when_the_two_files_are_exchanged)
{
    refuses_idx(labels(), images(), "images: truncated: 11 bytes");
    refuses_idx(images(), images(), "this is a file of images");
    refuses_idx(longer(labels(), 9), labels(), "this is a file of labels");
}

Test(idx, refuses_every_truncation)
{
    for (size_t size = 0; size < images().size; size++)
        refuses_idx(cut(images(), size), labels(), "images: truncated");
    for (size_t size = 0; size < labels().size; size++)
        refuses_idx(images(), cut(labels(), size), "labels: truncated");
}

Test(idx, refuses_trailing_bytes)
{
    refuses_idx(longer(images(), 5), labels(), "images: 5 trailing bytes");
    refuses_idx(images(), longer(labels(), 1), "labels: 1 trailing bytes");
}

Test(idx, refuses_a_header_that_lies)
{
    Bytes huge = with(with(images(), 8, 0xff), 12, 0xff);
    refuses_idx(with(images(), 7, 0), labels(), "promises no image");
    refuses_idx(with(images(), 11, 0), labels(), "0 x 2 pixels");
    refuses_idx(with(images(), 15, 0), labels(), "2 x 0 pixels");
    refuses_idx(huge, labels(), "pixels");
    refuses_idx(with(images(), 4, 0xff), labels(), "the header promises");
    refuses_idx(with(images(), 7, 4), labels(), "promises 16 bytes, 12");
    refuses_idx(with(images(), 7, 2), labels(), "4 trailing bytes");
    refuses_idx(images(), with(labels(), 7, 4), "promises 4, there are 3");
    refuses_idx(images(), with(labels(), 7, 2), "promises 2, there are 3");
}

Test(idx, refuses_a_label_out_of_range)
{
    refuses_idx(images(), with(labels(), 10, 10),
                "number 2 is 10, not 0 to 9");
    refuses_idx(images(), with(labels(), 8, 255), "number 0 is 255");
}

/* gzip */

static void refuses_gzip(Bytes file, const char *why)
{
    Bytes plain;
    Flaw f = {""};
    cr_assert(!bytes_gunzip(file, &plain, &f), "%s", why);
    cr_assert(strstr(f.text, why), "\"%s\" does not say \"%s\"", f.text, why);
    cr_assert(plain.at == NULL);
}

Test(gzip, unpacks_what_was_packed)
{
    Bytes plain, whole = longer(images(), 100000);
    Flaw f;
    for (size_t i = 0; i < whole.size; i++)
        whole.at[i] = (uint8_t)(i * i / 7);
    cr_assert(bytes_gunzip(packed(whole), &plain, &f), "%s", f.text);
    cr_assert(plain.size == whole.size &&
              memcmp(plain.at, whole.at, whole.size) == 0);
    free(plain.at);
}

Test(gzip, refuses_every_truncation)
{
    Bytes file = packed(images());
    for (size_t size = 2; size < file.size; size++)
        refuses_gzip(cut(file, size), "truncated");
}

Test(gzip, refuses_damage)
{
    Bytes file = packed(images());
    refuses_gzip(with(file, file.size - 1, 77), "damaged");
    refuses_gzip(with(file, file.size - 8, file.at[file.size - 8] ^ 1),
                 "damaged");
    refuses_gzip(with(file, 2, 3), "damaged");
}

static Bytes joined(Bytes a, Bytes b)
{
    Bytes both = longer(a, b.size);
    memcpy(both.at + a.size, b.at, b.size);
    return both;
}

Test(gzip, unpacks_members_that_follow_each_other_and_zeros_that_fill_up)
{
    Bytes plain, due = joined(images(), labels());
    Bytes members = joined(packed(images()), packed(labels()));
    Flaw f;
    for (size_t zeros = 0; zeros < 600; zeros += 512) {
        cr_assert(bytes_gunzip(longer(members, zeros), &plain, &f), "%s",
                  f.text);
        cr_assert(plain.size == due.size &&
                  memcmp(plain.at, due.at, due.size) == 0);
    }
    refuses_gzip(cut(members, members.size - 3), "does not end");
}

Test(gzip, refuses_trailing_bytes)
{
    refuses_gzip(
        longer(with(longer(packed(images()), 2), packed(images()).size, 7),
               1),
        "3 trailing bytes");
}

Test(gzip, refuses_more_content_than_any_set_has, .timeout = 60)
{
    Bytes zeros = {calloc(257 << 20, 1), 257 << 20};
    refuses_gzip(packed(zeros), "unpacks to more");
}

/* CIFAR-10's format */

static Bytes records(size_t count)
{
    Bytes file = {malloc(count * CIFAR_RECORD), count * CIFAR_RECORD};
    for (size_t i = 0; i < file.size; i++)
        file.at[i] = i % CIFAR_RECORD == 0
                         ? (uint8_t)(i / CIFAR_RECORD % 10)
                         : (uint8_t)(i % CIFAR_RECORD / 1024);
    return file;
}

static void refuses_cifar(Bytes file, size_t due, const char *why)
{
    Flaw f = {""};
    cr_assert(!cifar_check(file, due, &f), "%s", why);
    cr_assert(strstr(f.text, why), "\"%s\" does not say \"%s\"", f.text, why);
}

Test(cifar, reads_what_is_well_formed)
{
    Data d;
    Flaw f;
    Bytes files[2] = {records(3), records(2)};
    cr_assert(cifar_check(files[0], 3, &f) && cifar_check(files[0], 0, &f));
    cr_assert(cifar_join(files, 2, &d));
    cr_assert(d.count == 5 && d.features == 3072 && d.channels == 3);
    cr_assert(d.labels[2] == 2 && d.labels[3] == 0 && d.labels[4] == 1);
    cr_assert(d.bytes[4 * 3072 + 1022] == 0);
    cr_assert(d.bytes[4 * 3072 + 1024] == 1);
    cr_assert(d.bytes[5 * 3072 - 1] == 3);
    data_free(&d);
}

Test(cifar, refuses_what_is_not_whole_records)
{
    refuses_cifar(cut(records(1), 0), 0, "empty");
    refuses_cifar(cut(records(2), 1), 0, "0 records of 3073 bytes and 1");
    refuses_cifar(cut(records(2), 3074), 2, "1 records of 3073 bytes and 1");
    refuses_cifar(longer(records(2), 3072), 2, "and 3072 bytes more");
}

Test(cifar, refuses_another_number_of_records)
{
    refuses_cifar(records(9), 10, "9 records, 10 are due: truncated");
    refuses_cifar(records(11), 10, "11 records, 10 are due: trailing");
}

Test(cifar, refuses_a_label_out_of_range)
{
    refuses_cifar(with(records(3), 2 * CIFAR_RECORD, 10), 3,
                  "label of record 2 is 10, not 0 to 9");
}

/* Where sets are looked for */

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

/* From bytes to matrices */

static Data small(void)
{
    static const uint8_t bytes[] = {0,   10,  20, 30, 200, 200,
                                    200, 200, 10, 50, 0,   255};
    static const uint8_t marks[] = {1, 0, 2};
    return (Data){"small", 3, 4, 3, 2, 1, 2, bytes, marks, NULL, NULL};
}

Test(gather, scales_by_channel_and_in_the_order_asked)
{
    Data d = small();
    Scale s = {.channels = 2, .mean = {10, 20}, .deviation = {10, 5}};
    const size_t index[] = {2, 0};
    Mat x = mat_new(2, 4);
    static const double due[] = {0, 4, -4, 47, -1, 0, 0, 2};
    data_gather(&d, &s, index, &x);
    for (size_t i = 0; i < 8; i++)
        cr_assert(fabs((double)x.data[i] - due[i]) < 1e-6);
    s = scale_unit(&d);
    data_gather(&d, &s, index, &x);
    cr_assert(AT(&x, 0, 3) == 1 && AT(&x, 1, 0) == 0);
    cr_assert(AT(&x, 0, 1) == (real)50 / (real)255);
}

Test(gather, standardises_with_the_pictures_chosen_only)
{
    Data d = small();
    const size_t chosen[] = {2, 0};
    Scale s = scale_standard(&d, chosen, 2);
    Mat x = mat_new(2, 4);
    cr_assert(s.channels == 2 && fabs(s.mean[0] - 17.5) < 1e-12);
    data_gather(&d, &s, chosen, &x);
    for (size_t c = 0; c < 2; c++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < 4; i++) {
            double v = (double)AT(&x, i / 2, 2 * c + i % 2);
            sum += v;
            squares += v * v;
        }
        cr_assert(fabs(sum) < 1e-5 && fabs(squares - 4) < 1e-5);
    }
    const size_t same[] = {1};
    s = scale_standard(&d, same, 1); /* a channel that never changes */
    cr_assert(s.mean[0] == 200 && s.deviation[0] == 1);
}

Test(gather, makes_labels_and_one_hot_rows)
{
    Data d = small();
    const size_t index[] = {2, 0, 0};
    Mat y = mat_new(3, 1), hot = mat_new(3, 3);
    mat_fill(&hot, 9);
    data_labels(&d, index, &y);
    data_one_hot(&d, index, &hot);
    cr_assert(y.data[0] == 2 && y.data[1] == 1 && y.data[2] == 1);
    static const int due[] = {0, 0, 1, 0, 1, 0, 0, 1, 0};
    for (size_t i = 0; i < 9; i++)
        cr_assert(hot.data[i] == (real)due[i]);
}

Test(gather, names_a_wrong_shape)
{
    Data d = small();
    Scale s = scale_unit(&d);
    const size_t index[] = {0};
    Mat x = mat_new(1, 5);
    char error[160];
    data_gather(&d, &s, index, &x);
    cr_assert(mat_error(error, sizeof error));
    cr_assert_str_eq(error, "data_gather: expected 1 x 4, got 1 x 5");
}

Test(parts, views_share_and_do_not_own)
{
    Data d = small(), view = data_view(&d, 1, 2);
    cr_assert(view.count == 2 && view.bytes == d.bytes + 4);
    cr_assert(view.labels[0] == 0 && view.owned == NULL);
    data_free(&view);
    cr_assert(d.labels[1] == 0);
}

Test(parts, training_and_validation_are_disjoint_and_complete)
{
    enum { COUNT = 1000, HELD = 200 };
    size_t order[COUNT], again[COUNT], other[COUNT], moved = 0;
    bool seen[COUNT] = {false};
    data_split(3, COUNT, order);
    data_split(3, COUNT, again);
    data_split(4, COUNT, other);
    cr_assert(memcmp(order, again, sizeof order) == 0);
    cr_assert(memcmp(order, other, sizeof order) != 0);
    for (size_t i = 0; i < COUNT; i++) {
        cr_assert(order[i] < COUNT && !seen[order[i]]);
        seen[order[i]] = true;
        moved += i >= COUNT - HELD && order[i] < COUNT - HELD;
    }
    cr_assert(moved > HELD / 2); /* not just the last ones */
}

/* Stand-ins */

static size_t compared; /* bytes */

static int by_content(const void *a, const void *b)
{
    return memcmp(*(const uint8_t *const *)a, *(const uint8_t *const *)b,
                  compared);
}

/* No picture occurs twice, within a part or in both. */
static void all_different(const Data *train, const Data *test)
{
    size_t n = train->count + test->count;
    const uint8_t **all = malloc(n * sizeof *all);
    compared = train->features;
    for (size_t i = 0; i < n; i++)
        all[i] = i < train->count
                     ? train->bytes + i * train->features
                     : test->bytes + (i - train->count) * test->features;
    qsort(all, n, sizeof *all, by_content);
    for (size_t i = 1; i < n; i++)
        cr_assert(by_content(&all[i - 1], &all[i]) != 0);
    free(all);
}

Test(standin, never_shows_a_training_picture_in_the_test, .timeout = 60)
{
    Data train, test;
    setenv("DATASETS", "none", 1);
    cr_assert(data_mnist(DATA_TRAIN, &train) && data_mnist(DATA_TEST, &test));
    all_different(&train, &test);
    cr_assert(data_cifar(DATA_TRAIN, &train) && data_cifar(DATA_TEST, &test));
    all_different(&train, &test);
}

Test(standin, grows_training_and_test_digits_from_different_halves)
{
    enum { COUNT = 500 };
    static uint8_t pixels[COUNT * 784], marks[COUNT];
    size_t source[COUNT];
    cr_assert(standin_digits(DATA_TRAIN, COUNT, pixels, marks, source));
    for (size_t i = 0; i < COUNT; i++)
        cr_assert(source[i] < 898);
    cr_assert(standin_digits(DATA_TEST, COUNT, pixels, marks, source));
    for (size_t i = 0; i < COUNT; i++)
        cr_assert(source[i] >= 898 && source[i] < 1797);
}

Test(standin, has_about_as_many_pictures_of_each_class)
{
    Data sets[2];
    setenv("DATASETS", "none", 1);
    cr_assert(data_mnist(DATA_TRAIN, &sets[0]));
    cr_assert(data_cifar(DATA_TRAIN, &sets[1]));
    for (int s = 0; s < 2; s++) {
        size_t seen[10] = {0};
        for (size_t i = 0; i < sets[s].count; i++)
            seen[sets[s].labels[i]]++;
        for (int c = 0; c < 10; c++)
            cr_assert(seen[c] > 850 && seen[c] < 1150, "%d: %zu", c, seen[c]);
    }
}

/* Thresholds were measured on exactly these pictures. Who changes them
 * gives STANDIN_DIR another number, measures again, and enters the new
 * digests here. */
Test(standin, is_the_one_that_was_measured)
{
    static const char *const due[4] = {
        "fb096376fd9b85bf7278bed902b9ebb5cd324731a3ddb27a8d650a454a5e5c12",
        "e240adf877674ee9597c12c66ce0481a0d5fe132c4b52b520b3a6eb6b146be75",
        "5a677b1cd84f0b95bb570a2bf3ccd7f99d51494744e3c242d843caf78b394e10",
        "e664e31ff13d27da03ceef7bdb6b53a486e9b9c81c6064bfba69b3cab80569c1"};
    Data d;
    char hex[65];
    setenv("DATASETS", "none", 1);
    for (int i = 0; i < 4; i++) {
        DataPart part = i % 2 ? DATA_TEST : DATA_TRAIN;
        cr_assert(i < 2 ? data_mnist(part, &d) : data_cifar(part, &d));
        data_digest(&d, hex);
        cr_assert_str_eq(hex, due[i]);
        data_free(&d);
    }
}
