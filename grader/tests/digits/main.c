/* main.c - what the digits' loader takes and what it refuses, and that a
 * disguise can be taken off. Prints one line a test. */
#include "digits.h"
#include "disguise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void verdict(bool ok, const char *sentence, const char *why)
{
    if (ok)
        printf("ok - %s\n", sentence);
    else
        printf("not ok - %s: %s\n", sentence, why);
}

static Bytes bytes_of(const char *text)
{
    return (Bytes){(uint8_t *)strdup(text), strlen(text)};
}

/* The table `text` is refused, and the flaw says `words`. */
static void refuses(const char *sentence, const char *text, const char *words)
{
    Bytes table = bytes_of(text);
    Data d;
    Flaw f = {""};
    bool taken = digits_parse(table, &d, &f);
    verdict(!taken && strstr(f.text, words), sentence, f.text);
    data_free(&d);
    free(table.at);
}

static void refuses_order(const char *sentence, const char *text,
                          const char *words)
{
    Bytes table = bytes_of(text);
    size_t order[3];
    Flaw f = {""};
    bool taken = digits_parse_order(table, 3, order, &f);
    verdict(!taken && strstr(f.text, words), sentence, f.text);
    free(table.at);
}

/* A good line, with `end` in place of the label and the newline. */
static const char *line(const char *end)
{
    static char text[400];
    char *at = text;
    for (int i = 0; i < DIGITS_PIXELS; i++)
        at += sprintf(at, "%d,", i % 17);
    strcpy(at, end);
    return text;
}

static void tables(void)
{
    Bytes good = bytes_of(line("7\n"));
    Data d;
    Flaw f = {""};
    bool taken = digits_parse(good, &d, &f);
    verdict(taken && d.count == 1 && d.labels[0] == 7 && d.bytes[16] == 16,
            "a table of one digit is read", f.text);
    data_free(&d);
    free(good.at);
    refuses("an empty table is refused", "", "no digits");
    refuses("too few pixels are refused", "1,2,3\n", "no comma after");
    refuses("too many numbers are refused", line("7,3\n"), "no end of line");
    refuses("a pixel above 16 is refused", "17,2\n", "at most 16");
    refuses("a label above 9 is refused", line("10\n"), "at most 9");
    refuses("a minus is refused", "-1,2\n", "no number");
    refuses("a letter is refused", "x,2\n", "no number");
    refuses("a huge number is refused", "99999999999999999999,1\n", "line 1");
    refuses("an empty line is refused", line("7\n\n"), "line 2");
    refuses("a last line without its end is refused", line("7"), "truncated");
    refuses("a table that stops in a digit is refused", line("7\n1,2"),
            "line 2: truncated");
}

static void orders(void)
{
    refuses_order("an order that is too short is refused", "0\n1\n",
                  "2 lines, 3 are due");
    refuses_order("an order with a number twice is refused", "0\n1\n1\n",
                  "second time");
    refuses_order("an order with a number too large is refused", "0\n1\n3\n",
                  "at most 2");
    refuses_order("an order with a word is refused", "0\n1\nx\n",
                  "no number");
    refuses_order("an order without its last end is refused", "0\n1\n2",
                  "truncated");
}

static size_t fives(const Data *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++)
        n += d->labels[i] == 5;
    return n;
}

/* No picture of the test half is one of the training half. */
static bool disjoint(const Data *train, const Data *test)
{
    for (size_t i = 0; i < test->count; i++)
        for (size_t k = 0; k < train->count; k++)
            if (memcmp(test->bytes + i * DIGITS_PIXELS,
                       train->bytes + k * DIGITS_PIXELS, DIGITS_PIXELS) == 0)
                return false;
    return true;
}

static void embedded(void)
{
    for (DigitsOrder order = DIGITS_SHUFFLED; order <= DIGITS_FILE_ORDER;
         order++) {
        Data train, test;
        bool read = digits_load(order, DATA_TRAIN, &train) &&
                    digits_load(order, DATA_TEST, &test);
        verdict(read && train.count == 898 && test.count == 899,
                "the embedded digits are 898 and 899", "they are not");
        if (!read)
            return;
        verdict(fives(&train) + fives(&test) == 182, "182 of them are fives",
                "they are not");
        verdict(disjoint(&train, &test), "the halves share no picture",
                "they do");
        Scale scale = scale_standard(&train, NULL, train.count);
        verdict(scale.channels == 1 && scale.deviation[0] > 1,
                "one mean and one deviation scale all pixels", "not so");
        data_free(&train);
        data_free(&test);
    }
}

static double product(const Mat *x, size_t row, const Mat *w)
{
    double sum = 0;
    for (size_t j = 0; j < x->cols; j++)
        sum += AT(x, row, j) * w->data[j];
    return sum;
}

static void disguises(void)
{
    Rng rng = rng_new(1);
    Mat x = mat_new(2, 64), hidden = mat_new(2, 64), w = mat_new(64, 1);
    Mat plain = mat_new(64, 1);
    rng_fill(&rng, -1, 1, &x);
    rng_fill(&rng, -1, 1, &w);
    unsetenv("CHECK_SEED");
    Disguise none = disguise_new(64, 1);
    disguise_samples(&none, &x, &hidden);
    verdict(memcmp(x.data, hidden.data, 128 * sizeof(real)) == 0,
            "in practice features stay where they are", "they move");
    setenv("CHECK_SEED", "7", 1);
    Disguise one = disguise_new(64, 1), two = disguise_new(64, 2);
    disguise_samples(&one, &x, &hidden);
    disguise_undo(&one, &w, &plain);
    verdict(fabs(product(&hidden, 1, &w) - product(&x, 1, &plain)) < 1e-12,
            "weights taken out of disguise fit the plain samples",
            "they do not");
    verdict(memcmp(one.from, two.from, 64 * sizeof *one.from) != 0,
            "each run has a disguise of its own", "they are the same");
    disguise_free(&none);
    disguise_free(&one);
    disguise_free(&two);
    mat_free(&x);
    mat_free(&hidden);
    mat_free(&w);
    mat_free(&plain);
}

int main(void)
{
    tables();
    orders();
    embedded();
    disguises();
    return 0;
}
