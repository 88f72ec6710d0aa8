/* junit.c - JUnit XML: a suite an exercise, a case a check. A failure is a
 * wrong answer; an error is a call that did not come back, or, of the type
 * "grader", the grader's own. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>

typedef struct {
    size_t tests, failures, errors, skipped;
    double time;
} Tally;

/* The view holds no control characters; what XML 1.0 forbids beyond these,
 * and quotes, is dealt with here. */
static void put(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        const char *entity = c == '<'    ? "&lt;"
                             : c == '>'  ? "&gt;"
                             : c == '&'  ? "&amp;"
                             : c == '"'  ? "&quot;"
                             : c == '\n' ? "&#10;"
                                         : NULL;
        if (entity)
            fputs(entity, out);
        else if (c >= 32)
            fputc(c, out);
    }
}

static void put_attribute(FILE *out, const char *name, const char *text)
{
    fprintf(out, " %s=\"", name);
    put(out, text);
    fputc('"', out);
}

static void count(Tally *tally, const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
    {
        Verdict verdict = view_check(exercise, check);
        tally->tests++;
        bool crashed = verdict == WRONG && view_crashed(check);
        tally->failures += verdict == WRONG && !crashed;
        tally->errors += verdict == UNJUDGED || crashed;
        tally->skipped +=
            verdict == UNREACHED || verdict == WAITING || verdict == LEFT_OUT;
        tally->time += number_of(check, "cpu_s");
    }
}

static void put_tally(FILE *out, const Tally *tally)
{
    fprintf(out,
            " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" "
            "time=\"%.3f\"",
            tally->tests, tally->failures, tally->errors, tally->skipped,
            tally->time);
}

static const char *element(Verdict verdict, bool crashed)
{
    return verdict == WRONG && !crashed              ? "failure"
           : verdict == WRONG || verdict == UNJUDGED ? "error"
                                                     : "skipped";
}

static const char *type(Verdict verdict, bool crashed)
{
    return verdict == UNJUDGED ? "grader" : crashed ? "crash" : "wrong";
}

static void put_verdict(FILE *out, const json_t *check, Verdict verdict)
{
    bool wrong = verdict == WRONG, crashed = wrong && view_crashed(check);
    char *says = view_says(check);
    fprintf(out, "      <%s", element(verdict, crashed));
    put_attribute(out, "message",
                  wrong && *says ? says : view_words(verdict));
    if (wrong || verdict == UNJUDGED)
        put_attribute(out, "type", type(verdict, crashed));
    fputs("/>\n", out);
    free(says);
}

static void put_case(FILE *out, const json_t *exercise, const json_t *check)
{
    Verdict verdict = view_check(exercise, check);
    char *name = view_name(check);
    fputs("    <testcase", out);
    put_attribute(out, "name", name);
    put_attribute(out, "classname", text_of(exercise, "id"));
    fprintf(out, " time=\"%.3f\"", number_of(check, "cpu_s"));
    fputs(verdict == RIGHT ? "/>\n" : ">\n", out);
    if (verdict != RIGHT) {
        put_verdict(out, check, verdict);
        fputs("    </testcase>\n", out);
    }
    free(name);
}

static void put_property(FILE *out, const char *name, double points)
{
    fprintf(out, "      <property name=\"%s\" value=\"%s\"/>\n", name,
            points_text(points).text);
}

static void put_suite(FILE *out, const json_t *exercise)
{
    size_t i;
    json_t *check;
    Tally tally = {0};
    char *title = view_title(exercise);
    double points = view_points(exercise);
    count(&tally, exercise);
    fputs("  <testsuite", out);
    put_attribute(out, "name", title);
    put_tally(out, &tally);
    fputs(">\n    <properties>\n", out);
    put_property(out, "score", view_score(exercise));
    put_property(out, "points", points);
    fputs("    </properties>\n", out);
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
        put_case(out, exercise, check);
    fputs("  </testsuite>\n", out);
    free(title);
}

/* A submission that could not be read is one case in error. */
static void put_problem(FILE *out, const json_t *view)
{
    fputs("  <testsuite name=\"submission\" tests=\"1\" failures=\"0\" "
          "errors=\"1\" skipped=\"0\" time=\"0\">\n"
          "    <testcase name=\"can be read\" classname=\"submission\" "
          "time=\"0\">\n      <error type=\"submission\"",
          out);
    put_attribute(out, "message", view_problem(view));
    fputs("/>\n    </testcase>\n  </testsuite>\n", out);
}

static void write_it(FILE *out, const json_t *view)
{
    size_t i;
    json_t *exercise, *exercises = json_object_get(view, "exercises");
    Tally all = {0};
    bool problem = view_problem(view);
    char *line = problem ? format("not graded") : view_headline(view);
    char *head = format("%s: %s", text_of(view, "submission"), line);
    json_array_foreach(exercises, i, exercise) count(&all, exercise);
    if (problem)
        all.tests = all.errors = 1;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", out);
    put_attribute(out, "name", head);
    put_tally(out, &all);
    fputs(">\n", out);
    json_array_foreach(exercises, i, exercise) put_suite(out, exercise);
    if (problem)
        put_problem(out, view);
    fputs("</testsuites>\n", out);
    free(head);
    free(line);
}

EXPORT_FORMAT(.name = "junit", .file = "junit.xml",
              .about = "JUnit XML, for continuous integration",
              .one = write_it)
