/* view.c - what a student may know of a grading. */
#include "view.h"
#include "../grade/fault.h"
#include "../grade/files.h"
#include "../grade/record.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MOST = 2000, RECORD_MOST = 64 << 20 };

/* Taking over */

static const char *const head_members[] = {"submission", "course",  "score",
                                           "max_score",  "pending", "penalty",
                                           "late_s",     "flags",   NULL};
static const char *const student_members[] = {"id", "name", "group", NULL};
static const char *const exercise_members[] = {"id",     "number", "title",
                                               "kind",   "points", "score",
                                               "status", "needs",  NULL};
static const char *const check_members[] = {
    "id", "status", "message", "cause", "help", "cpu_s", NULL};

/* Where a terminal's escape sequence that starts at `at` ends. */
static const char *escape_end(const char *at)
{
    if (at[1] == ']') { /* up to a bell, such as a window's title */
        at += strcspn(at, "\a");
        return *at ? at + 1 : at;
    }
    if (at[1] != '[')
        return at + 1;
    at += 2;
    at += strspn(at, "0123456789;:<=>? !\"#$%&'()*+,-./");
    return *at ? at + 1 : at;
}

static char *without_escapes(const char *text)
{
    char *plain = need(malloc(strlen(text) + 1)), *to = plain;
    while (*text)
        if (*text == '\033')
            text = escape_end(text);
        else
            *to++ = *text++;
    *to = '\0';
    return plain;
}

static json_t *clean_json(const char *text)
{
    char *plain = without_escapes(text);
    char *clean = clean_line(plain, strlen(plain), TEXT_MOST);
    json_t *json = made(json_string(clean));
    free(plain);
    free(clean);
    return json;
}

static json_t *clean_value(const json_t *value)
{
    size_t i;
    json_t *one, *list;
    if (json_is_string(value))
        return clean_json(json_string_value(value));
    if (json_is_number(value))
        return number_json(json_number_value(value));
    list = made(json_array());
    json_array_foreach(value, i, one) if (json_is_string(one))
        json_array_append_new(list, clean_json(json_string_value(one)));
    return list;
}

static json_t *take(const json_t *from, const char *const *members)
{
    json_t *to = made(json_object());
    for (; *members; members++)
        json_object_set_new(to, *members,
                            clean_value(json_object_get(from, *members)));
    return to;
}

static json_t *take_all(const json_t *list, const char *const *members)
{
    size_t i;
    json_t *one, *taken = made(json_array());
    json_array_foreach(list, i, one)
        json_array_append_new(taken, take(one, members));
    return taken;
}

/* Points of all that was judged; with or without the runs. */
static double sum_of(const json_t *record, bool runs)
{
    size_t i;
    double sum = 0;
    json_t *exercise;
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        bool run = strcmp(text_of(exercise, "kind"), "run") == 0;
        if ((runs || !run) && exercise_status(exercise) != BROKEN)
            sum += number_of(exercise, "points");
    }
    return sum;
}

/* Was the record made without training? Then its maximum is that of the
 * others, and runs count for nobody. */
static bool without_runs(const json_t *record)
{
    double most = number_of(record, "max_score");
    return fabs(sum_of(record, true) - most) > 1e-6 &&
           fabs(sum_of(record, false) - most) < 1e-6;
}

static json_t *view_of(const json_t *record)
{
    bool untrained = without_runs(record);
    size_t i;
    json_t *exercise, *view = take(record, head_members),
                      *exercises = made(json_array());
    json_array_foreach(json_object_get(record, "exercises"), i, exercise)
    {
        json_t *one = take(exercise, exercise_members);
        json_object_set_new(
            one, "checks",
            take_all(json_object_get(exercise, "checks"), check_members));
        if (untrained && strcmp(text_of(one, "kind"), "run") == 0)
            json_object_set_new(one, "left_out", json_true());
        json_array_append_new(exercises, one);
    }
    json_object_set_new(view, "exercises", exercises);
    json_object_set_new(
        view, "group",
        take_all(json_object_get(record, "group"), student_members));
    return view;
}

json_t *view_of_problem(const char *name, const char *problem)
{
    return made(json_pack(
        "{so ss si si si si s[] s[] s[] so}", "submission", clean_json(name),
        "course", "", "score", 0, "max_score", 0, "pending", 0, "penalty", 0,
        "flags", "group", "exercises", "problem", clean_json(problem)));
}

static char *read_member(const char *out, const char *file)
{
    char *path = format("%s/%s", out, file);
    char *text = file_read(path, RECORD_MOST, NULL);
    if (!text && errno != ENOENT && errno != ENOTDIR)
        die(BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    free(path);
    return text;
}

static json_t *parse(const char *text, const char *out)
{
    json_error_t error;
    json_t *record = json_loads(text, 0, &error);
    if (!record || !json_is_array(json_object_get(record, "exercises")))
        die(BAD_INPUT, "%s/result.json is no record of a grading", out);
    return record;
}

json_t *view_read(const char *out, const char *name)
{
    json_t *view = NULL;
    char *record = read_member(out, "result.json");
    char *problem = record ? NULL : read_member(out, "problem.txt");
    if (record) {
        json_t *json = parse(record, out);
        view = view_of(json);
        json_decref(json);
    } else if (problem) {
        view = view_of_problem(name, problem);
    }
    free(record);
    free(problem);
    return view;
}

/* Verdicts */

const char *view_problem(const json_t *view)
{
    return json_string_value(json_object_get(view, "problem"));
}

/* A run that was not asked for has this check alone, unless there was nothing
 * to run. */
static bool left_out(const json_t *exercise)
{
    if (json_is_true(json_object_get(exercise, "left_out")))
        return true;
    const json_t *check =
        json_array_get(json_object_get(exercise, "checks"), 0);
    return strcmp(text_of(check, "id"), "training") == 0 &&
           strcmp(text_of(check, "status"), status_name(SKIPPED)) == 0;
}

Verdict view_verdict(const json_t *exercise)
{
    static const Verdict verdicts[] = {[PASSED] = RIGHT,
                                       [FAILED] = WRONG,
                                       [SKIPPED] = UNREACHED,
                                       [BROKEN] = UNJUDGED,
                                       [TO_BE_MARKED] = WAITING};
    return left_out(exercise) ? LEFT_OUT
                              : verdicts[exercise_status(exercise)];
}

Verdict view_check(const json_t *exercise, const json_t *check)
{
    Verdict whole = view_verdict(exercise), own = view_verdict(check);
    return whole == LEFT_OUT || (whole == RIGHT && own != RIGHT) ? LEFT_OUT
                                                                 : own;
}

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

double view_points(const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    return verdict == LEFT_OUT || verdict == UNJUDGED
               ? 0
               : number_of(exercise, "points");
}

double view_adjustment(const json_t *view)
{
    size_t i;
    double sum = 0;
    json_t *exercise;
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
    {
        Verdict verdict = view_verdict(exercise);
        if (verdict != LEFT_OUT && verdict != UNJUDGED)
            sum += number_of(exercise, "score");
    }
    double rest = number_of(view, "score") - sum;
    return fabs(rest) < 1e-6 ? 0 : rest;
}

/* Words */

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
        "%s of %s points%s%s.", points_text(number_of(view, "score")).text,
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

const json_t *view_first_failed(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i, check)
    {
        if (view_check(exercise, check) == WRONG)
            return check;
    }
    return NULL;
}
