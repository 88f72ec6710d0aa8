/* feedback.c - what the student reads. */
#include "feedback.h"
#include "fault.h"
#include "record.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Markdown takes a backslash before any punctuation as "this very
 * character", so that no text can become markup. */
static void put(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = strchr(" .,;:'()/-=?", c) || !ispunct(c);
        if (!plain)
            fputc('\\', out);
        fputc(isspace(c) ? ' ' : c, out);
    }
}

static void put_name(FILE *out, const char *name)
{
    for (; *name; name++)
        fputc(*name == '_' ? ' ' : *name, out);
}

static void put_labelled(FILE *out, const char *label, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "  - %s: ", label);
    put(out, text);
    fputc('\n', out);
}

static bool worth_telling(const json_t *check)
{
    return strcmp(text_of(check, "status"), "passed") != 0 ||
           *text_of(check, "message");
}

static void put_check(FILE *out, const json_t *check, bool only)
{
    const char *message = text_of(check, "message");
    if (!worth_telling(check))
        return;
    fputs("- ", out);
    if (!only) {
        put_name(out, text_of(check, "id"));
        fputs(*message ? ": " : "", out);
    }
    put(out, message);
    fputc('\n', out);
    put_labelled(out, "likely cause", text_of(check, "cause"));
    if (*text_of(check, "help"))
        fprintf(out, "  - a hint: `%s`\n", text_of(check, "help"));
}

static const char *verdict_of(const json_t *exercise)
{
    static const char *const words[] = {
        [PASSED] = "passed",
        [FAILED] = "not yet",
        [SKIPPED] = "skipped",
        [BROKEN] = "not judged (the grader's fault: it costs no marks)",
        [TO_BE_MARKED] = "answered, to be marked"};
    return words[exercise_status(exercise)];
}

/* Checks that stand alone have names that say nothing, such as "answer". */
static bool stands_alone(const json_t *checks)
{
    static const char *const names[] = {"answer",   "compiles", "handed_in",
                                        "training", "declared", "stands_on"};
    const char *id = text_of(json_array_get(checks, 0), "id");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], id) == 0)
            return true;
    return false;
}

static bool has_more_to_say(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i,
                       check) if (worth_telling(check)) return true;
    return false;
}

static void put_row(FILE *out, const json_t *exercise)
{
    fprintf(out, "| %s | ", text_of(exercise, "number"));
    put(out, text_of(exercise, "item"));
    fputs(*text_of(exercise, "item") ? ": " : "", out);
    put(out, text_of(exercise, "title"));
    fprintf(out, " | %s | %g of %g |\n", verdict_of(exercise),
            number_of(exercise, "score"), number_of(exercise, "points"));
}

/* Why an exercise may have passed though checks of it failed: judged again
 * with what it needs, its checks say so in their names (again.c). */
static void put_help(FILE *out, const json_t *checks)
{
    static const char with[] = " (with the reference's ";
    size_t i;
    json_t *check;
    json_array_foreach(checks, i, check)
    {
        const char *found = strstr(text_of(check, "id"), with);
        if (!found)
            continue;
        char *names = format("%s", found + strlen(with));
        names[strcspn(names, ")")] = '\0';
        fputs("It passes with the reference's ", out);
        put(out, names);
        fputs(" in the place of yours. With yours:\n\n", out);
        free(names);
        return;
    }
}

static void put_details(FILE *out, const json_t *exercise)
{
    size_t i;
    json_t *check, *checks = json_object_get(exercise, "checks");
    const char *number = text_of(exercise, "number");
    fprintf(out, "\n## %s%s", number, *number ? " " : "");
    put(out, text_of(exercise, "title"));
    fprintf(out, ": %s\n\n", verdict_of(exercise));
    if (exercise_status(exercise) == PASSED)
        put_help(out, checks);
    json_array_foreach(checks, i, check)
        put_check(out, check, stands_alone(checks));
}

/* A table of all, then what there is to say about some. */
static void put_exercises(FILE *out, const json_t *result)
{
    size_t i;
    json_t *exercise, *exercises = json_object_get(result, "exercises");
    fputs("\n| number | exercise | verdict | points |\n"
          "|---|---|---|---|\n",
          out);
    json_array_foreach(exercises, i, exercise) put_row(out, exercise);
    json_array_foreach(exercises, i, exercise) if (has_more_to_say(exercise))
        put_details(out, exercise);
}

static void put_flags(FILE *out, const json_t *result)
{
    size_t i;
    json_t *flag;
    json_t *flags = json_object_get(result, "flags");
    if (json_array_size(flags))
        fputs("\n## Notes on what was handed in\n\n", out);
    json_array_foreach(flags, i, flag)
    {
        fputs("- ", out);
        put(out, json_string_value(flag));
        fputc('\n', out);
    }
}

static void put_head(FILE *out, const json_t *result)
{
    size_t i;
    json_t *student;
    double pending = number_of(result, "pending");
    fputs("# Feedback for ", out);
    put(out, text_of(result, "submission"));
    fputs("\n\n", out);
    json_array_foreach(json_object_get(result, "group"), i, student)
    {
        put(out, text_of(student, "name"));
        fputs(" (", out);
        put(out, text_of(student, "id"));
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
    fputs(".\n\nThese checks used fresh numbers, others than those on your "
          "machine; their values are not shown.\n",
          out);
}

char *feedback_text(const json_t *result)
{
    char *text = NULL;
    size_t size;
    FILE *out = need(open_memstream(&text, &size));
    put_head(out, result);
    put_exercises(out, result);
    put_flags(out, result);
    if (fclose(out) != 0)
        die(GRADER_FAULT, "memory is out");
    return text;
}
