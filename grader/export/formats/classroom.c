/* classroom.c - the output `result` of one step of a GitHub Classroom
 * workflow, as autograding-grading-reporter reads it: JSON in base64. The
 * reporter adds the tests' scores up, so one step gives partial credit. It
 * prints the messages, where a line that begins with `::` would be a command
 * to the runner: they have no line ends, and no two colons in a row. It
 * reads the result from its environment, where a text ends at 128 KiB: the
 * messages share what room there is. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void put_base64(FILE *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i += 3) {
        unsigned long bits = 0;
        size_t some = size - i < 3 ? size - i : 3;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < some ? (unsigned char)text[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            fputc(k > some ? '=' : letters[bits >> (18 - 6 * k) & 63], out);
    }
    fputc('\n', out);
}

enum { RESULT_MOST = 80 << 10, TEST_SIZE = 250, TITLE_MOST = 120 };

/* How long the message of one test of so many may be: base64 makes four
 * letters of three bytes. */
static size_t message_most(const json_t *view)
{
    size_t tests = json_array_size(json_object_get(view, "exercises")) + 2,
           share = RESULT_MOST / tests;
    return share > TEST_SIZE + 40 ? share - TEST_SIZE : 40;
}

/* The text on one line, without commands; takes it over. */
static json_t *harmless(char *text, size_t most)
{
    char *line = clean_line(text, strlen(text), most);
    for (char *c = line; *c; c++)
        if ((*c == ':' && c[1] == ':') || (*c == '#' && c[1] == '#'))
            *c = '.';
        else if (*c == '"' || *c == '\\')
            *c = '\''; /* either would take two letters */
    json_t *json = made(json_string(line));
    free(line);
    free(text);
    return json;
}

static json_t *test_new(char *name, const char *status, double score,
                        char *message, size_t most)
{
    return made(json_pack("{so ss so so ss ss si si}", "name",
                          harmless(name, TITLE_MOST), "status", status,
                          "score", number_json(score), "message",
                          harmless(message, most), "test_code", "",
                          "filename", "", "line_no", 0, "duration", 0));
}

/* What waits for a person is no failure of the student's. */
static const char *status_of(Verdict verdict)
{
    return verdict == UNJUDGED                        ? "error"
           : verdict == WRONG || verdict == UNREACHED ? "fail"
                                                      : "pass";
}

static json_t *test_of(const json_t *exercise, size_t most)
{
    Verdict verdict = view_verdict(exercise);
    char *says = view_explain(exercise);
    char *message =
        format("%s%s%s", view_words(verdict), *says ? ". " : "", says);
    free(says);
    return test_new(view_title(exercise), status_of(verdict),
                    view_score(exercise), message, most);
}

static json_t *tests_of(const json_t *view)
{
    size_t i;
    size_t most = message_most(view);
    double rest = view_adjustment(view);
    json_t *exercise, *tests = made(json_array());
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        json_array_append_new(tests, test_of(exercise, most));
    if (rest != 0)
        json_array_append_new(tests,
                              test_new(format("handed in late"), "fail", rest,
                                       view_notes(view), most));
    if (view_problem(view))
        json_array_append_new(
            tests, test_new(format("the submission"), "error", 0,
                            format("%s", view_problem(view)), most));
    return tests;
}

static const char *whole_status(const json_t *tests)
{
    size_t i;
    json_t *test;
    const char *worst = "pass";
    json_array_foreach(tests, i, test)
    {
        const char *status = text_of(test, "status");
        if (strcmp(status, "error") == 0)
            return status;
        worst = strcmp(status, "fail") == 0 ? status : worst;
    }
    return worst;
}

static void write_it(FILE *out, const json_t *view)
{
    json_t *tests = tests_of(view);
    json_t *result = made(json_pack("{si ss so so}", "version", 1, "status",
                                    whole_status(tests), "max_score",
                                    number_json(number_of(view, "max_score")),
                                    "tests", tests));
    char *text =
        need(json_dumps(result, JSON_COMPACT | JSON_REAL_PRECISION(9)));
    put_base64(out, text, strlen(text));
    free(text);
    json_decref(result);
}

EXPORT_FORMAT(.name = "classroom", .file = "classroom.txt",
              .about = "the result of a GitHub Classroom workflow's step",
              .one = write_it)
