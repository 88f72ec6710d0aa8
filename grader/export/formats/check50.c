/* check50.c - JSON as `check50 -o json` writes it: a result an exercise, with
 * null where nothing can be said. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

static json_t *passed(Verdict verdict)
{
    return verdict == RIGHT   ? json_true()
           : verdict == WRONG ? json_false()
                              : json_null();
}

/* Lines of what there is to say. */
static json_t *log_of(char *text)
{
    Texts lines = texts_split(text, "\n");
    json_t *log = texts_json(&lines);
    texts_free(&lines);
    free(text);
    return log;
}

static json_t *cause_of(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    const json_t *failed = view_first_failed(exercise);
    if (verdict == RIGHT)
        return json_null();
    if (verdict != WRONG || !failed)
        return made(
            json_pack("{ss sn}", "rationale", view_words(verdict), "help"));
    const char *cause = text_of(failed, "cause"),
               *help = text_of(failed, "help"),
               *shown = *cause ? cause : help;
    return made(json_pack("{ss ss?}", "rationale", text_of(failed, "message"),
                          "help", *shown ? shown : NULL));
}

static json_t *result_of(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    const char *needed = json_string_value(
        json_array_get(json_object_get(exercise, "needs"), 0));
    char *title = view_title(exercise);
    json_t *result = made(json_pack(
        "{ss ss so so so s{so so} ss?}", "name", text_of(exercise, "id"),
        "description", title, "passed", passed(verdict), "log",
        log_of(view_explain(exercise)), "cause", cause_of(exercise), "data",
        "score", number_json(view_score(exercise)), "points",
        number_json(view_points(exercise)), "dependency",
        verdict == UNREACHED ? needed : NULL));
    free(title);
    return result;
}

/* The total stands beside the exercises: the format has no other place. */
static json_t *total_of(const json_t *view)
{
    char *head = view_headline(view);
    json_t *total = made(json_pack(
        "{ss ss sn so sn s{so so} sn}", "name", "total", "description", head,
        "passed", "log", log_of(view_notes(view)), "cause", "data", "score",
        number_json(number_of(view, "score")), "points",
        number_json(number_of(view, "max_score")), "dependency"));
    free(head);
    return total;
}

static json_t *error_of(const json_t *view)
{
    return made(json_pack("{ss ss s[] s{}}", "type", "Unreadable", "value",
                          view_problem(view), "traceback", "data"));
}

static json_t *results_of(const json_t *view)
{
    size_t i;
    json_t *exercise, *results = made(json_array());
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        json_array_append_new(results, result_of(exercise));
    json_array_append_new(results, total_of(view));
    return results;
}

static void write_it(FILE *out, const json_t *view)
{
    bool problem = view_problem(view);
    json_t *all =
        made(json_pack("{ss ss so}", "slug", text_of(view, "course"),
                       "version", "3.3.0", problem ? "error" : "results",
                       problem ? error_of(view) : results_of(view)));
    put_json(out, all, JSON_INDENT(1));
    json_decref(all);
}

EXPORT_FORMAT(.name = "check50", .file = "check50.json",
              .about = "JSON in the style of check50 -o json",
              .one = write_it)
