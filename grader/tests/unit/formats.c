/* formats.c - loaders refuse every malformed kind by name. */
#include "cifar10.h"
#include "idx.h"
#include "made.h"

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
