/* syntax.c - finds types, operands, statements and functions among tokens. */
#include "syntax.h"

#include <ctype.h>

/* Types */

static const char types[] =
    "void bool char int double float real size_t uint64_t uint8_t unsigned "
    "const struct static long";

bool is_type(int t)
{
    if (t < 0 || t >= token_count || tokens[t].kind != WORD)
        return false;
    const char *at = source + tokens[t].begin;
    return is_any(t, types) ||
           (isupper((unsigned char)at[0]) && islower((unsigned char)at[1]));
}

bool is_number_type(int t)
{
    return is_any(t, "double real size_t int float uint64_t");
}

bool is_declaration(int t)
{
    return is_type(t) ||
           (tokens[t].kind == WORD && tokens[t + 1].kind == WORD);
}

static bool is_cast(int close)
{
    int open = tokens[close].mate;
    for (int t = open + 1; t < close; t++)
        if (!is_type(t) && !is(t, "*"))
            return false;
    return open != NO_TOKEN && close > open + 1;
}

/* Operators */

bool is_binary(int t)
{
    int left = t - 1;
    if (left < 0 || is_any(left, "return sizeof else") || is_type(left))
        return false;
    if (is(left, ")"))
        return !is_cast(left);
    return tokens[left].kind != SIGN || is(left, "]");
}

int strength(int t)
{
    static const char *const levels[] = {
        "||", "&&", "== !=", "< > <= >=", "+ -", "* / %"};
    for (int i = 0; i < 6; i++)
        if (is_any(t, levels[i]))
            return is_binary(t) ? i + 1 : 0;
    return 0;
}

int right_end(int t)
{
    int i = t + 1;
    for (; i < token_count; i++) {
        if (is_any(i, "( [ {"))
            i = tokens[i].mate;
        else if (is_any(i, ") ] }") || is_any(i, OPERAND_ENDS) ||
                 (strength(i) && strength(i) <= strength(t)))
            break;
    }
    return i - 1;
}

int left_begin(int t)
{
    int i = t - 1;
    for (; i >= 0; i--) {
        if (is_any(i, ") ] }"))
            i = tokens[i].mate;
        else if (is_any(i, "( [ {") || is_any(i, OPERAND_ENDS) ||
                 (strength(i) && strength(i) < strength(t)))
            break;
    }
    return i + 1;
}

/* Statements */

static bool is_block(int t)
{
    if (!is(t, "{"))
        return false;
    if (is_any(t - 1, "; { } else do"))
        return true;
    int open = is(t - 1, ")") ? tokens[t - 1].mate : NO_TOKEN;
    return open > 0 && tokens[open - 1].kind == WORD &&
           !is(open - 1, "return") && !is_cast(t - 1);
}

bool begins_statement(int t)
{
    if (t == 0 || is_any(t, "{ } else") || !*tokens[t].exercise)
        return false;
    if (is(t - 1, ")"))
        return is_any(tokens[t - 1].mate - 1, "if for while") && !is(t, ";");
    if (is(t - 1, ";")) { /* not inside the head of a loop */
        for (int i = t - 1; i >= 0; i--)
            if (is_any(i, ") ] }"))
                i = tokens[i].mate;
            else if (is_any(i, "( {"))
                return is_block(i);
        return false;
    }
    return is(t - 1, "else") || is_block(t - 1) || is(t - 1, "}");
}

int statement_end(int t)
{
    if (is(t, "{"))
        return tokens[t].mate;
    if (is_any(t, "if for while")) {
        int end = statement_end(tokens[t + 1].mate + 1);
        return is(t, "if") && is(end + 1, "else") ? statement_end(end + 2)
                                                  : end;
    }
    while (t < token_count && !is(t, ";"))
        t = is_any(t, "( [ {") ? tokens[t].mate + 1 : t + 1;
    return t;
}

/* Functions and loops */

int body_of(int t)
{
    int body = NO_TOKEN;
    for (int i = t; i >= 0; i--)
        if (is(i, "}"))
            i = tokens[i].mate;
        else if (is(i, "{"))
            body = i;
    return body >= 2 && is(body - 1, ")") ? body : NO_TOKEN;
}

/* The brace that holds token `t` most closely. */
static int innermost(int t)
{
    for (int i = t - 1; i >= 0; i--)
        if (is(i, "}"))
            i = tokens[i].mate;
        else if (is(i, "{"))
            return i;
    return NO_TOKEN;
}

bool returns_nothing(int t)
{
    int body = body_of(t);
    return body != NO_TOKEN && is(tokens[body - 1].mate - 2, "void") &&
           innermost(t) == body;
}

bool in_head(int t)
{
    for (int i = t - 1; i > 0 && !is_any(i, "{ }"); i--)
        if (is_any(i, ") ]"))
            i = tokens[i].mate;
        else if (is(i, "(") && is_any(i - 1, "for while"))
            return true;
    return false;
}
