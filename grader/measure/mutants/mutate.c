/* mutate.c - wrong versions of a solution, made one small change at a time.
 *
 *   mutate FILE      lists them: number, exercise, line, kind, change
 *   mutate FILE N    prints FILE with change number N made
 *
 * Only what stands between answer markers is changed, and nothing is known of
 * C but its tokens, brackets, statements and operators: what does not compile
 * is for the caller to leave out. */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS = 20000, MUTANTS = 4000, TEXT = 600, NO_TOKEN = -1 };

typedef enum { WORD, NUMBER, STRING, SIGN } Kind;

typedef struct {
    Kind kind;
    size_t begin, end;
    int mate;          /* the other bracket of a pair, or NO_TOKEN */
    char exercise[64]; /* "" outside answers */
} Token;

typedef struct {
    int token; /* where it begins: its exercise and line */
    size_t begin, end;
    const char *kind;
    char with[TEXT];
} Mutant;

static char *source;
static Token tokens[TOKENS];
static int token_count;
static Mutant mutants[MUTANTS];
static int mutant_count;

static void die(const char *text)
{
    fprintf(stderr, "mutate: %s\n", text);
    exit(2);
}

/* Tokens */

static bool is(int t, const char *text)
{
    if (t < 0 || t >= token_count)
        return false;
    size_t length = tokens[t].end - tokens[t].begin;
    return strlen(text) == length &&
           memcmp(source + tokens[t].begin, text, length) == 0;
}

/* Is token `t` one of the words in `list`, which spaces separate? */
static bool is_any(int t, const char *list)
{
    char copy[400];
    snprintf(copy, sizeof copy, "%s", list);
    for (char *rest = copy, *word; (word = strsep(&rest, " "));)
        if (is(t, word))
            return true;
    return false;
}

static size_t sign_length(const char *at)
{
    static const char *const longer[] = {
        "<<=", ">>=", "...", "->", "++", "--", "+=", "-=", "*=", "/=", "<=",
        ">=",  "==",  "!=",  "&&", "||", "<<", ">>", "%=", "|=", "&="};
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (strncmp(at, longer[i], strlen(longer[i])) == 0)
            return strlen(longer[i]);
    return 1;
}

static size_t quoted_length(const char *at)
{
    size_t n = 1;
    while (at[n] && at[n] != *at)
        n += at[n] == '\\' ? 2 : 1;
    return n + 1;
}

static size_t token_length(const char *at, Kind *kind)
{
    size_t n = 0;
    *kind = STRING;
    if (*at == '"' || *at == '\'')
        return quoted_length(at);
    *kind = isdigit((unsigned char)*at) ||
                    (*at == '.' && isdigit((unsigned char)at[1]))
                ? NUMBER
            : isalpha((unsigned char)*at) || *at == '_' ? WORD
                                                        : SIGN;
    if (*kind == SIGN)
        return sign_length(at);
    while (isalnum((unsigned char)at[n]) || at[n] == '_' ||
           (*kind == NUMBER && (at[n] == '.' || (strchr("+-", at[n]) && n &&
                                                 strchr("eE", at[n - 1])))))
        n++;
    return n;
}

/* A marker sets the exercise that follows; other comments say nothing. */
static void read_comment(const char *at, char exercise[64])
{
    if (strncmp(at, "/* [answer ", 11) == 0)
        snprintf(exercise, 64, "%.*s", (int)strcspn(at + 11, " ]|"), at + 11);
    else if (strncmp(at, "/* [end]", 8) == 0)
        *exercise = '\0';
}

static void add_token(Kind kind, size_t begin, size_t length,
                      const char *exercise)
{
    if (token_count == TOKENS)
        die("too many tokens");
    Token *t = &tokens[token_count++];
    *t = (Token){.kind = kind,
                 .begin = begin,
                 .end = begin + length,
                 .mate = NO_TOKEN};
    snprintf(t->exercise, sizeof t->exercise, "%s", exercise);
}

static void pair_brackets(void)
{
    int open[200], depth = 0;
    for (int t = 0; t < token_count; t++) {
        if (is_any(t, "( [ {") && depth < 200)
            open[depth++] = t;
        else if (is_any(t, ") ] }") && depth > 0) {
            tokens[t].mate = open[--depth];
            tokens[open[depth]].mate = t;
        }
    }
}

static void read_tokens(void)
{
    char exercise[64] = "";
    for (size_t at = 0; source[at];) {
        Kind kind;
        if (isspace((unsigned char)source[at]))
            at++;
        else if (source[at] == '#')
            at += strcspn(source + at, "\n");
        else if (strncmp(source + at, "/*", 2) == 0) {
            read_comment(source + at, exercise);
            at = (size_t)(strstr(source + at, "*/") + 2 - source);
        } else {
            size_t length = token_length(source + at, &kind);
            add_token(kind, at, length, exercise);
            at += length;
        }
    }
    pair_brackets();
}

/* Changes */

/* Tokens `from` to `to` become what the format says. */
__attribute__((format(printf, 4, 5))) static void
change(const char *kind, int from, int to, const char *with, ...)
{
    if (!*tokens[from].exercise ||
        strcmp(tokens[from].exercise, tokens[to].exercise) != 0)
        return;
    if (mutant_count == MUTANTS)
        die("too many mutants");
    Mutant *m = &mutants[mutant_count];
    *m = (Mutant){.token = from,
                  .begin = tokens[from].begin,
                  .end = tokens[to].end,
                  .kind = kind};
    va_list arguments;
    va_start(arguments, with);
    int length = vsnprintf(m->with, TEXT, with, arguments);
    va_end(arguments);
    mutant_count += length < TEXT;
}

/* The text of tokens `from` to `to`, for "%.*s". */
#define SPAN(from, to)                                                       \
    (int)(tokens[to].end - tokens[from].begin), source + tokens[from].begin

/* Expressions */

static const char types[] =
    "void bool char int double float real size_t uint64_t uint8_t unsigned "
    "const struct static long";

static bool is_type(int t)
{
    if (t < 0 || t >= token_count || tokens[t].kind != WORD)
        return false;
    const char *at = source + tokens[t].begin;
    return is_any(t, types) ||
           (isupper((unsigned char)at[0]) && islower((unsigned char)at[1]));
}

static bool is_cast(int close)
{
    int open = tokens[close].mate;
    for (int t = open + 1; t < close; t++)
        if (!is_type(t) && !is(t, "*"))
            return false;
    return open != NO_TOKEN && close > open + 1;
}

/* Has the operator at `t` an operand on its left? */
static bool is_binary(int t)
{
    int left = t - 1;
    if (left < 0 || is_any(left, "return sizeof else") || is_type(left))
        return false;
    if (is(left, ")"))
        return !is_cast(left);
    return tokens[left].kind != SIGN || is(left, "]");
}

/* How strongly a binary operator binds; 0 for what is none. */
static int strength(int t)
{
    static const char *const levels[] = {
        "||", "&&", "== !=", "< > <= >=", "+ -", "* / %"};
    for (int i = 0; i < 6; i++)
        if (is_any(t, levels[i]))
            return is_binary(t) ? i + 1 : 0;
    return 0;
}

static const char ends[] = ", ; ? : = += -= *= /= return else";

/* The last token of the operand on the right of operator `t`. */
static int right_end(int t)
{
    int i = t + 1;
    for (; i < token_count; i++) {
        if (is_any(i, "( [ {"))
            i = tokens[i].mate;
        else if (is_any(i, ") ] }") || is_any(i, ends) ||
                 (strength(i) && strength(i) <= strength(t)))
            break;
    }
    return i - 1;
}

/* The first token of the operand on the left of operator `t`. */
static int left_begin(int t)
{
    int i = t - 1;
    for (; i >= 0; i--) {
        if (is_any(i, ") ] }"))
            i = tokens[i].mate;
        else if (is_any(i, "( [ {") || is_any(i, ends) ||
                 (strength(i) && strength(i) < strength(t)))
            break;
    }
    return i + 1;
}

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

static void change_operator(int t)
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

static void change_number(int t)
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

/* c ? a : b */
static void change_choice(int t)
{
    int colon = t + 1, depth = 0;
    for (; colon < token_count && (depth || !is(colon, ":")); colon++) {
        if (is_any(colon, "( [ {"))
            colon = tokens[colon].mate;
        depth += is(colon, "?") - is(colon, ":");
    }
    int begin = t - 1, end = colon + 1;
    for (; begin >= 0 && !is_any(begin, "( [ {") && !is_any(begin, ends);
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

/* Calls, members, names */

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

static bool same_text(int from, int to, int from2, int to2)
{
    size_t n = tokens[to].end - tokens[from].begin;
    return n == tokens[to2].end - tokens[from2].begin &&
           memcmp(source + tokens[from].begin, source + tokens[from2].begin,
                  n) == 0;
}

static void change_name(int t)
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

static bool begins_statement(int t);

/* Exchanging their arguments changes nothing that anybody asks for. */
static const char symmetric[] = "mat_same fmax fmin strcmp";

static void change_call(int t)
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

static void change_index(int t)
{
    int close = tokens[t].mate;
    if (close > t + 1 && tokens[t + 1].kind == WORD)
        change("off by one", t + 1, close - 1, "%.*s + 1",
               SPAN(t + 1, close - 1));
}

/* The brace that opens the function which holds token `t`: the outermost one
 * that is still open there; NO_TOKEN outside functions. */
static int body_of(int t)
{
    int body = NO_TOKEN;
    for (int i = t; i >= 0; i--)
        if (is(i, "}"))
            i = tokens[i].mate;
        else if (is(i, "{"))
            body = i;
    return body >= 2 && is(body - 1, ")") ? body : NO_TOKEN;
}

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

static bool is_number_type(int t)
{
    return is_any(t, "double real size_t int float uint64_t");
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

/* Does token `t` stand in the head of a loop? What is changed there mostly
 * never ends. */
static bool in_head(int t)
{
    for (int i = t - 1; i > 0 && !is_any(i, "{ }"); i--)
        if (is_any(i, ") ]"))
            i = tokens[i].mate;
        else if (is(i, "(") && is_any(i - 1, "for while"))
            return true;
    return false;
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

static void change_variable(int t)
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

static bool begins_statement(int t)
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

static int statement_end(int t)
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

static bool is_declaration(int t)
{
    return is_type(t) ||
           (tokens[t].kind == WORD && tokens[t + 1].kind == WORD);
}

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

/* Is `t` in the outermost block of a function that returns nothing? */
static bool returns_nothing(int t)
{
    int body = body_of(t);
    return body != NO_TOKEN && is(tokens[body - 1].mate - 2, "void") &&
           innermost(t) == body;
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

static void change_statement(int t)
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

/* Output */

/* Text on one line, spaces and comments taken together. */
static void put_squeezed(const char *from, size_t length)
{
    bool space = false, any = false;
    for (size_t i = 0; i < length; i++) {
        if (strncmp(from + i, "/*", 2) == 0 && strstr(from + i, "*/"))
            i = (size_t)(strstr(from + i, "*/") + 1 - from);
        else if (isspace((unsigned char)from[i]))
            space = true;
        else {
            if (space && any)
                putchar(' ');
            putchar(from[i]);
            space = false, any = true;
        }
    }
}

static void list(const Mutant *m, int number)
{
    size_t begin = m->begin, end = m->end, line = 1;
    while (begin > 0 && source[begin - 1] != '\n')
        begin--;
    end += strcspn(source + end, "\n");
    for (size_t i = 0; i < m->begin; i++)
        line += source[i] == '\n';
    printf("%d\t%s\t%zu\t%s\t", number, tokens[m->token].exercise, line,
           m->kind);
    put_squeezed(source + begin, end - begin);
    fputs(" => ", stdout);
    size_t length = m->begin - begin + strlen(m->with) + end - m->end;
    char *changed = malloc(length + 1);
    if (!changed)
        die("no memory");
    snprintf(changed, length + 1, "%.*s%s%.*s", (int)(m->begin - begin),
             source + begin, m->with, (int)(end - m->end), source + m->end);
    put_squeezed(changed, length);
    putchar('\n');
    free(changed);
}

static char *slurp(const char *path)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "r");
    if (!file)
        die("the file cannot be read");
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("mutate FILE [N]");
    source = slurp(argv[1]);
    read_tokens();
    for (int t = 0; t < token_count; t++)
        if (*tokens[t].exercise)
            change_token(t);
    int wanted = argc > 2 ? atoi(argv[2]) : 0;
    if (wanted > mutant_count || wanted < 0)
        die("there is no such mutant");
    for (int i = 0; i < mutant_count && !wanted; i++)
        list(&mutants[i], i + 1);
    if (wanted) {
        const Mutant *m = &mutants[wanted - 1];
        printf("%.*s%s%s", (int)m->begin, source, m->with, source + m->end);
    }
    return 0;
}
