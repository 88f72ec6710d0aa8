/* mutate.c - wrong versions of a solution, made one small change at a time.
 *
 *   mutate FILE      lists them: number, exercise, line, kind, change
 *   mutate FILE N    prints FILE with change number N made
 *
 * Only what stands between answer markers is changed, and nothing is known of
 * C but its tokens, brackets, statements and operators: what does not compile
 * is for the caller to leave out. */
#include "changes.h"
#include "mutants.h"
#include "syntax.h"

#include <stdlib.h>

static void change_token(int t)
{
    if (begins_statement(t))
        change_statement(t);
    if (is(t, "?"))
        change_choice(t);
    else if (is(t, "["))
        change_index(t);
    else if (tokens[t].kind == SIGN)
        change_operator(t);
    else if (tokens[t].kind == NUMBER)
        change_number(t);
    else if (tokens[t].kind == WORD && !is_type(t)) {
        change_name(t);
        change_variable(t);
        if (is(t + 1, "(") && !is_any(t, "if for while return sizeof"))
            change_call(t);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("mutate FILE [N]");
    tokens_read(argv[1]);
    for (int t = 0; t < token_count; t++)
        if (*tokens[t].exercise)
            change_token(t);
    int wanted = argc > 2 ? atoi(argv[2]) : 0;
    if (wanted > mutant_count || wanted < 0)
        die("there is no such mutant");
    if (wanted)
        mutant_print(wanted);
    else
        mutants_list();
    return 0;
}
