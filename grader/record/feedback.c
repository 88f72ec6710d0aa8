/* feedback.c - what the student reads: what to do first, the mistakes, what
 * can be said in a line, and a table of all. */
#include "feedback.h"
#include "base/fault.h"
#include "exercise.h"
#include "markdown.h"
#include "record.h"

#include <stdio.h>
#include <string.h>

static void put_place(FILE *out, const json_t *exercise)
{
    const char *number = text_of(exercise, "number");
    put_text(out, *number ? number : text_of(exercise, "title"));
}

/* Lines: what holds for several exercises is said once. */

static bool says_the_same(const json_t *a, const json_t *b)
{
    return exercise_fits_in_a_line(a) && exercise_fits_in_a_line(b) &&
           same_text(exercise_only_check(a), exercise_only_check(b),
                     "message") &&
           same_text(exercise_only_check(a), exercise_only_check(b), "id");
}

static bool is_first(const json_t *exercises, size_t at)
{
    const json_t *exercise = json_array_get(exercises, at);
    for (size_t i = 0; i < at; i++)
        if (says_the_same(json_array_get(exercises, i), exercise))
            return false;
    return exercise_fits_in_a_line(exercise);
}

static bool does_not_compile(const json_t *exercise)
{
    return exercise_status(exercise) == FAILED &&
           exercise_fits_in_a_line(exercise) &&
           strcmp(text_of(exercise_only_check(exercise), "id"), "compiles") ==
               0;
}

static void put_places(FILE *out, const json_t *exercises, size_t at)
{
    const json_t *first = json_array_get(exercises, at);
    put_place(out, first);
    for (size_t i = at + 1; i < json_array_size(exercises); i++)
        if (says_the_same(json_array_get(exercises, i), first)) {
            fputs(", ", out);
            put_place(out, json_array_get(exercises, i));
        }
}

/* A chapter that does not compile. */
static void put_broken(FILE *out, const json_t *exercises, size_t at)
{
    fputs("\n## It does not compile: ", out);
    put_places(out, exercises, at);
    fputs("\n\n- ", out);
    put_text(out, text_of(exercise_only_check(json_array_get(exercises, at)),
                          "message"));
    fputc('\n', out);
}

static void put_lines(FILE *out, const json_t *exercises)
{
    size_t i;
    bool any = false;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        if (!is_first(exercises, i) || does_not_compile(exercise))
            continue;
        fputs(any ? "- " : "\n## The rest, in a line each\n\n- ", out);
        put_text(out, text_of(exercise_only_check(exercise), "message"));
        fputs(": ", out);
        put_places(out, exercises, i);
        fputs("\n", out);
        any = true;
    }
}

static void put_mistakes(FILE *out, const json_t *exercises, bool passed)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        if ((exercise_status(exercise) == PASSED) != passed)
            continue;
        if (does_not_compile(exercise) && is_first(exercises, i))
            put_broken(out, exercises, i);
        else if (exercise_has_more_to_say(exercise) &&
                 !exercise_fits_in_a_line(exercise))
            exercise_put(out, exercise);
    }
}

static void put_row(FILE *out, const json_t *exercise)
{
    fprintf(out, "| %s | ", text_of(exercise, "number"));
    put_cell(out, text_of(exercise, "item"));
    fputs(*text_of(exercise, "item") ? ": " : "", out);
    put_cell(out, text_of(exercise, "title"));
    fprintf(out, " | %s | %g of %g |\n", exercise_verdict(exercise),
            number_of(exercise, "score"), number_of(exercise, "points"));
}

static void put_table(FILE *out, const json_t *exercises)
{
    size_t i;
    json_t *exercise;
    fputs("\n## All exercises\n\n| number | exercise | verdict | points |\n"
          "|---|---|---|---|\n",
          out);
    json_array_foreach(exercises, i, exercise) put_row(out, exercise);
}

static void put_list(FILE *out, const char *title, const json_t *texts)
{
    size_t i;
    json_t *text;
    if (json_array_size(texts))
        fprintf(out, "\n## %s\n\n", title);
    json_array_foreach(texts, i, text)
    {
        fputs("- ", out);
        put_text(out, json_string_value(text));
        fputc('\n', out);
    }
}

/* How many passed, and where to begin: with code that does not compile, or
 * with the first exercise that fails. */
static void put_first(FILE *out, const json_t *exercises)
{
    size_t i, passed = 0;
    const json_t *first = NULL;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        bool fails = exercise_status(exercise) == FAILED &&
                     (!exercise_fits_in_a_line(exercise) ||
                      does_not_compile(exercise));
        passed += exercise_status(exercise) == PASSED;
        first = !first && fails ? exercise : first;
    }
    fprintf(out, "\n%zu of %zu exercises passed", passed,
            json_array_size(exercises));
    if (first) {
        fputs("; begin with ", out);
        put_place(out, first);
    }
    fputs(".\n", out);
}

static void put_head(FILE *out, const json_t *result)
{
    size_t i;
    json_t *student;
    double pending = number_of(result, "pending");
    fputs("# Feedback for ", out);
    put_text(out, text_of(result, "submission"));
    fputs("\n\n", out);
    json_array_foreach(json_object_get(result, "group"), i, student)
    {
        put_text(out, text_of(student, "name"));
        fputs(" (", out);
        put_text(out, text_of(student, "id"));
        fputs(")  \n", out);
    }
    fprintf(out, "\n**%g of %g points**", number_of(result, "score"),
            number_of(result, "max_score"));
    if (pending > 0)
        fprintf(out, "; answers worth %g more points wait for a person",
                pending);
    if (number_of(result, "penalty") > 0)
        fprintf(out, "; %g points were taken off, see the notes below",
                number_of(result, "penalty"));
    fputs(".\n", out);
    put_first(out, json_object_get(result, "exercises"));
    fputs("\nThese checks used fresh numbers, others than those on your "
          "machine; their values are not shown.\n",
          out);
}

char *feedback_text(const json_t *result)
{
    char *text = NULL;
    size_t size;
    const json_t *exercises = json_object_get(result, "exercises");
    FILE *out = need(open_memstream(&text, &size));
    put_head(out, result);
    put_mistakes(out, exercises, false);
    put_mistakes(out, exercises, true);
    put_lines(out, exercises);
    put_list(out, "What the compiler warns of",
             json_object_get(result, "warnings"));
    put_list(out, "Notes on what was handed in",
             json_object_get(result, "flags"));
    put_table(out, exercises);
    if (fclose(out) != 0)
        die(GRADER_FAULT, "memory is out");
    return text;
}
