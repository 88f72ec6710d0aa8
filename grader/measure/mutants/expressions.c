/* expressions.c - changes operators, numbers and choices. */
#include "changes.h"
#include "mutants.h"
#include "syntax.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void change_arithmetic(int t)
{
    static const char *const pairs[][2] = {
        {"+", "-"}, {"-", "+"}, {"*", "/"}, {"/", "*"}, {"%", "/"}};
    for (int i = 0; i < 5; i++)
        if (is(t, pairs[i][0]))
            change("operator", t, t, "%s", pairs[i][1]);
    int begin = left_begin(t), end = right_end(t);
    if (begin >= t || end <= t)
        return;
    change("dropped term", begin, end, "%.*s", SPAN(begin, t - 1));
    if (is(t, "/"))
        change("integer division", begin, end,
               "((long)(%.*s) / (long)(%.*s))", SPAN(begin, t - 1),
               SPAN(t + 1, end));
    change("dropped term", begin, end, "%s%.*s",
           is(t, "-")   ? "-"
           : is(t, "/") ? "1.0 / "
                        : "",
           SPAN(t + 1, end));
}

static void change_relation(int t)
{
    static const char *const pairs[][2] = {
        {"<", "<="}, {"<", ">"},  {"<=", "<"}, {"<=", ">"},  {">", ">="},
        {">", "<"},  {">=", ">"}, {">=", "<"}, {"==", "!="}, {"!=", "=="}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (is(t, pairs[i][0]))
            change("relation", t, t, "%s", pairs[i][1]);
}

static void change_logic(int t)
{
    int begin = left_begin(t), end = right_end(t);
    change("relation", t, t, "%s", is(t, "&&") ? "||" : "&&");
    change("dropped term", begin, end, "%.*s", SPAN(begin, t - 1));
    change("dropped term", begin, end, "%.*s", SPAN(t + 1, end));
}

void change_operator(int t)
{
    int level = strength(t);
    if (level >= 5)
        change_arithmetic(t);
    else if (level >= 3)
        change_relation(t);
    else if (level >= 1)
        change_logic(t);
    else if ((is(t, "-") || is(t, "!")) && !is_binary(t))
        change("sign", t, t, "%s", "");
    else if (is(t, "++") || is(t, "--"))
        change("operator", t, t, "%s", is(t, "++") ? "--" : "++");
}

void change_number(int t)
{
    char text[64];
    snprintf(text, sizeof text, "%.*s", SPAN(t, t));
    if (strpbrk(text, ".eE")) {
        change("constant", t, t, "(2 * %s)", text);
        change("constant", t, t, "(0.5 * %s)", text);
        return;
    }
    unsigned long value = strtoul(text, NULL, 0);
    change("constant", t, t, "%lu", value + 1);
    if (value > 0)
        change("constant", t, t, "%lu", value - 1);
}

void change_choice(int t)
{
    int colon = t + 1, depth = 0;
    for (; colon < token_count && (depth || !is(colon, ":")); colon++) {
        if (is_any(colon, "( [ {"))
            colon = tokens[colon].mate;
        depth += is(colon, "?") - is(colon, ":");
    }
    int begin = t - 1, end = colon + 1;
    for (; begin >= 0 && !is_any(begin, "( [ {") &&
           !is_any(begin, OPERAND_ENDS);
         begin--)
        if (is_any(begin, ") ] }"))
            begin = tokens[begin].mate;
    for (; !is_any(end, ") ] } , ;"); end++)
        if (is_any(end, "( [ {"))
            end = tokens[end].mate;
    begin++, end--;
    change("choice", t + 1, end, "%.*s : %.*s", SPAN(colon + 1, end),
           SPAN(t + 1, colon - 1));
    change("choice", begin, end, "%.*s", SPAN(t + 1, colon - 1));
    change("choice", begin, end, "%.*s", SPAN(colon + 1, end));
}
