/* Checks of init_bound. */
#include "check.h"
#include "linear.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void bound_is(const char *rule, size_t in, size_t out, double due)
{
    char name[40], text[20]; /* of the same letters, in another place */
    snprintf(name, sizeof name, "the bound of rule \"%s\"", rule);
    snprintf(text, sizeof text, "%s", rule);
    double bound = init_bound(text, in, out);
    if (isnan(bound) && !isnan(init_bound(rule, in, out)))
        check_fail("a rule is known only where the test wrote it",
                   "== asks whether two texts lie in the same place: "
                   "strcmp() compares their letters",
                   NULL);
    check_given_num("in", (double)in);
    check_given_num("out", (double)out);
    check_num(name, bound, due, 1e-12);
}

Test(init_bound, knows_xavier)
{
    size_t n_in = check_size(11, 60), n_out = check_size(70, 200);
    double in = (double)n_in, out = (double)n_out;
    check_suspect_num(
        sqrt(6 / (in * out)),
        "in and out are multiplied where they have to be added");
    check_suspect_num(sqrt(6 / in + out),
                      "6 / in + out divides before it adds: the sum needs "
                      "brackets");
    check_suspect_num(sqrt(6.0) / (in + out), "the root covers only the 6");
    check_suspect_num(6 / (in + out), "the root is missing");
    check_suspect_num(sqrt(2 / (in + out)),
                      "this is the standard deviation of Xavier's rule; the "
                      "bound of the uniform interval is sqrt(3) times that");
    check_suspect_num(sqrt(6 / in), "this is He's rule: out is missing");
    check_suspect_num(sqrt(6 / out), "in is missing");
    check_suspect_num(sqrt(1 / in), "this is another rule, sqrt(1 / in)");
    check_suspect_num(0, "6 / (in + out) between integers is an integer, "
                         "here 0: divide doubles");
    bound_is("xavier", n_in, n_out, sqrt(6 / (in + out)));
}

Test(init_bound, knows_he)
{
    size_t n_in = check_size(11, 60), n_out = check_size(70, 200);
    double in = (double)n_in, out = (double)n_out;
    check_suspect_num(sqrt(2 / in),
                      "this is the standard deviation of He's rule; the "
                      "bound of the uniform interval is sqrt(3) times that");
    check_suspect_num(sqrt(6 / out),
                      "He's rule counts the inputs, this counts the outputs");
    check_suspect_num(sqrt(6 / (in + out)), "this is Xavier's rule");
    check_suspect_num(0, "6 / in between integers is an integer, here 0: "
                         "divide doubles");
    bound_is("he", n_in, n_out, sqrt(6 / in));
}

Test(init_bound, knows_the_other_three)
{
    size_t in = check_size(11, 60), out = check_size(70, 200);
    check_suspect_num(sqrt(6 / (double)(in + out)),
                      "this rule is meant to be wrong: it multiplies");
    bound_is("product", in, out, sqrt(6 / ((double)in * (double)out)));
    bound_is("small", in, out, 0.001);
    bound_is("zero", in, out, 0);
}

static void no_rule(const char *name)
{
    check_that(isnan(init_bound(name, 3, 4)),
               "an unknown rule does not give NaN", "the rule was \"%s\"",
               name);
}

/* A name that is nearly a rule's: whoever compares the beginning, the end or
 * a single letter takes it for one. */
static void no_neighbour(const char *name)
{
    if (!isnan(init_bound("glorot", 3, 4)) || isnan(init_bound(name, 3, 4)))
        no_rule(name);
    else
        check_fail("an unknown rule does not give NaN",
                   "a name that is nearly a rule's is taken for it: all "
                   "letters have to be equal, as strcmp() compares them",
                   NULL);
}

Test(init_bound, is_not_a_number_for_an_unknown_rule)
{
    const char *names[] = {"glorot", "", "x", "xavier2", "Xavier"};
    for (size_t i = 0; i < 5; i++)
        no_rule(names[i]);
}

Test(init_bound, knows_a_rule_by_its_whole_name)
{
    const char *rules[] = {"xavier", "he", "product", "small", "zero"};
    const char *longer[] = {"%ss",  "%s2", "%savy", "%s ",
                            "%s\n", "x%s", " %s",   "%s%s"};
    for (size_t r = 0; r < 5; r++) {
        char name[40];
        for (size_t i = 0; i < sizeof longer / sizeof *longer; i++) {
            snprintf(name, sizeof name, longer[i], rules[r], rules[r]);
            no_neighbour(name);
        }
        no_neighbour(rules[r] + 1);
        snprintf(name, sizeof name, "%.*s", (int)strlen(rules[r]) - 1,
                 rules[r]);
        no_neighbour(name);
        for (size_t i = 0; i < strlen(rules[r]); i++) {
            snprintf(name, sizeof name, "%s", rules[r]);
            name[i] = (char)toupper(name[i]);
            no_neighbour(name);
            name[i] = '?';
            no_neighbour(name);
        }
    }
}
