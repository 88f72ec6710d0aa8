/* Checks of settings. */
#include "check.h"
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 8, NUMBERS = 6, ROOM = 1000 };
static const char *const all_names[NAMES] = {
    "l2",    "rate",   "decay",  "decoupled",
    "batch", "epochs", "layers", "optimiser"};

static Settings *fresh_settings(void)
{
    Settings *s = settings_new();
    char layers[64];
    snprintf(layers, sizeof layers, "%zu-%zu-10", check_size(20, 4000),
             check_size(8, 900));
    settings_put(s, "rate", check_uniform(0, 1) / 3);
    settings_put(s, "l2", check_uniform(0, 1e-4) / 7);
    settings_put(s, "decay", check_uniform(0, 0.9));
    settings_put(s, "decoupled", (double)check_size(0, 1));
    settings_put(s, "batch", (double)check_size(1, 9999));
    settings_put(s, "epochs", (double)check_size(1, 999));
    settings_put_text(s, "layers", layers);
    settings_put_text(s, "optimiser", check_size(0, 1) ? "adam" : "sgd");
    return s;
}

/* What stands behind "name = " at the beginning of a line, if it does so
 * once; else "". */
static const char *value_in(const char *text, const char *name, char *value)
{
    char start[40];
    size_t found = 0, length = (size_t)snprintf(start, 40, "%s = ", name);
    *value = '\0';
    for (const char *line = text; *line;) {
        size_t size = strcspn(line, "\n");
        if (strncmp(line, start, length) == 0 && found++ == 0 &&
            size - length < SETTINGS_TEXT)
            snprintf(value, SETTINGS_TEXT, "%.*s", (int)(size - length),
                     line + length);
        line += size + (line[size] == '\n');
    }
    if (found != 1)
        *value = '\0';
    return value;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static double printed(const char *format, double number)
{
    char text[400];
    snprintf(text, sizeof text, format, number);
    return strtod(text, NULL);
}

/* To the last bit: too fine for check_num()'s suspects. */
static void check_exact(const char *name, double got, double due)
{
    char message[100], details[100];
    if (got == due)
        return;
    snprintf(message, sizeof message, "%s is wrong", name);
    snprintf(details, sizeof details, "came %.17g, due %.17g", got, due);
    bool six = got == printed("%g", due), places = got == printed("%f", due);
    check_fail(message,
               isnan(got) ? "there is no number behind \"name = \" at the "
                            "beginning of exactly one line"
               : six && !places ? "%g writes six digits: a double needs 17"
               : places && !six ? "%f writes six places, which is nothing "
                                  "for a small number: a double needs 17 "
                                  "digits"
               : got == printed("%.15g", due)
                   ? "15 digits are not enough for every double: 17 are"
               : got == (float)due ? "the number has been a float on its way"
                                   : NULL,
               details);
}

static void check_text(const char *what, const char *got, const char *due)
{
    char message[160];
    snprintf(message, sizeof message, "%s is not what it was", what);
    check_that(strcmp(got, due) == 0, message,
               "came \"%.60s\", due \"%.60s\"", got, due);
}

Test(settings, writes_eight_lines_that_keep_every_digit)
{
    Settings *s = fresh_settings();
    char text[ROOM], value[SETTINGS_TEXT], due[SETTINGS_TEXT];
    memset(text, 'x', sizeof text);
    settings_write(s, text, sizeof text);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < NUMBERS; i++) {
        char *end, name[60];
        double number = strtod(value_in(text, all_names[i], value), &end);
        double was = settings_get(s, all_names[i]);
        snprintf(name, sizeof name, "%s, read from the text", all_names[i]);
        check_exact(name, *value && *end == '\0' ? number : NAN, was);
    }
    for (size_t i = NUMBERS; i < NAMES; i++) {
        settings_get_text(s, all_names[i], due, sizeof due);
        check_text(all_names[i], value_in(text, all_names[i], value), due);
    }
    check_that(count_lines(text) == NAMES, "the text has not eight lines",
               "it has %zu", count_lines(text));
    settings_free(s);
}

Test(settings, keeps_within_the_room_it_is_given)
{
    Settings *s = fresh_settings();
    char whole[ROOM] = "", text[ROOM];
    settings_write(s, whole, sizeof whole);
    size_t length = strnlen(whole, sizeof whole - 1);
    memset(text, 'x', sizeof text);
    settings_write(s, text + 1, 0);
    check_that(text[0] == 'x' && text[1] == 'x',
               "something is written though there is no room at all", NULL);
    for (size_t room = 1; room < length + 3; room += 1 + length / 9) {
        memset(text, 'x', sizeof text);
        settings_write(s, text, room);
        size_t keep = room - 1 < length ? room - 1 : length;
        check_that(text[keep] == '\0' && strncmp(text, whole, keep) == 0 &&
                       text[room] == 'x',
                   "the text is not cut off at the end of the room",
                   "room %zu", room);
    }
    settings_free(s);
}

/* The due text, its lines in a fresh order. */
static void text_of(const Settings *s, char *text, size_t size)
{
    size_t order[NAMES], used = 0;
    for (size_t i = 0; i < NAMES; i++)
        order[i] = i;
    rng_shuffle(check_rng(), order, NAMES);
    for (size_t i = 0; i < NAMES; i++) {
        const char *name = all_names[order[i]];
        char value[SETTINGS_TEXT];
        settings_get_text(s, name, value, sizeof value);
        if (order[i] < NUMBERS)
            snprintf(value, sizeof value, "%.17g", settings_get(s, name));
        used += (size_t)snprintf(text + used, size - used, "%s = %s\n%s",
                                 name, value, order[i] == 2 ? "\n" : "");
    }
}

static void same_settings(const Settings *got, const Settings *due)
{
    for (size_t i = 0; i < NUMBERS; i++) {
        double was = settings_get(due, all_names[i]);
        check_exact(all_names[i], settings_get(got, all_names[i]), was);
    }
    for (size_t i = NUMBERS; i < NAMES; i++) {
        char a[SETTINGS_TEXT], b[SETTINGS_TEXT];
        settings_get_text(got, all_names[i], a, sizeof a);
        settings_get_text(due, all_names[i], b, sizeof b);
        check_text(all_names[i], a, b);
    }
}

Test(settings, reads_lines_in_any_order)
{
    Settings *due = fresh_settings(), *got = settings_new();
    char text[ROOM];
    text_of(due, text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a text with all eight lines is refused", "\"%.300s\"", text);
    same_settings(got, due);
    settings_free(due);
    settings_free(got);
}

Test(settings, reads_what_it_has_written)
{
    Settings *due = fresh_settings(), *got = settings_new();
    char text[ROOM] = "";
    settings_write(due, text, sizeof text);
    text[sizeof text - 1] = '\0';
    check_that(settings_read(text, got) == 1,
               "settings_read() refuses what settings_write() wrote",
               "\"%.300s\"", text);
    same_settings(got, due);
    settings_free(due);
    settings_free(got);
}

static void refused(const char *text, const char *message)
{
    Settings *s = fresh_settings(), *before = settings_new();
    for (size_t i = 0; i < NUMBERS; i++)
        settings_put(before, all_names[i], settings_get(s, all_names[i]));
    for (size_t i = NUMBERS; i < NAMES; i++) {
        char value[SETTINGS_TEXT];
        settings_get_text(s, all_names[i], value, sizeof value);
        settings_put_text(before, all_names[i], value);
    }
    check_that(settings_read(text, s) == 0, message, "\"%.300s\"", text);
    for (size_t i = 0; i < NUMBERS; i++)
        check_num("a number after a text was refused",
                  settings_get(s, all_names[i]),
                  settings_get(before, all_names[i]), 0);
    settings_free(s);
    settings_free(before);
}

/* The text `good` with another line in place of that of `name`. */
static void with_line(const char *good, const char *name, const char *other,
                      char *text, size_t size)
{
    char start[SETTINGS_TEXT];
    snprintf(start, sizeof start, "%s = ", name);
    const char *line = strstr(good, start);
    snprintf(text, size, "%.*s%s%s", (int)(line - good), good, other,
             line + strcspn(line, "\n"));
}

static void refused_line(const char *good, const char *name,
                         const char *other, const char *message)
{
    char text[2 * ROOM];
    with_line(good, name, other, text, sizeof text);
    refused(text, message);
}

/* "layers = 111...", with so many digits. */
static const char *line_of(char digit, size_t count)
{
    static char line[12 * SETTINGS_TEXT];
    size_t used = (size_t)snprintf(line, sizeof line, "layers = ");
    memset(line + used, digit, count);
    line[used + count] = '\0';
    return line;
}

Test(settings, reads_the_longest_text_that_fits)
{
    Settings *s = fresh_settings(), *got = settings_new();
    char good[ROOM], value[SETTINGS_TEXT], text[2 * ROOM];
    const char *longest = line_of('1', SETTINGS_TEXT - 1);
    text_of(s, good, sizeof good);
    with_line(good, "layers", longest, text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a text of as many characters as there is room for is refused",
               NULL);
    settings_get_text(got, "layers", value, sizeof value);
    check_that(strcmp(value, longest + strlen("layers = ")) == 0,
               "the longest text comes out as another", NULL);
    settings_free(s);
    settings_free(got);
}

/* Wherever the student's room for a line ends, one of these ends there. */
Test(settings, refuses_texts_that_are_somewhat_too_long)
{
    Settings *s = fresh_settings();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    for (size_t more = 0; more < SETTINGS_TEXT; more++) {
        with_line(good, "layers", line_of('1', SETTINGS_TEXT + more), text,
                  sizeof text);
        check_that(settings_read(text, s) == 0,
                   "a text that is too long is accepted", "\"%.300s\"", text);
    }
    settings_free(s);
}

Test(settings, reads_short_lines)
{
    Settings *s = fresh_settings(), *got = settings_new();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    with_line(good, "l2", "l2 = 0.5", text, sizeof text);
    check_that(settings_read(text, got) == 1,
               "a line with a short number is refused", NULL);
    check_num("l2", settings_get(got, "l2"), 0.5, 0);
    settings_free(s);
    settings_free(got);
}

Test(settings, refuses_values_that_cannot_be)
{
    Settings *s = fresh_settings();
    char good[ROOM];
    text_of(s, good, sizeof good);
    refused_line(good, "batch", "batch = -5", "a negative count is accepted");
    refused_line(good, "batch", "batch = 3.5",
                 "a count that is no whole number is accepted");
    refused_line(good, "batch", "batch = ",
                 "a count without digits is "
                 "accepted");
    refused_line(good, "epochs", "eras = 7",
                 "an unknown name is accepted in place of one that is "
                 "missing");
    refused_line(good, "layers", "layers = ", "an empty text is accepted");
    refused_line(good, "layers", line_of('1', SETTINGS_TEXT),
                 "a text for which there is no room is accepted");
    refused_line(good, "layers", line_of('1', 11 * SETTINGS_TEXT),
                 "a line of more than a thousand characters is accepted");
    settings_free(s);
}

Test(settings, refuses_what_is_not_whole)
{
    Settings *s = fresh_settings();
    char good[ROOM], text[2 * ROOM];
    text_of(s, good, sizeof good);
    refused("", "an empty text is taken for settings");
    snprintf(text, sizeof text, "%srate = 0.5\n", good);
    refused(text, "a name that comes twice is accepted");
    snprintf(text, sizeof text, "%smomentum = 0.5\n", good);
    refused(text, "an unknown name is accepted");
    snprintf(text, sizeof text, "%shello\n", good);
    refused(text, "a line without \" = \" is accepted");
    const char *line = strstr(good, "decay = ");
    size_t before = (size_t)(line - good), length = strcspn(line, "\n");
    snprintf(text, sizeof text, "%.*s%s", (int)before, good, line + length);
    refused(text, "a missing line is accepted");
    snprintf(text, sizeof text, "%.*sdecay = 0.1x%s", (int)before, good,
             line + length);
    refused(text, "a number with something behind it is accepted");
    snprintf(text, sizeof text, "%.*sdecay = %s", (int)before, good,
             line + length);
    refused(text, "a name without a value is accepted");
    settings_free(s);
}
