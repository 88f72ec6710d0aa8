/* summary.c - a class run in words. */
#include "summary.h"
#include "record/marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_submission(const json_t *class, const char *name)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(class, "submissions"), i, entry)
    {
        if (strcmp(text_of(entry, "name"), name) == 0)
            return true;
    }
    return false;
}

static Texts unknown_marks(const json_t *class, const char *path)
{
    Texts unknown = {0};
    if (!path)
        return unknown;
    Marks marks = marks_read(path);
    for (size_t i = 0; i < marks.count; i++) {
        const char *name = marks.mark[i].student;
        char *shown = clean_line(name, strlen(name), 100);
        if (!is_submission(class, name) && !texts_have(&unknown, shown))
            texts_add(&unknown, "%s", shown);
        free(shown);
    }
    marks_free(&marks);
    return unknown;
}

static void list(const char *heading, const Texts *lines)
{
    if (!lines->count)
        return;
    printf("\n%s\n", heading);
    for (size_t i = 0; i < lines->count; i++)
        printf("  %s\n", lines->item[i]);
}

static Texts absent_lines(const json_t *class)
{
    Texts lines = {0};
    size_t i;
    json_t *person;
    json_array_foreach(json_object_get(class, "absent"), i, person)
        texts_add(&lines, "%s %s %s", text_of(person, "id"),
                  text_of(person, "name"), text_of(person, "email"));
    return lines;
}

static Texts not_taken_lines(const json_t *class)
{
    Texts lines = {0};
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(class, "not_taken"), i, name)
        texts_add(&lines, "%s", json_string_value(name));
    return lines;
}

static void say_counts(const Summary *s, const json_t *class)
{
    printf("%zu submissions: %zu graded, %zu could not be read, %zu not "
           "graded by the grader's own fault",
           json_array_size(json_object_get(class, "submissions")), s->graded,
           s->problems.count, s->faults.count);
    if (s->waiting)
        printf("; answers of %zu wait for a person", s->waiting);
    putchar('\n');
    if (s->timeless && *text_of(class, "deadline"))
        printf("When it was handed in is not known of %zu, so none of them "
               "is late; ROSTER= with a column 'received' would tell\n",
               s->timeless);
}

void summary_say(const Summary *s, const json_t *class, const char *marks)
{
    Texts absent = absent_lines(class), left = not_taken_lines(class),
          unknown = unknown_marks(class, marks);
    say_counts(s, class);
    list("Could not be read:", &s->problems);
    list("Grader faults, to be tried again by the next run:", &s->faults);
    list("The same files as another:", &s->same);
    list("For a person to look at:", &s->people);
    list("In the roster, but handed in nothing:", &absent);
    list("Lies there, but is no submission:", &left);
    list("Marks for nobody in this class:", &unknown);
    texts_free(&absent);
    texts_free(&left);
    texts_free(&unknown);
}

void summary_free(Summary *s)
{
    texts_free(&s->problems);
    texts_free(&s->faults);
    texts_free(&s->same);
    texts_free(&s->people);
}
