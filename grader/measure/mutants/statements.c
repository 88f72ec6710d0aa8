/* statements.c - drops statements, and changes assignments, conditions, loops
 * and declarations. */
#include "changes.h"
#include "mutants.h"
#include "syntax.h"

static void change_assignment(int t)
{
    static const char *const pairs[][2] = {
        {"=", "+="}, {"=", "-="},  {"+=", "-="}, {"+=", "="},  {"-=", "+="},
        {"-=", "="}, {"*=", "/="}, {"*=", "="},  {"/=", "*="}, {"/=", "="}};
    int end = statement_end(t), at = t;
    while (at < end && !is_any(at, "= += -= *= /="))
        at = is_any(at, "( [ {") ? tokens[at].mate + 1 : at + 1;
    if (at >= end)
        return;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (is(at, pairs[i][0]))
            change("assignment", at, at, "%s", pairs[i][1]);
    if (is(at, "="))
        change("sign", at + 1, end - 1, "-(%.*s)", SPAN(at + 1, end - 1));
}

static void change_if(int t)
{
    int open = t + 1, close = tokens[open].mate;
    int end = statement_end(close + 1);
    change("dropped statement", t, statement_end(t), "%s", ";");
    change("relation", open + 1, close - 1, "!(%.*s)",
           SPAN(open + 1, close - 1));
    if (is(end + 1, "else"))
        change("dropped statement", t, statement_end(t), "%.*s",
               SPAN(end + 2, statement_end(t)));
}

/* for (...; ...; i++): goes round once only. */
static void change_last_part(int t)
{
    int close = tokens[t + 1].mate, part = close;
    while (part > t && !is(part - 1, ";"))
        part--;
    if (part < close)
        change("early end", part, close - 1, "%.*s = (size_t)-1",
               SPAN(part, part));
}

static void change_loop(int t)
{
    int first = t + 2, semicolon = statement_end(first);
    int close = tokens[t + 1].mate, end = statement_end(t);
    change("dropped statement", t, end, "%s", ";");
    if (is(t, "for") && tokens[close - 1].mate == NO_TOKEN)
        change_last_part(t);
    if (is(t, "while"))
        change("relation", t + 2, close - 1, "!(%.*s)",
               SPAN(t + 2, close - 1));
    if (is_any(close - 1, "++ --"))
        change("loop", close - 2, close - 1, "%.*s %s 2",
               SPAN(close - 2, close - 2), is(close - 1, "++") ? "+=" : "-=");
    for (int i = semicolon + 1; is(t, "for") && !is(i, ";"); i++)
        if (strength(i) == 4 && tokens[right_end(i)].kind != NUMBER)
            change("off by one", i + 1, right_end(i), "%.*s - 1",
                   SPAN(i + 1, right_end(i)));
}

/* One declaration: what it begins with, and whether it begins anew. */
static void change_declaration(int t)
{
    int end = statement_end(t);
    if (is_number_type(t) && is(t + 2, "=") && !is_any(t + 3, "{"))
        change("kept from the last call", t, t, "static %.*s", SPAN(t, t));
    if (is(t, "double"))
        change("float", t, t, "%s", "float");
    for (int i = t + 1; is_number_type(t) && i < end; i++) {
        int last = i + 1;
        if (!is(i, "=") || is(i + 1, "{"))
            continue;
        while (last < end && !is(last, ","))
            last = is_any(last, "( [ {") ? tokens[last].mate + 1 : last + 1;
        change("sign", i + 1, last - 1, "-(%.*s)", SPAN(i + 1, last - 1));
    }
}

void change_statement(int t)
{
    int end = statement_end(t);
    if (returns_nothing(t) && !is(t, "return"))
        change("early end", t, t, "if (1) return; %.*s", SPAN(t, t));
    if (is_declaration(t))
        change_declaration(t);
    if (is(t, "if"))
        change_if(t);
    else if (is_any(t, "for while"))
        change_loop(t);
    else if (is(t, "return")) {
        if (end > t + 1)
            change("sign", t + 1, end - 1, "-(%.*s)", SPAN(t + 1, end - 1));
    } else if (!is_declaration(t) && !is(t, "(") && !is(t, ";")) {
        change("dropped statement", t, end, "%s", ";");
        change_assignment(t);
    }
}
