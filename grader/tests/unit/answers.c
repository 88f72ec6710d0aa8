/* answers.c - numbers in answers.md are read as people write them, and what
 * could be read in two ways is quoted. */
#include "check.h"

#include <criterion/criterion.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/answers.XXXXXX";
static char told[2000]; /* what the student would read, "" for nothing */
static jmp_buf failed;

/* In the place of the kit's own. */
void check_rounds(void (*body)(void))
{
    body();
}

_Noreturn void check_fail(const char *message, const char *cause,
                          const char *details)
{
    (void)cause;
    (void)details;
    snprintf(told, sizeof told, "%s", message);
    longjmp(failed, 1);
}

static void make(void)
{
    int fd = mkstemp(path);
    cr_assert(fd >= 0);
    close(fd);
    setenv("CHECK_ANSWERS", path, 1);
}

static void clean(void)
{
    unlink(path);
}

TestSuite(answers, .init = make, .fini = clean);

static double answer_in(const char *text, const char *name)
{
    FILE *file = fopen(path, "w");
    cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0);
    *told = '\0';
    return setjmp(failed) ? NAN : check_answer("by_hand", name);
}

/* The number in the line `line` below the heading. */
static double read_line(const char *line)
{
    char text[2000];
    snprintf(text, sizeof text, "# Answers\n\n## by_hand\n%s\n", line);
    return answer_in(text, "h1");
}

typedef struct {
    const char *line;
    double value;
} Case;

Test(answers, numbers_are_read_as_people_write_them)
{
    static const Case cases[] = {
        {"h1 = 0.61", 0.61},
        {"h1=0.61", 0.61},
        {"  h1\t=\t.61", 0.61},
        {"h1 = 6.", 6},
        {"h1 = +0.61", 0.61},
        {"h1 = -0.61", -0.61},
        {"h1 = - 0.61", -0.61},
        {"h1 = \xe2\x88\x92"
         "0.61",
         -0.61}, /* U+2212 */
        {"h1 = \xe2\x80\x93"
         "0.61",
         -0.61}, /* en dash */
        {"h1 = \xef\xbc\x8d"
         "0.61",
         -0.61}, /* full-width */
        {"h1 = 0,61", 0.61},
        {"h1 = 0,617", 0.617},
        {"h1 = 1,6", 1.6},
        {"h1 = 12,3456", 12.3456},
        {"h1 = ,61", 0.61},
        {"h1 = 1.234", 1.234},
        {"h1 = 6.1e-3", 0.0061},
        {"h1 = 6,1E\xe2\x88\x92"
         "3",
         0.0061},
        {"h1 = 6.1*10^-3", 0.0061},
        {"h1 = 6.1 x 10^(-3)", 0.0061},
        {"h1 = 6.1 \xc3\x97 10\xe2\x81\xbb\xc2\xb3", 0.0061},
        {"h1 = 1/2", 0.5},
        {"h1 = -1 / 4", -0.25},
        {"h1: 0.61", 0.61},
        {"h1 := 0.61", 0.61},
        {"h1 == 0.61", 0.61},
        {"h1 ~ 0.61", 0.61},
        {"h1 = ~0.61", 0.61},
        {"h1 \xe2\x89\x88 0.61", 0.61},
        {"- h1 = 0.61", 0.61},
        {"* h1 = 0.61", 0.61},
        {"+ h1 = 0.61", 0.61},
        {"\xe2\x80\xa2 h1 = 0.61", 0.61},
        {"1. h1 = 0.61", 0.61},
        {"2) h1 = 0.61", 0.61},
        {"> h1 = 0.61", 0.61},
        {"| h1 | 0.61 |", 0.61},
        {"h1 | 0,61", 0.61},
        {"**h1** = .61", 0.61},
        {"**h1 = .61**", 0.61},
        {"- **h1** = 0,61 (rounded)", 0.61},
        {"**h1:** 0.61", 0.61},
        {"*h1* = 0.61", 0.61},
        {"__h1__ = 0.61", 0.61},
        {"h1 = **0.61**", 0.61},
        {"h1 = *0.61*", 0.61},
        {"`h1 = 0.61`", 0.61},
        {"`h1` = `0.61`", 0.61},
        {"$h_1 = 0.61$", 0.61},
        {"$h_{1} \\approx 0{,}61$", 0.61},
        {"h\xe2\x82\x81 = 0.61", 0.61}, /* h with a small 1 */
        {"H1 = 0.61", 0.61},
        {"h1 = 0.61 (rounded)", 0.61},
        {"h1 = 0.61 (exactly 0.6123)", 0.61},
        {"h1 = 0.61, rounded", 0.61},
        {"h1 = 0,61, rounded", 0.61},
        {"h1 = 0.61 rounded to 2 digits", 0.61},
        {"h1 = 0.61;", 0.61},
        {"h1 = 0.61.", 0.61},
        {"h1 = 0.61...", 0.61},
        {"h1 = 0.6123 \xe2\x89\x88 0.61", 0.6123},
        {"h1 = 0.61 units", 0.61},
        {"h1 = 0.61 - rounded", 0.61},
        {"h1 = 0.61 # by calculator, 2 digits", 0.61},
        {"h1 = 0.61 // = sigma(z1)", 0.61},
        {"h1 = 0.61 <!-- checked 3 times -->", 0.61},
        {"h1\xc2\xa0=\xc2\xa0"
         "0.61",
         0.61}, /* no-break spaces */
        {"\xe3\x80\x80h1 = 0.61", 0.61},
        {"\xef\xbd\x88\xef\xbc\x91\xef\xbc\x9d\xef\xbc\x90\xef\xbc\x8e"
         "\xef\xbc\x96\xef\xbc\x91",
         0.61}, /* full-width */
        {"h1 = 0.61\r", 0.61},
        {"h1 = 1/(1+e^-0.45) = 0.61", 0.61},
        {"h1 = sigma(z1) = 0,61 (rounded)", 0.61},
        {"h1 = 14/23 = 0.61", 0.61},
        {"h1 is rounded\nh1 = 0.61", 0.61},
        {"h1 = 0.61\nh1 = 0,61", 0.61}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = read_line(cases[i].line);
        cr_expect(fabs(value - cases[i].value) < 1e-12, "'%s': %g; %s",
                  cases[i].line, value, told);
    }
}

Test(answers, what_could_be_read_in_two_ways_is_quoted)
{
    static const char *const lines[] = {
        "h1 is .6",
        "h1 0.6",
        "h1 - 0.6",
        "h1 =",
        "h1 = ?",
        "h1 = 1.234,5",
        "h1 = 1,234.5",
        "h1 = 1,234",
        "h1 = 1,234,567",
        "h1 = 1.234.567",
        "h1 = 1'234",
        "h1 = 1 234",
        "h1 = 0.6 or 0.7",
        "h1 = 0.6 0.7",
        "h1 = 0,6 0,7",
        "h1 = 0.6, 0.7",
        "h1 = 0.6; 0.7",
        "h1 = 0.6-0.7",
        "h1 = 0.6 - 0.7",
        "h1 = 0.6 - 0.5 * 0.2",
        "h1 = 0.6 * 2",
        "h1 = 0.6 + 1",
        "h1 = 0.6 = 0.7",
        "h1 = 0.6, h2 = 0.7",
        "h1 = 0.6 h2 = 0.7",
        "h1 = 0.6; h2 = 0.7",
        "h1 = sigma(z1), h2 = 0.7",
        "h1 = 60 %",
        "h1 = 60%",
        "h1 = 60 percent",
        "h1 = 6 thousand",
        "h1 = 6k",
        "h1 = 6 k",
        "h1 = 0.6x",
        "h1 = \xc2\xb1 0.6",
        "h1 = --0.6",
        "h1 = 1/2/3",
        "h1 = 1 1/2",
        "h1 = 1/0",
        "h1 = 1/h2",
        "h1 = 2^3",
        "h1 = 0x10",
        "h1 = inf",
        "h1 = nan",
        "h1 = 1e999",
        "h1 = <0.6",
        "h1 = > 0.6",
        "h1 = h2",
        "h1 (hidden) = 0.6",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        double value = read_line(lines[i]);
        cr_expect(isnan(value) && strstr(told, "' of answers.md holds no"),
                  "'%s' was read as %g; %s", lines[i], value, told);
        cr_expect(strstr(told, lines[i]), "'%s' is not quoted in: %s",
                  lines[i], told);
    }
}

Test(answers, a_narrow_space_between_digits_is_not_guessed_away)
{
    cr_expect(isnan(read_line("h1 = 1\xe2\x80\xaf"
                              "234")));
    cr_expect(strstr(told, "the line 'h1 = 1?234'"), "%s", told);
}

Test(answers, two_different_numbers_for_one_name_are_told)
{
    cr_expect(isnan(read_line("h1 = 0.6\nh2 = 1\n- h1 = 0.7")));
    cr_expect(strstr(told, "'h1 = 0.6' and in '- h1 = 0.7'"), "%s", told);
}

Test(answers, a_line_that_is_missing_is_told_apart)
{
    static const char due[] =
        "answers.md has no line \"h1 = number\" below \"## by_hand\"";
    static const char *const lines[] = {
        "",
        "TODO by_hand",
        "h2 = 0.6",
        "h11 = 0.6",
        "dh1 = 0.6",
        "h1x = 0.6",
        "h1 is found below",
        "The numbers `h1`, `h2` of the forward pass"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cr_expect(isnan(read_line(lines[i])));
        cr_expect_str_eq(told, due, "'%s': %s", lines[i], told);
    }
    cr_expect(isnan(answer_in("h1 = 0.6\n", "h1")));
    cr_expect(strstr(told, "no heading \"## by_hand\""), "%s", told);
    unlink(path);
    setenv("CHECK_ANSWERS", "/nowhere/answers.md", 1);
    if (!setjmp(failed))
        check_answer("by_hand", "h1");
    cr_expect(strstr(told, "there is no answers.md"), "%s", told);
}

Test(answers, headings_are_found_as_people_write_them)
{
    static const char *const texts[] = {
        "## by_hand\nh1 = 0.6\n",
        "## by_hand\r\n\r\nh1 = 0.6\r\n",
        "## by_hand\rh1 = 0.6\r",
        "\xef\xbb\xbf## by_hand\nh1 = 0.6",
        "## By_hand\nh1 = 0.6\n",
        "##by_hand\nh1 = 0.6\n",
        "### by_hand\nh1 = 0.6\n",
        "# by_hand\nh1 = 0.6\n",
        "## `by_hand`\nh1 = 0.6\n",
        "## **by_hand**\nh1 = 0.6\n",
        "## by\\_hand\nh1 = 0.6\n",
        "## by_hand (exercise 4.11)\nh1 = 0.6\n",
        "## by_hand: the numbers\nh1 = 0.6\n",
        "## by_hand ##\nh1 = 0.6\n",
        "## 4.11 by_hand\nh1 = 0.6\n",
        "## By hand\nh1 = 0.6\n",
        "## by-hand (4.11)\nh1 = 0.6\n",
        "## by_hand\n### forward\nh1 = 0.6\n",
        "## by_hand\n```\nh1 = 0.6\n```\n",
        "## by_hand_derivation\nh1 = 0.7\n## by_hand\nh1 = 0.6\n",
        "## By hand derivation\nh1 = 0.7\n## by_hand\nh1 = 0.6\n",
        "## by_hand\nh1 = 0.6\n## by_hand_derivation\nh1 = 0.7\n",
        "## by_hand\nh1 = 0.6\n# bug_hunt\nh1 = 0.7\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = answer_in(texts[i], "h1");
        cr_expect(fabs(value - 0.6) < 1e-12, "%s%g; %s", texts[i], value,
                  told);
    }
}

Test(answers, letters_are_names_too)
{
    static const char text[] = "## by_hand\n"
                               "A = 1\n"
                               "B: 2\n"
                               "- C: 3 (wrong sign)\n"
                               "D = bug 4\n"
                               "A net has 5 layers\n";
    cr_expect_eq(answer_in(text, "A"), 1);
    cr_expect_eq(answer_in(text, "B"), 2);
    cr_expect_eq(answer_in(text, "C"), 3);
    cr_expect(isnan(answer_in(text, "D")));
    cr_expect(strstr(told, "the line 'D = bug 4'"), "%s", told);
}

Test(answers, whatever_stands_there_is_quoted_in_one_short_valid_line)
{
    char line[1200] = "h1 = ";
    memset(line + 5, 'x', 1100);
    cr_expect(isnan(read_line(line)));
    cr_expect(strlen(told) < 250 && strstr(told, "xxx...'"), "%s", told);
    cr_expect(isnan(read_line("h1 = \x1b[2J\xff\xfe \xe2\x80\xae"
                              "6")));
    for (const char *at = told; *at; at++)
        cr_expect(*at >= ' ' && *at < 127, "%s", told);
    cr_expect(isnan(read_line("h1 ist ungef\xc3\xa4hr 6")));
    cr_expect(strstr(told, "ungef\xc3\xa4hr 6"), "%s", told);
}
