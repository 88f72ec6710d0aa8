/* mutants.c - keeps the mutants, and prints them. */
#include "mutants.h"

#include "tokens.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MUTANTS = 4000, TEXT = 600 };

typedef struct {
    int token; /* where it begins: its exercise and line */
    size_t begin, end;
    const char *kind;
    char with[TEXT];
} Mutant;

static Mutant mutants[MUTANTS];
int mutant_count;

void change(const char *kind, int from, int to, const char *with, ...)
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

void mutants_list(void)
{
    for (int i = 0; i < mutant_count; i++)
        list(&mutants[i], i + 1);
}

void mutant_print(int number)
{
    const Mutant *m = &mutants[number - 1];
    printf("%.*s%s%s", (int)m->begin, source, m->with, source + m->end);
}
