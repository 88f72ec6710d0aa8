/* idx.c - reads MNIST's format, and trusts no number in it. */
#include "idx.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 10, WIDEST = 4096 };
enum { IMAGES_MAGIC = 0x803, LABELS_MAGIC = 0x801 };

static uint32_t number(Bytes file, size_t which)
{
    const uint8_t *b = file.at + 4 * which;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
           b[3];
}

/* Is the header there, and does it say what the file holds? */
static bool header(Bytes file, const char *what, uint32_t magic,
                   size_t numbers, Flaw *f)
{
    if (file.size < 4 * numbers)
        return flaw(f, "%s: truncated: %zu bytes, the header alone has %zu",
                    what, file.size, 4 * numbers);
    uint32_t came = number(file, 0);
    if (came == magic)
        return true;
    return flaw(f,
                "%s: magic number 0x%08" PRIx32 ", 0x%08" PRIx32 " is due%s",
                what, came, magic,
                came == IMAGES_MAGIC   ? "; this is a file of images"
                : came == LABELS_MAGIC ? "; this is a file of labels"
                                       : "");
}

/* Do as many bytes follow the header as it promises? */
static bool body(const char *what, uint64_t promised, uint64_t follow,
                 Flaw *f)
{
    if (follow < promised)
        return flaw(f,
                    "%s: truncated: the header promises %" PRIu64
                    " bytes, %" PRIu64 " follow",
                    what, promised, follow);
    if (follow > promised)
        return flaw(f,
                    "%s: %" PRIu64 " trailing bytes after the %" PRIu64
                    " that the header promises",
                    what, follow - promised, promised);
    return true;
}

static bool check_images(Bytes images, Flaw *f)
{
    if (!header(images, "images", IMAGES_MAGIC, 4, f))
        return false;
    uint64_t count = number(images, 1);
    uint64_t rows = number(images, 2), cols = number(images, 3);
    if (count == 0)
        return flaw(f, "images: the header promises no image");
    if (rows == 0 || cols == 0 || rows > WIDEST || cols > WIDEST)
        return flaw(f,
                    "images: the header promises images of %" PRIu64
                    " x %" PRIu64 " pixels",
                    rows, cols);
    return body("images", count * rows * cols, images.size - 16, f);
}

static bool check_labels(Bytes labels, uint64_t due, Flaw *f)
{
    if (!header(labels, "labels", LABELS_MAGIC, 2, f))
        return false;
    uint64_t count = number(labels, 1);
    if (count != due)
        return flaw(f,
                    "labels: the header promises %" PRIu64
                    ", there are %" PRIu64 " images",
                    count, due);
    if (!body("labels", count, labels.size - 8, f))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (labels.at[8 + i] >= CLASSES)
            return flaw(f, "labels: number %" PRIu64 " is %d, not 0 to %d", i,
                        labels.at[8 + i], CLASSES - 1);
    return true;
}

bool idx_parse(Bytes images, Bytes labels, Data *d, Flaw *f)
{
    *d = (Data){0};
    if (!check_images(images, f) ||
        !check_labels(labels, number(images, 1), f))
        return false;
    size_t height = number(images, 2), width = number(images, 3);
    size_t count = number(images, 1), pixels = count * height * width;
    uint8_t *memory = malloc(pixels + count);
    if (!memory)
        return flaw(f, "no memory for %zu images", count);
    memcpy(memory, images.at + 16, pixels);
    memcpy(memory + pixels, labels.at + 8, count);
    *d = (Data){"",    count,  height * width,  CLASSES, 1,   height,
                width, memory, memory + pixels, memory,  NULL};
    return true;
}

bool idx_read(const char *images, const char *labels, Data *d)
{
    Flaw f;
    Bytes image_file = {0}, label_file = {0};
    const char *wrong = NULL;
    *d = (Data){0};
    if (!bytes_read(images, &image_file, &f))
        wrong = images;
    else if (!bytes_read(labels, &label_file, &f))
        wrong = labels;
    else if (!idx_parse(image_file, label_file, d, &f))
        wrong = strncmp(f.text, "images", 6) == 0 ? images : labels;
    free(image_file.at);
    free(label_file.at);
    if (wrong)
        fprintf(stderr, "%s: %s\n", wrong, f.text);
    return !wrong;
}
