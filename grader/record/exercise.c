/* exercise.c - tells what became of an exercise's checks: of each cause the
 * first check that has it; if none has one, the first that fails. The others
 * are named in a line. */
#include "exercise.h"
#include "base/fault.h"
#include "markdown.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

const char *exercise_verdict(const json_t *exercise)
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

bool exercise_has_more_to_say(const json_t *exercise)
{
    size_t i;
    json_t *check;
    json_array_foreach(json_object_get(exercise, "checks"), i,
                       check) if (worth_telling(check)) return true;
    return false;
}

const json_t *exercise_only_check(const json_t *exercise)
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

bool exercise_fits_in_a_line(const json_t *exercise)
{
    const json_t *check = exercise_only_check(exercise);
    const char *message = text_of(check, "message");
    return check && *message &&
           (strcmp(text_of(check, "id"), "answer") != 0 ||
            strcmp(message, "not answered") == 0 ||
            exercise_status(exercise) == TO_BE_MARKED);
}

bool same_text(const json_t *a, const json_t *b, const char *key)
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
    put_text(out, message);
    fputc('\n', out);
    if (!*text_of(check, "cause"))
        return;
    fputs("  - likely cause: ", out);
    put_text(out, text_of(check, "cause"));
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
        put_text(out, names);
        fputs(" in the place of yours. With yours:\n\n", out);
        free(names);
        return;
    }
}

void exercise_put(FILE *out, const json_t *exercise)
{
    size_t i;
    json_t *check, *checks = json_object_get(exercise, "checks");
    const char *number = text_of(exercise, "number");
    bool causes = any_cause(checks);
    fprintf(out, "\n## %s%s", number, *number ? " " : "");
    put_text(out, text_of(exercise, "title"));
    fprintf(out, ": %s\n\n", exercise_verdict(exercise));
    if (exercise_status(exercise) == PASSED)
        put_help(out, checks);
    if (exercise_only_check(exercise)) {
        fputs("- ", out);
        put_text(out, text_of(exercise_only_check(exercise), "message"));
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
