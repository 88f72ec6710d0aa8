/* names.c - changes calls, members, indices and variables. */
#include "changes.h"
#include "mutants.h"
#include "syntax.h"

void change_name(int t)
{
    static const char *const pairs[][2] = {
        {"mat_mul_tn", "mat_mul_nt"},
        {"mat_mul_tn", "mat_mul"},
        {"mat_mul_nt", "mat_mul_tn"},
        {"mat_mul_nt", "mat_mul"},
        {"mat_mul", "mat_mul_nt"},
        {"fmax", "fmin"},
        {"fmin", "fmax"},
        {"log", "log10"},
        {"log1p", "log"},
        {"exp", "expm1"},
        {"sin", "cos"},
        {"sigmoid", "relu"},
        {"relu", "sigmoid"},
        {"sigmoid_backward", "relu_backward"},
        {"relu_backward", "sigmoid_backward"},
        {"rows", "cols"},
        {"cols", "rows"},
        {"W", "dW"},
        {"dW", "W"},
        {"b", "db"},
        {"db", "b"},
        {"kept", "dkept"},
        {"dkept", "kept"},
        {"linear_in", "linear_out"},
        {"linear_out", "linear_in"},
        {"net_forward", "net_predict"}};
    bool member = is(t - 1, "->") || is(t - 1, ".");
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((member || is(t + 1, "(")) && is(t, pairs[i][0]))
            change("other name", t, t, "%s", pairs[i][1]);
}

/* Calls */

/* The arguments of the call whose name is token `t`: first and last token of
 * each. Returns how many there are. */
static int arguments(int t, int first[], int last[], int most)
{
    int open = t + 1, close = tokens[open].mate, count = 0, from = open + 1;
    for (int i = from; i <= close && count < most; i++) {
        if (i < close && is_any(i, "( [ {"))
            i = tokens[i].mate;
        else if (i == close || is(i, ",")) {
            if (i > from) {
                first[count] = from;
                last[count++] = i - 1;
            }
            from = i + 1;
        }
    }
    return count;
}

/* Exchanging their arguments changes nothing that anybody asks for. */
static const char symmetric[] = "mat_same fmax fmin strcmp";

void change_call(int t)
{
    int first[20], last[20], count = arguments(t, first, last, 20);
    for (int i = 0; i + 1 < count; i++)
        if (!is_any(t, symmetric) && tokens[first[i]].kind != STRING &&
            !same_text(first[i], last[i], first[i + 1], last[i + 1]))
            change("swapped", first[i], last[i + 1], "%.*s, %.*s",
                   SPAN(first[i + 1], last[i + 1]), SPAN(first[i], last[i]));
    if (count == 1 && !begins_statement(t))
        change("call removed", t, tokens[t + 1].mate, "(%.*s)",
               SPAN(first[0], last[0]));
    for (int i = 0; i < count; i++)
        if (is(t, "AT") && i > 0 && tokens[first[i]].kind == WORD)
            change("off by one", first[i], last[i], "%.*s + 1",
                   SPAN(first[i], last[i]));
}

void change_index(int t)
{
    int close = tokens[t].mate;
    if (close > t + 1 && tokens[t + 1].kind == WORD)
        change("off by one", t + 1, close - 1, "%.*s + 1",
               SPAN(t + 1, close - 1));
}

/* Variables */

/* Parameters of the function that holds token `t`, by name. */
static int parameters(int t, int name[], int most)
{
    int body = body_of(t), count = 0;
    if (body == NO_TOKEN)
        return 0;
    for (int i = tokens[body - 1].mate + 1; i < body && count < most; i++)
        if (tokens[i].kind == WORD && (is(i + 1, ",") || i + 2 == body))
            name[count++] = i;
    return count;
}

/* The names of numbers that are declared in the function before token `t`:
 * name[i] with the type's token type[i]. What is out of scope at `t` does not
 * compile, and is left out by the caller. */
static int locals(int t, int type[], int name[], int most)
{
    int count = 0;
    for (int i = body_of(t) + 1; i > 0 && i < t && count < most; i++) {
        if (!is_number_type(i) || tokens[i + 1].kind != WORD)
            continue;
        for (int j = i + 1; j < t && count < most && !is(j, ";"); j++) {
            if (tokens[j].kind == WORD &&
                is_any(j - 1, ", double real size_t "
                              "int float uint64_t"))
                type[count] = i, name[count++] = j;
            if (is_any(j, "( [ {"))
                j = tokens[j].mate;
            else if (is(j, ")"))
                break; /* this was a cast, or a parameter */
        }
    }
    return count;
}

/* Is the type in front of two parameters' names the same? */
static bool same_type(int a, int b)
{
    for (a--, b--;; a--, b--) {
        bool end_a = is_any(a, "( ,"), end_b = is_any(b, "( ,");
        if (end_a || end_b)
            return end_a && end_b;
        if (!same_text(a, a, b, b))
            return false;
    }
}

/* A number in place of another of the same type: of the one that was
 * declared last before it. */
static void change_local(int t)
{
    int type[30], name[30], count = locals(t, type, name, 30), own = NO_TOKEN;
    for (int i = 0; i < count; i++)
        if (same_text(t, t, name[i], name[i]))
            own = i;
    for (int i = count - 1; own != NO_TOKEN && !in_head(t) && i >= 0; i--)
        if (!same_text(t, t, name[i], name[i]) &&
            same_text(type[i], type[i], type[own], type[own])) {
            change("other variable", t, t, "%.*s", SPAN(name[i], name[i]));
            return;
        }
}

void change_variable(int t)
{
    int name[20], count = parameters(t, name, 20);
    if (is(t - 1, ".") || is(t - 1, "->") || is(t + 1, "("))
        return;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count && same_text(t, t, name[i], name[i]); j++)
            if (j != i && same_type(name[i], name[j]))
                change("other variable", t, t, "%.*s",
                       SPAN(name[j], name[j]));
    change_local(t);
}
