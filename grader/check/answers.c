/* answers.c - numbers that a student wrote into answers.md, and who wrote
 * them. CHECK_ANSWERS names the file, CHECK_STUDENT holds the id. */
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_space(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

/* The rest of `line` behind the word `word`, or NULL. */
static const char *behind(const char *line, const char *word)
{
    size_t length = strlen(word);
    line = skip_space(line);
    if (strncmp(line, word, length) != 0)
        return NULL;
    return isalnum((unsigned char)line[length]) || line[length] == '_'
               ? NULL
               : skip_space(line + length);
}

static double number_in(const char *line, const char *name)
{
    const char *rest = behind(line, name);
    char *end;
    if (!rest || *rest != '=')
        return NAN;
    double value = strtod(rest + 1, &end);
    return end == rest + 1 || *skip_space(end) ? NAN : value;
}

double check_answer(const char *exercise, const char *name)
{
    const char *path = getenv("CHECK_ANSWERS");
    FILE *file = path ? fopen(path, "re") : NULL;
    char line[1000];
    bool inside = false;
    double value = NAN;
    while (file && isnan(value) && fgets(line, sizeof line, file)) {
        if (strncmp(line, "## ", 3) == 0) {
            const char *rest = behind(line + 3, exercise);
            inside = rest && !*rest;
        } else if (inside) {
            value = number_in(line, name);
        }
    }
    if (file)
        fclose(file);
    return value;
}

const char *check_student(void)
{
    const char *id = getenv("CHECK_STUDENT");
    return id ? id : "";
}
