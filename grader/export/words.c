/* words.c - what there is to say about a view. */
#include "words.h"
#include "base/fault.h"
#include "record/record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *view_words(Verdict verdict)
{
    static const char *const words[] = {
        [RIGHT] = "passed",
        [WRONG] = "not yet",
        [UNREACHED] = "skipped: what it needs failed",
        [WAITING] = "answered, to be marked by a person",
        [LEFT_OUT] = "left out: counts for nobody",
        [UNJUDGED] = "not judged: the grader's own fault, costs no marks"};
    return words[verdict];
}

Points points_text(double points)
{
    Points text;
    points = round(points * 100) / 100 + 0.0; /* no "-0" */
    snprintf(text.text, sizeof text.text, "%.2f", points);
    for (char *last = text.text + strlen(text.text) - 1;
         *last == '0' || *last == '.'; last--) {
        bool dot = *last == '.';
        *last = '\0';
        if (dot)
            break;
    }
    return text;
}

char *view_headline(const json_t *view)
{
    double pending = number_of(view, "pending"), rest = view_adjustment(view);
    char *late = rest < 0 ? format("; %s taken off", points_text(-rest).text)
                          : format("%s", "");
    char *wait = pending > 0
                     ? format("; answers worth %s more wait for a person",
                              points_text(pending).text)
                     : format("%s", "");
    char *line = format(
        "%s of %s points%s%s. The checks used fresh numbers; their values "
        "are not shown.",
        points_text(number_of(view, "score")).text,
        points_text(number_of(view, "max_score")).text, late, wait);
    free(late);
    free(wait);
    return line;
}

char *view_notes(const json_t *view)
{
    size_t i;
    json_t *flag;
    char *notes = format("%s", "");
    json_array_foreach(json_object_get(view, "flags"), i, flag)
    {
        char *longer =
            format("%s%s%s", notes, i ? "\n" : "", json_string_value(flag));
        free(notes);
        notes = longer;
    }
    return notes;
}

char *view_title(const json_t *exercise)
{
    const char *number = text_of(exercise, "number");
    return format("%s%s%s", number, *number ? " " : "",
                  text_of(exercise, "title"));
}

char *view_name(const json_t *check)
{
    char *name = format("%s", text_of(check, "id"));
    for (char *c = name; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    return name;
}

char *view_says(const json_t *check)
{
    const char *message = text_of(check, "message"),
               *cause = text_of(check, "cause");
    return *cause ? format("%s%slikely cause: %s", message,
                           *message ? "; " : "", cause)
                  : format("%s", message);
}

/* A line on a check; NULL when it passed without a word. A check that is
 * alone needs no name. */
static char *line_on(const json_t *exercise, const json_t *check)
{
    bool alone = json_array_size(json_object_get(exercise, "checks")) == 1;
    char *says = view_says(check), *name = view_name(check);
    Verdict verdict = view_check(exercise, check);
    char *line = NULL;
    if (*says && alone)
        line = format("%s", says);
    else if (*says)
        line = format("%s: %s", name, says);
    else if (verdict != RIGHT)
        line = format("%s: %s", name, view_words(verdict));
    free(says);
    free(name);
    return line;
}

/* Adds a line where there is room for it, and for a word that more is left
 * out. */
static void add_line(char *text, const char *line)
{
    static const char more[] = "...";
    size_t used = strlen(text);
    if (used >= sizeof more && strcmp(text + used - 3, more) == 0)
        return;
    bool fits = used + strlen(line) + sizeof more + 2 < EXPLAIN_MOST;
    snprintf(text + used, EXPLAIN_MOST - used, "%s%s", used ? "\n" : "",
             fits ? line : more);
}

char *view_explain(const json_t *exercise)
{
    size_t i;
    json_t *check;
    const json_t *failed = view_first_failed(exercise);
    char *text = need(calloc(1, EXPLAIN_MOST));
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
    {
        char *line = line_on(exercise, check);
        if (line)
            add_line(text, line);
        free(line);
    }
    if (failed && *text_of(failed, "help")) {
        char *hint = format("A hint: %s", text_of(failed, "help"));
        add_line(text, hint);
        free(hint);
    }
    return text;
}
