/* tap.c - the Test Anything Protocol, version 14: a test an exercise, its
 * checks as subtests. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* In a description `#` would begin a directive and `\` escapes; numbers in
 * front would be the test's. Takes the text over. */
static void put_description(FILE *out, char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '#' || *c == '\\')
            fputc('\\', out);
        fputc(*c, out);
    }
    free(text);
}

static const char *directive(Verdict verdict)
{
    static const char *const words[] = {
        [RIGHT] = "",
        [WRONG] = "",
        [UNREACHED] = "",
        [WAITING] = " # TODO to be marked by a person",
        [LEFT_OUT] = " # SKIP left out",
        [UNJUDGED] = " # SKIP the grader's own fault, costs no marks"};
    return words[verdict];
}

static bool is_ok(Verdict verdict)
{
    return verdict == RIGHT || verdict == LEFT_OUT || verdict == UNJUDGED;
}

/* A JSON string is a string of YAML too. */
static void put_quoted(FILE *out, const char *indent, const char *key,
                       const char *text)
{
    if (!*text)
        return;
    json_t *json = made(json_string(text));
    fprintf(out, "%s  %s: ", indent, key);
    if (json_dumpf(json, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII) != 0)
        die(GRADER_FAULT, "memory is out");
    fputc('\n', out);
    json_decref(json);
}

static void put_check(FILE *out, const json_t *exercise, size_t number)
{
    static const char indent[] = "    ";
    const json_t *check =
        json_array_get(json_object_get(exercise, "checks"), number);
    Verdict verdict = view_check(exercise, check);
    fprintf(out, "%s%s %zu - ", indent, is_ok(verdict) ? "ok" : "not ok",
            number + 1);
    put_description(out, view_name(check));
    fprintf(out, "%s\n", directive(verdict));
    if (is_ok(verdict) || !*text_of(check, "message"))
        return;
    fprintf(out, "%s  ---\n", indent);
    put_quoted(out, indent, "message", text_of(check, "message"));
    put_quoted(out, indent, "cause", text_of(check, "cause"));
    put_quoted(out, indent, "help", text_of(check, "help"));
    fprintf(out, "%s  ...\n", indent);
}

static void put_exercise(FILE *out, const json_t *exercise, size_t number)
{
    Verdict verdict = view_verdict(exercise);
    size_t checks = json_array_size(json_object_get(exercise, "checks"));
    char *title = view_title(exercise);
    if (checks) {
        fputs("# Subtest: ", out);
        put_description(out, format("%s", title));
        fprintf(out, "\n    1..%zu\n", checks);
    }
    for (size_t i = 0; i < checks; i++)
        put_check(out, exercise, i);
    fprintf(out, "%s %zu - ", is_ok(verdict) ? "ok" : "not ok", number);
    put_description(out, title);
    fprintf(out, "%s\n  ---\n  score: %s\n  points: %s\n  ...\n",
            directive(verdict), points_text(view_score(exercise)).text,
            points_text(view_points(exercise)).text);
}

static void write_it(FILE *out, const json_t *view)
{
    size_t i;
    json_t *exercise, *exercises = json_object_get(view, "exercises");
    fputs("TAP version 14\n", out);
    if (view_problem(view)) {
        fprintf(out, "Bail out! %s\n", view_problem(view));
        return;
    }
    char *head = view_headline(view);
    fprintf(out, "# %s\n1..%zu\n", head, json_array_size(exercises));
    json_array_foreach(exercises, i, exercise)
        put_exercise(out, exercise, i + 1);
    free(head);
}

EXPORT_FORMAT(.name = "tap", .file = "results.tap",
              .about = "the Test Anything Protocol, version 14",
              .one = write_it)
