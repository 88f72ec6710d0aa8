/* digits.c - reads the embedded digits, and refuses what is not they. */
#include "digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char table_path[] = "datasets/digits/digits.csv.gz";
static const char order_path[] = "datasets/digits/order.txt";

/* Where a text is being read. */
typedef struct {
    Bytes text;
    size_t at, line;
} Reader;

/* Reads one number and the character after it, which has to be `end`. */
static bool number(Reader *r, size_t most, char end, const char *what,
                   size_t *value, Flaw *f)
{
    size_t digits = 0;
    *value = 0;
    while (r->at < r->text.size && digits < 8) {
        uint8_t c = r->text.at[r->at];
        if (c < '0' || c > '9')
            break;
        *value = 10 * *value + (size_t)(c - '0');
        digits++;
        r->at++;
    }
    if (r->at == r->text.size)
        return flaw(f, "line %zu: truncated in %s", r->line, what);
    if (digits == 0)
        return flaw(f, "line %zu: no number where %s is due", r->line, what);
    if (r->text.at[r->at] != (uint8_t)end)
        return flaw(f, "line %zu: no %s after %s", r->line,
                    end == ',' ? "comma" : "end of line", what);
    if (*value > most)
        return flaw(f, "line %zu: %s is %zu, at most %zu is possible",
                    r->line, what, *value, most);
    r->at++;
    return true;
}

static bool digit(Reader *r, uint8_t *pixels, uint8_t *label, Flaw *f)
{
    char what[32];
    size_t value;
    for (size_t i = 0; i < DIGITS_PIXELS; i++) {
        snprintf(what, sizeof what, "pixel %zu", i);
        if (!number(r, 16, ',', what, &value, f))
            return false;
        pixels[i] = (uint8_t)value;
    }
    if (!number(r, 9, '\n', "the label", &value, f))
        return false;
    *label = (uint8_t)value;
    r->line++;
    return true;
}

static size_t count_lines(Bytes text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.size; i++)
        lines += text.at[i] == '\n';
    return lines + (text.size > 0 && text.at[text.size - 1] != '\n');
}

/* An empty set of `count` digits, pixels before labels in one block. */
static bool make_room(size_t count, Data *d, Flaw *f)
{
    uint8_t *block = malloc(count * (DIGITS_PIXELS + 1));
    if (!block)
        return flaw(f, "no memory for %zu digits", count);
    *d = (Data){.name = "digits",
                .count = count,
                .features = DIGITS_PIXELS,
                .classes = 10,
                .channels = 1,
                .height = 8,
                .width = 8,
                .bytes = block,
                .labels = block + count * DIGITS_PIXELS,
                .owned = block};
    return true;
}

bool digits_parse(Bytes table, Data *d, Flaw *f)
{
    *d = (Data){0};
    size_t count = count_lines(table);
    if (count == 0)
        return flaw(f, "no digits in it");
    if (!make_room(count, d, f))
        return false;
    Reader r = {.text = table, .line = 1};
    uint8_t *block = d->owned;
    for (size_t i = 0; i < count; i++)
        if (!digit(&r, block + i * DIGITS_PIXELS,
                   block + count * DIGITS_PIXELS + i, f)) {
            data_free(d);
            return false;
        }
    return true;
}

bool digits_parse_order(Bytes text, size_t count, size_t *order, Flaw *f)
{
    size_t lines = count_lines(text);
    if (lines != count)
        return flaw(f, "%zu lines, %zu are due", lines, count);
    bool *seen = calloc(count ? count : 1, sizeof *seen);
    if (!seen)
        return flaw(f, "no memory for %zu numbers", count);
    Reader r = {.text = text, .line = 1};
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++, r.line++) {
        ok = number(&r, count - 1, '\n', "the number", &order[i], f);
        if (ok && seen[order[i]])
            ok = flaw(f, "line %zu: %zu for the second time", r.line,
                      order[i]);
        if (ok)
            seen[order[i]] = true;
    }
    free(seen);
    return ok;
}

static bool complain(const char *path, const Flaw *f)
{
    fprintf(stderr,
            "%s: %s; run from the project's directory, with the "
            "file as it came\n",
            path, f->text);
    return false;
}

static bool load_all(Data *all)
{
    Bytes text;
    Flaw f;
    *all = (Data){0};
    if (!bytes_read(table_path, &text, &f))
        return complain(table_path, &f);
    bool ok = digits_parse(text, all, &f);
    free(text.at);
    if (ok && all->count != DIGITS_COUNT)
        ok = flaw(&f, "%zu digits, %d are due", all->count, DIGITS_COUNT);
    if (ok)
        return true;
    data_free(all);
    return complain(table_path, &f);
}

static bool load_order(DigitsOrder which, size_t *order)
{
    Bytes text;
    Flaw f;
    for (size_t i = 0; i < DIGITS_COUNT; i++)
        order[i] = i;
    if (which == DIGITS_FILE_ORDER)
        return true;
    if (!bytes_read(order_path, &text, &f))
        return complain(order_path, &f);
    bool ok = digits_parse_order(text, DIGITS_COUNT, order, &f);
    free(text.at);
    return ok || complain(order_path, &f);
}

/* Copies the digits order[0 .. d->count - 1] of `all` into `d`. */
static void pick(const Data *all, const size_t *order, Data *d)
{
    uint8_t *block = d->owned;
    for (size_t i = 0; i < d->count; i++) {
        memcpy(block + i * DIGITS_PIXELS,
               all->bytes + order[i] * DIGITS_PIXELS, DIGITS_PIXELS);
        block[d->count * DIGITS_PIXELS + i] = all->labels[order[i]];
    }
}

bool digits_load(DigitsOrder order, DataPart part, Data *d)
{
    size_t index[DIGITS_COUNT];
    Data all;
    Flaw f;
    *d = (Data){0};
    if (!load_order(order, index) || !load_all(&all))
        return false;
    bool train = part == DATA_TRAIN;
    bool ok =
        make_room(train ? DIGITS_TRAIN : DIGITS_COUNT - DIGITS_TRAIN, d, &f);
    if (ok)
        pick(&all, index + (train ? 0 : DIGITS_TRAIN), d);
    data_free(&all);
    return ok || complain(table_path, &f);
}
