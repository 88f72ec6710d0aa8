/* prairielearn.c - results.json of PrairieLearn's external graders. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>

/* Every test has points and max_points: one that lacks them turns the
 * display of points off for all. */
static json_t *test_of(const json_t *exercise)
{
    double points = view_points(exercise);
    char *title = view_title(exercise), *says = view_explain(exercise);
    json_t *test =
        made(json_pack("{ss ss so so ss}", "name", title, "message",
                       view_words(view_verdict(exercise)), "points",
                       number_json(view_score(exercise)), "max_points",
                       number_json(points), "output", says));
    free(title);
    free(says);
    return test;
}

/* A share between 0 and 1, whatever people's marks add up to. */
static double share_of(const json_t *view)
{
    double most = number_of(view, "max_score"),
           share = most > 0 ? number_of(view, "score") / most : 0;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

static json_t *ungradable(const json_t *view)
{
    return made(json_pack("{sb ss}", "gradable", 0, "format_errors",
                          view_problem(view)));
}

static json_t *results_of(const json_t *view)
{
    size_t i;
    json_t *exercise, *tests = made(json_array());
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        json_array_append_new(tests, test_of(exercise));
    char *head = view_headline(view), *notes = view_notes(view);
    json_t *results =
        made(json_pack("{sb so ss ss so}", "gradable", 1, "score",
                       number_json(share_of(view)), "message", head, "output",
                       notes, "tests", tests));
    free(head);
    free(notes);
    return results;
}

static void write_it(FILE *out, const json_t *view)
{
    json_t *results =
        view_problem(view) ? ungradable(view) : results_of(view);
    put_json(out, results, JSON_INDENT(1));
    json_decref(results);
}

EXPORT_FORMAT(.name = "prairielearn", .file = "prairielearn.json",
              .about = "results.json of a PrairieLearn external grader",
              .one = write_it)
