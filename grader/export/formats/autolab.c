/* autolab.c - what an Autolab autograder prints: a line that presents the
 * verdicts, and the line with the scores, which has to be the last.
 *
 * The problems, which have to exist on the site: `checks` (code and runs,
 * less what being late costs) and, where the course asks for answers and none
 * waits for a person, `answers`. Where answers are waiting, that problem is
 * left to whoever marks it on the site.
 *
 * Autolab reads `word:` as `"word":` wherever it stands, within strings too:
 * no colon of ours follows a letter or a digit. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

/* The text with a blank before each colon; takes the text over. */
static json_t *spaced(char *text)
{
    char *to, *wide = need(malloc(2 * strlen(text) + 1));
    to = wide;
    for (const char *c = text; *c; c++) {
        if (*c == ':')
            *to++ = ' ';
        *to++ = *c;
    }
    *to = '\0';
    free(text);
    json_t *json = made(json_string(wide));
    free(wide);
    return json;
}

static json_t *test_of(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    const json_t *failed = view_first_failed(exercise);
    json_t *test = made(json_pack("{sb}", "passed", verdict == RIGHT));
    char *says = failed ? view_says(failed) : NULL;
    if (verdict == WRONG && says)
        json_object_set_new(test, "hint", spaced(format("%s", says)));
    else if (verdict != RIGHT)
        json_object_set_new(test, "hint",
                            spaced(format("%s", view_words(verdict))));
    free(says);
    return test;
}

/* "Chapter 2", from an exercise's number; a declaration has none. */
static char *stage_of(const json_t *exercise)
{
    const char *number = text_of(exercise, "number");
    if (!*number)
        return format("Declarations");
    return format("Chapter %.*s", (int)strcspn(number, "."), number);
}

static void add_test(json_t *line, const json_t *exercise)
{
    char *stage = stage_of(exercise);
    json_t *title = spaced(view_title(exercise)),
           *tests = json_object_get(line, stage);
    if (!tests) {
        tests = made(json_object());
        json_object_set_new(line, stage, tests);
        json_array_append_new(json_object_get(line, "stages"),
                              made(json_string(stage)));
    }
    json_object_set_new(tests, json_string_value(title), test_of(exercise));
    json_decref(title);
    free(stage);
}

static json_t *presentation(const json_t *view)
{
    size_t i;
    json_t *exercise, *line = made(json_pack("{ss s[]}", "_presentation",
                                             "semantic", "stages"));
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        add_test(line, exercise);
    return line;
}

static json_t *scores(const json_t *view)
{
    size_t i;
    bool asked = false; /* a problem that the site lacks is an error there */
    double checks = view_adjustment(view), answers = 0;
    json_t *exercise, *scores = made(json_object());
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
    {
        bool answer = strcmp(text_of(exercise, "kind"), "answer") == 0;
        asked |= answer;
        double score = view_score(exercise);
        *(answer ? &answers : &checks) += score;
    }
    json_object_set_new(scores, "checks", number_json(checks));
    if (asked && number_of(view, "pending") == 0)
        json_object_set_new(scores, "answers", number_json(answers));
    return made(json_pack("{so}", "scores", scores));
}

static void write_it(FILE *out, const json_t *view)
{
    char *said = view_problem(view) ? format("%s", view_problem(view))
                                    : view_headline(view);
    json_t *verdicts = presentation(view), *last = scores(view);
    fprintf(out, "%s\n", said);
    put_json(out, verdicts, 0);
    put_json(out, last, JSON_COMPACT);
    json_decref(verdicts);
    json_decref(last);
    free(said);
}

EXPORT_FORMAT(.name = "autolab", .file = "autolab.txt",
              .about = "the last lines of an Autolab autograder's output",
              .one = write_it)
