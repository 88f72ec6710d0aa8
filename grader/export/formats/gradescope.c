/* gradescope.c - results.json of a Gradescope autograder.
 *
 * Texts are of the format `text`: Gradescope's default for the output at the
 * top would be HTML. The score stands at the top, because the points that
 * being late costs belong to no test. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>

static json_t *test_of(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    const char *number = text_of(exercise, "number");
    char *says = view_explain(exercise),
         *output =
             format("%s%s%s", view_words(verdict), *says ? "\n" : "", says);
    json_t *test = made(json_pack(
        "{ss ss* ss ss ss so so ss}", "name", text_of(exercise, "title"),
        "number", *number ? number : NULL, "name_format", "text", "output",
        output, "output_format", "text", "score",
        number_json(view_score(exercise)), "max_score",
        number_json(view_points(exercise)), "visibility", "visible"));
    if (verdict == RIGHT || verdict == WRONG || verdict == UNREACHED)
        json_object_set_new(
            test, "status",
            made(json_string(verdict == RIGHT ? "passed" : "failed")));
    free(says);
    free(output);
    return test;
}

static char *output_of(const json_t *view)
{
    if (view_problem(view))
        return format("%s", view_problem(view));
    char *head = view_headline(view), *notes = view_notes(view);
    char *text = format("%s%s%s", head, *notes ? "\n" : "", notes);
    free(head);
    free(notes);
    return text;
}

static void write_it(FILE *out, const json_t *view)
{
    size_t i;
    json_t *exercise, *tests = made(json_array());
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        json_array_append_new(tests, test_of(exercise));
    char *output = output_of(view);
    json_t *results = made(
        json_pack("{so ss ss ss ss ss ss so}", "score",
                  number_json(number_of(view, "score")), "output", output,
                  "output_format", "text", "test_output_format", "text",
                  "test_name_format", "text", "visibility", "visible",
                  "stdout_visibility", "hidden", "tests", tests));
    put_json(out, results, JSON_INDENT(1));
    json_decref(results);
    free(output);
}

EXPORT_FORMAT(.name = "gradescope", .file = "gradescope.json",
              .about = "results.json of a Gradescope autograder",
              .one = write_it)
