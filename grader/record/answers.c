/* answers.c - the questions that a person marks. */
#include "answers.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

/* The text of "## id" in a heading line, or NULL. */
static char *heading(const char *line, size_t length)
{
    if (length < 4 || strncmp(line, "## ", 3) != 0)
        return NULL;
    char *id = format("%.*s", (int)(length - 3), line + 3);
    /* Pandoc's attributes may follow the id. */
    id[strcspn(id, "{")] = '\0';
    return text_trim(id);
}

/* Removes what nobody reads: <!-- comments -->. */
static void drop_comments(char *text)
{
    for (char *start; (start = strstr(text, "<!--"));) {
        char *end = strstr(start, "-->");
        if (!end) {
            *start = '\0';
            return;
        }
        memmove(start, end + 3, strlen(end + 3) + 1);
    }
}

/* Removes "TODO id", and turns blanks and line ends into single spaces. */
static void normalise(char *text, const char *id)
{
    char *todo = format("TODO %s", id), *to = text;
    drop_comments(text);
    char *found = strstr(text, todo);
    if (found)
        memset(found, ' ', strlen(todo));
    for (const char *from = text; *from; from++)
        if (!strchr(" \t\r\n", *from))
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    *to = '\0';
    text_trim(text);
    free(todo);
}

/* What stands below the exercise's headings, normalised. */
static char *section(const char *text, const char *id)
{
    bool inside = false;
    char *found = need(malloc(strlen(text) + 2)), *end = found;
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        char *title = heading(line, length);
        if (title)
            inside = strcmp(title, id) == 0;
        else if (inside) {
            end = mempcpy(end, line, length);
            *end++ = '\n';
        }
        free(title);
        line += length + (line[length] == '\n');
    }
    *end = '\0';
    normalise(found, id);
    return found;
}

bool answer_given(const char *text, const char *skeleton, const char *id)
{
    char *answer = section(text, id),
         *question = section(skeleton ? skeleton : "", id);
    bool is = *answer && !strstr(question, answer);
    free(answer);
    free(question);
    return is;
}

json_t *answer_judge(const Exercise *exercise, const char *text,
                     const char *skeleton)
{
    json_t *verdict = exercise_new(exercise);
    bool there = text && answer_given(text, skeleton, exercise->id);
    exercise_only(verdict,
                  &(Check){.id = "answer",
                           .status = there ? TO_BE_MARKED : FAILED,
                           .message = there ? "waits for a person's marks"
                                            : "not answered"});
    return verdict;
}
