/* feedback.c - what the student reads: what to do first, the mistakes, what
 * can be said in a line, and a table of all. */
#include "feedback.h"
#include "base/fault.h"
#include "record.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Text that became code or a list would read badly, and text that became a
 * link or an image would do harm: a word with marks of Markdown in it is put
 * as code, in which nothing has a meaning. */

static bool is_plain(char c)
{
    unsigned char u = (unsigned char)c;
    return strchr(" .,;:'\"()/-=?!%", c) || !ispunct(u);
}

/* Would the word, at the start of a line, be a mark of its own? */
static bool is_marker(const char *word, size_t size)
{
    size_t digits = 0;
    while (digits < size && isdigit((unsigned char)word[digits]))
        digits++;
    return strspn(word, "-=") >= size ||
           (digits && digits + 1 == size && strchr(".)", word[digits]));
}

static bool is_code(const char *word, size_t size, bool first)
{
    bool code = first && is_marker(word, size);
    for (size_t i = 0; i < size; i++)
        code |= !is_plain(word[i]) ||
                (word[i] == ':' && i + 2 < size && word[i + 1] == '/');
    return code || (size > 4 && strncasecmp(word, "www.", 4) == 0);
}

/* Punctuation around a word stays outside of the code; a bracket that is
 * opened in it is closed in it. */
static void put_code(FILE *out, const char *word, size_t size)
{
    size_t before = 0, after = size;
    while (before < after && strchr("('\"", word[before]))
        before++;
    while (after > before && strchr(".,;:'\"?!)", word[after - 1]) &&
           !(word[after - 1] == ')' &&
             memchr(word + before, '(', after - before)))
        after--;
    if (before == after)
        before = 0, after = size;
    fprintf(out, "%.*s`", (int)before, word);
    for (size_t i = before; i < after; i++)
        fputc(word[i] == '`' ? '\'' : word[i], out);
    fprintf(out, "`%.*s", (int)(size - after), word + after);
}

/* The length of a quotation that begins at `text`, such as "## id"; else 0.
 */
static size_t quotation(const char *text)
{
    if (*text != '"' && *text != '\'')
        return 0;
    for (const char *end = text + 1; (end = strchr(end, *text)); end++)
        if (end > text + 1 && (!end[1] || strchr(" .,;:)", end[1])))
            return (size_t)(end + 1 - text);
    return 0;
}

/* The length of what is looked at as one: a quotation, or a word. */
static size_t piece(const char *text)
{
    size_t word = strcspn(text, " \t\r\n\v\f"), quoted = quotation(text);
    return quoted > word ? quoted + strcspn(text + quoted, " \t\r\n\v\f")
                         : word;
}

static void put(FILE *out, const char *text)
{
    for (bool first = true; *text; first = false) {
        size_t blanks = strspn(text, " \t\r\n\v\f");
        size_t size = piece(text + blanks);
        if (blanks)
            fputc(' ', out);
        text += blanks;
        if (is_code(text, size, first))
            put_code(out, text, size);
        else
            fwrite(text, 1, size, out);
        text += size;
    }
}

/* In a table a bar parts cells, even in code. */
static void put_cell(FILE *out, const char *text)
{
    char *copy = format("%s", text);
    for (char *at = copy; (at = strchr(at, '|'));)
        *at = '/';
    put(out, copy);
    free(copy);
}

static void put_name(FILE *out, const char *name)
{
    char *spaced = format("%s", name);
    for (char *at = spaced; (at = strchr(at, '_'));)
        *at = ' ';
    put(out, spaced);
    free(spaced);
}

/* Verdicts */

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

static bool has_status(const json_t *check, Status status)
{
    return strcmp(text_of(check, "status"), status_name(status)) == 0;
}

static bool worth_telling(const json_t *check)
{
    return !has_status(check, PASSED) || *text_of(check, "message");
}

static bool has_more_to_say(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i,
                       check) if (worth_telling(check)) return true;
    return false;
}

/* The check that says all there is to say, where its name says nothing, such
 * as "answer"; else NULL. */
static const json_t *only_check(const json_t *exercise)
{
    static const char *const names[] = {"answer",   "compiles", "handed_in",
                                        "training", "declared", "stands_on",
                                        "needs"};
    const json_t *checks = json_object_get(exercise, "checks");
    const json_t *check = json_array_get(checks, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (json_array_size(checks) == 1 &&
            strcmp(names[i], text_of(check, "id")) == 0)
            return check;
    return NULL;
}

/* What a person wrote about an answer is no line among others. */
static bool fits_in_a_line(const json_t *exercise)
{
    const json_t *check = only_check(exercise);
    const char *message = text_of(check, "message");
    return check && *message &&
           (strcmp(text_of(check, "id"), "answer") != 0 ||
            strcmp(message, "not answered") == 0 ||
            exercise_status(exercise) == TO_BE_MARKED);
}

static void put_place(FILE *out, const json_t *exercise)
{
    const char *number = text_of(exercise, "number");
    put(out, *number ? number : text_of(exercise, "title"));
}

/* An exercise's checks: of each cause the first check that has it; if none
 * has one, the first that fails. The others are named in a line. */

static bool same_text(const json_t *a, const json_t *b, const char *key)
{
    return strcmp(text_of(a, key), text_of(b, key)) == 0;
}

/* Checks that were made again say so in their names (again.c). */
static size_t name_length(const json_t *check)
{
    const char *id = text_of(check, "id"), *again = strstr(id, " (with ");
    return again ? (size_t)(again - id) : strlen(id);
}

static bool same_name(const json_t *a, const json_t *b)
{
    size_t length = name_length(a);
    return length == name_length(b) &&
           strncmp(text_of(a, "id"), text_of(b, "id"), length) == 0;
}

static bool any_cause(const json_t *checks)
{
    size_t i;
    json_t *check;
    json_array_foreach(checks, i,
                       check) if (worth_telling(check) &&
                                  has_status(check, FAILED) &&
                                  *text_of(check, "cause")) return true;
    return false;
}

/* A sanitizer may have noted at a check that passes what another failed of.
 */
static bool told_by_failure(const json_t *checks, const json_t *note)
{
    size_t i;
    json_t *check;
    json_array_foreach(
        checks, i, check) if (has_status(check, FAILED) &&
                              *text_of(check, "message") &&
                              strstr(text_of(note, "message"),
                                     text_of(check, "message"))) return true;
    return false;
}

/* Is it told in full? `causes` says whether any failure has one. */
static bool leads(const json_t *checks, size_t at, bool causes)
{
    const json_t *check = json_array_get(checks, at);
    bool fails = has_status(check, FAILED);
    if (!worth_telling(check) ||
        (causes && fails && !*text_of(check, "cause")) ||
        (!fails && told_by_failure(checks, check)))
        return false;
    for (size_t i = 0; i < at; i++) {
        const json_t *other = json_array_get(checks, i);
        if (!worth_telling(other) || has_status(other, FAILED) != fails)
            continue;
        if (same_text(other, check, fails ? "cause" : "message"))
            return false;
    }
    return true;
}

static bool named_before(const json_t *checks, size_t at, bool causes)
{
    const json_t *check = json_array_get(checks, at);
    for (size_t i = 0; i < json_array_size(checks); i++) {
        const json_t *other = json_array_get(checks, i);
        if (worth_telling(other) && same_name(other, check) &&
            (i < at || leads(checks, i, causes)))
            return true;
    }
    return false;
}

static void put_check(FILE *out, const json_t *check)
{
    const char *message = text_of(check, "message");
    fputs("- ", out);
    put_name(out, text_of(check, "id"));
    fputs(*message ? ": " : "", out);
    put(out, message);
    fputc('\n', out);
    if (!*text_of(check, "cause"))
        return;
    fputs("  - likely cause: ", out);
    put(out, text_of(check, "cause"));
    fputc('\n', out);
}

static void put_others(FILE *out, const json_t *checks, bool causes)
{
    size_t i, count = 0;
    json_t *check;
    json_array_foreach(checks, i, check) count +=
        has_status(check, FAILED) && !named_before(checks, i, causes) &&
        !leads(checks, i, causes);
    if (count == 0)
        return;
    fprintf(out,
            "- %zu more check%s of this exercise fail%s, likely for the "
            "same reason: ",
            count, count == 1 ? "" : "s", count == 1 ? "s" : "");
    json_array_foreach(checks, i, check)
    {
        if (!has_status(check, FAILED) || leads(checks, i, causes) ||
            named_before(checks, i, causes))
            continue;
        char *name =
            format("%.*s", (int)name_length(check), text_of(check, "id"));
        put_name(out, name);
        fputs(--count ? "; " : "\n", out);
        free(name);
    }
}

static void put_hint(FILE *out, const json_t *checks)
{
    size_t i;
    json_t *check;
    json_array_foreach(checks, i, check)
    {
        if (!*text_of(check, "help"))
            continue;
        fprintf(out, "- a hint: `%s`\n", text_of(check, "help"));
        return;
    }
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
    bool causes = any_cause(checks);
    fprintf(out, "\n## %s%s", number, *number ? " " : "");
    put(out, text_of(exercise, "title"));
    fprintf(out, ": %s\n\n", verdict_of(exercise));
    if (exercise_status(exercise) == PASSED)
        put_help(out, checks);
    if (only_check(exercise)) {
        fputs("- ", out);
        put(out, text_of(only_check(exercise), "message"));
        fputc('\n', out);
        return;
    }
    for (int fails = 1; fails >= 0; fails--)
        json_array_foreach(checks, i,
                           check) if (has_status(check, FAILED) == fails &&
                                      leads(checks, i, causes))
            put_check(out, check);
    put_others(out, checks, causes);
    put_hint(out, checks);
}

/* Lines: what holds for several exercises is said once. */

static bool says_the_same(const json_t *a, const json_t *b)
{
    return fits_in_a_line(a) && fits_in_a_line(b) &&
           same_text(only_check(a), only_check(b), "message") &&
           same_text(only_check(a), only_check(b), "id");
}

static bool is_first(const json_t *exercises, size_t at)
{
    const json_t *exercise = json_array_get(exercises, at);
    for (size_t i = 0; i < at; i++)
        if (says_the_same(json_array_get(exercises, i), exercise))
            return false;
    return fits_in_a_line(exercise);
}

static bool does_not_compile(const json_t *exercise)
{
    return exercise_status(exercise) == FAILED && fits_in_a_line(exercise) &&
           strcmp(text_of(only_check(exercise), "id"), "compiles") == 0;
}

static void put_places(FILE *out, const json_t *exercises, size_t at)
{
    const json_t *first = json_array_get(exercises, at);
    put_place(out, first);
    for (size_t i = at + 1; i < json_array_size(exercises); i++)
        if (says_the_same(json_array_get(exercises, i), first)) {
            fputs(", ", out);
            put_place(out, json_array_get(exercises, i));
        }
}

/* A chapter that does not compile. */
static void put_broken(FILE *out, const json_t *exercises, size_t at)
{
    fputs("\n## It does not compile: ", out);
    put_places(out, exercises, at);
    fputs("\n\n- ", out);
    put(out, text_of(only_check(json_array_get(exercises, at)), "message"));
    fputc('\n', out);
}

static void put_lines(FILE *out, const json_t *exercises)
{
    size_t i;
    bool any = false;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        if (!is_first(exercises, i) || does_not_compile(exercise))
            continue;
        fputs(any ? "- " : "\n## The rest, in a line each\n\n- ", out);
        put(out, text_of(only_check(exercise), "message"));
        fputs(": ", out);
        put_places(out, exercises, i);
        fputs("\n", out);
        any = true;
    }
}

static void put_mistakes(FILE *out, const json_t *exercises, bool passed)
{
    size_t i;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        if ((exercise_status(exercise) == PASSED) != passed)
            continue;
        if (does_not_compile(exercise) && is_first(exercises, i))
            put_broken(out, exercises, i);
        else if (has_more_to_say(exercise) && !fits_in_a_line(exercise))
            put_details(out, exercise);
    }
}

static void put_row(FILE *out, const json_t *exercise)
{
    fprintf(out, "| %s | ", text_of(exercise, "number"));
    put_cell(out, text_of(exercise, "item"));
    fputs(*text_of(exercise, "item") ? ": " : "", out);
    put_cell(out, text_of(exercise, "title"));
    fprintf(out, " | %s | %g of %g |\n", verdict_of(exercise),
            number_of(exercise, "score"), number_of(exercise, "points"));
}

static void put_table(FILE *out, const json_t *exercises)
{
    size_t i;
    json_t *exercise;
    fputs("\n## All exercises\n\n| number | exercise | verdict | points |\n"
          "|---|---|---|---|\n",
          out);
    json_array_foreach(exercises, i, exercise) put_row(out, exercise);
}

static void put_list(FILE *out, const char *title, const json_t *texts)
{
    size_t i;
    json_t *text;
    if (json_array_size(texts))
        fprintf(out, "\n## %s\n\n", title);
    json_array_foreach(texts, i, text)
    {
        fputs("- ", out);
        put(out, json_string_value(text));
        fputc('\n', out);
    }
}

/* How many passed, and where to begin: with code that does not compile, or
 * with the first exercise that fails. */
static void put_first(FILE *out, const json_t *exercises)
{
    size_t i, passed = 0;
    const json_t *first = NULL;
    json_t *exercise;
    json_array_foreach(exercises, i, exercise)
    {
        bool fails =
            exercise_status(exercise) == FAILED &&
            (!fits_in_a_line(exercise) || does_not_compile(exercise));
        passed += exercise_status(exercise) == PASSED;
        first = !first && fails ? exercise : first;
    }
    fprintf(out, "\n%zu of %zu exercises passed", passed,
            json_array_size(exercises));
    if (first) {
        fputs("; begin with ", out);
        put_place(out, first);
    }
    fputs(".\n", out);
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
    fputs(".\n", out);
    put_first(out, json_object_get(result, "exercises"));
    fputs("\nThese checks used fresh numbers, others than those on your "
          "machine; their values are not shown.\n",
          out);
}

char *feedback_text(const json_t *result)
{
    char *text = NULL;
    size_t size;
    const json_t *exercises = json_object_get(result, "exercises");
    FILE *out = need(open_memstream(&text, &size));
    put_head(out, result);
    put_mistakes(out, exercises, false);
    put_mistakes(out, exercises, true);
    put_lines(out, exercises);
    put_list(out, "What the compiler warns of",
             json_object_get(result, "warnings"));
    put_list(out, "Notes on what was handed in",
             json_object_get(result, "flags"));
    put_table(out, exercises);
    if (fclose(out) != 0)
        die(GRADER_FAULT, "memory is out");
    return text;
}
