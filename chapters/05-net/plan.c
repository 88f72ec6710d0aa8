/* plan.c - reads what net_describe() writes. */
#include "plan.h"

#include <stdio.h>
#include <string.h>

int plan_next(const char **text, PlanLine *line)
{
    size_t length = strcspn(*text, "\n");
    char word[64], rest;
    if (**text == '\0')
        return 0;
    if (length >= sizeof word)
        return -1;
    memcpy(word, *text, length);
    word[length] = '\0';
    *text += length + ((*text)[length] == '\n');
    *line = (PlanLine){0};
    if (strcmp(word, "sigmoid") == 0)
        line->kind = LAYER_SIGMOID;
    else if (strcmp(word, "relu") == 0)
        line->kind = LAYER_RELU;
    else if (sscanf(word, "linear %zu %zu%c", &line->in, &line->out, &rest) !=
                 2 ||
             line->in == 0 || line->out == 0)
        return -1;
    return 1;
}
