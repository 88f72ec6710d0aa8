/* scan.c - does a release show an answer?
 *
 *   scan SOLUTION... -- FILE...
 *
 * Says "FILE:LINE: the answer to EXERCISE" where a file holds what stands
 * between [answer EXERCISE] and [end] in a solution, under other names and in
 * another form (stream.h), as code or in a comment; of a long answer, a part
 * of WINDOW tokens is enough. Exit status: 0 none does, 1 one does, 2 bad
 * use.
 *
 * The two limits are measured. Of the answers with LEAST tokens or more none
 * is in a release by chance, while shorter ones, such as a call that hands
 * three arguments on, are everywhere: these are looked for with the head of
 * their function. Of longer answers, what a release shares by chance are
 * loops over a matrix: 40 tokens at most. */
#include "base/fault.h"
#include "base/files.h"
#include "stream.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 14, WINDOW = 48, FILE_MOST = 1 << 26 };

typedef struct {
    char *exercise;
    Stream code;
    size_t from; /* its first token behind checks of shapes */
} Answer;

typedef struct {
    Answer *item;
    size_t count;
} Answers;

/* How many tokens of `code` from `from` on are refusals, such as
 * "if (!mat_same(...)) return NAN;": a copy may do without. */
static size_t refusals(const char *code)
{
    const char *at = code;
    while (at[0] == 'I' && at[1] == '!') {
        const char *end = at + strcspn(at, ";R");
        if (*end != 'R' || !strchr(end, ';'))
            break;
        at = strchr(end, ';') + 1;
    }
    return (size_t)(at - code);
}

/* Where the function begins that holds `at`. */
static const char *function_of(const char *text, const char *at)
{
    while (at > text && !(at[-1] == '\n' && isalpha((unsigned char)*at)))
        at--;
    return at;
}

/* Adds the answer that begins at `at` in a text that ends with it. */
static void add_answer(Answers *answers, const char *text, const char *at)
{
    Answer a = {format("%.*s", (int)strcspn(at, " ]"), at), {0}, 0};
    a.code = stream_of(strchr(at, '\n'), CODE);
    a.from = refusals(a.code.token);
    if (a.code.count - a.from < LEAST) {
        stream_free(&a.code);
        a.code = stream_of(function_of(text, at), CODE);
        a.from = 0;
    }
    answers->item =
        grow(answers->item, answers->count + 1, sizeof *answers->item);
    answers->item[answers->count++] = a;
}

static char *must_read(const char *path, size_t *size)
{
    char *text = file_read(path, FILE_MOST, size);
    if (!text)
        die(BAD_INPUT, "%s cannot be read", path);
    return text;
}

/* The regions of a solution. */
static void read_answers(Answers *answers, const char *path)
{
    char *text = must_read(path, NULL), *at = text;
    while ((at = strstr(at, "[answer "))) {
        char *end = strstr(at, "/* [end]");
        if (!end)
            die(BAD_INPUT, "%s: an answer has no end", path);
        *end = '\0';
        add_answer(answers, text, at + strlen("[answer "));
        *end = '/';
        at = end;
    }
    free(text);
}

/* Where the first run of `enough` tokens that both have ends in `text`, or
 * NULL. runs[j] is how many tokens before text[j] are those before code[i].
 */
static const char *common_run(const char *code, const char *text,
                              size_t count, size_t enough)
{
    size_t *runs = grow(NULL, count + 1, sizeof *runs);
    const char *found = NULL;
    memset(runs, 0, (count + 1) * sizeof *runs);
    for (; *code && !found; code++)
        for (size_t j = count; j > 0; j--) {
            runs[j] = text[j - 1] == *code ? runs[j - 1] + 1 : 0;
            if (runs[j] == enough)
                found = text + j - 1;
        }
    free(runs);
    return found;
}

static bool shows(const Answer *a, const Stream *text, const char *path)
{
    size_t length = a->code.count - a->from;
    size_t enough = length < WINDOW ? length : WINDOW;
    const char *end = NULL;
    if (length >= LEAST)
        end = common_run(a->code.token + a->from, text->token, text->count,
                         enough);
    if (!end)
        return false;
    size_t first = (size_t)(end - text->token) + 1 - enough;
    printf("%s:%zu: the answer to %s\n", path, text->line[first],
           a->exercise);
    return true;
}

/* Binary files hold no code that a reader would see. */
static bool scan(const Answers *answers, const char *path)
{
    size_t size;
    bool found = false;
    char *text = must_read(path, &size);
    for (Part part = CODE; part <= COMMENTS && strlen(text) == size; part++) {
        Stream stream = stream_of(text, part);
        for (size_t i = 0; i < answers->count; i++)
            found |= shows(&answers->item[i], &stream, path);
        stream_free(&stream);
    }
    free(text);
    return found;
}

int main(int argc, char **argv)
{
    Answers answers = {0};
    bool found = false;
    int i = 1;
    for (; i < argc && strcmp(argv[i], "--") != 0; i++)
        read_answers(&answers, argv[i]);
    if (i + 1 >= argc)
        die(BAD_INPUT, "scan SOLUTION... -- FILE...");
    for (i++; i < argc; i++)
        found |= scan(&answers, argv[i]);
    for (size_t k = 0; k < answers.count; k++) {
        free(answers.item[k].exercise);
        stream_free(&answers.item[k].code);
    }
    free(answers.item);
    return found;
}
