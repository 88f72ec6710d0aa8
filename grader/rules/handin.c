/* handin.c - how a submission was handed in. */
#include "handin.h"
#include "base/alike.h"
#include "base/fault.h"
#include "base/files.h"
#include "course/archive_name.h"
#include "record/answers.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lateness */

static Lateness lateness(const Course *course, const Handin *handin)
{
    bool known = course->deadline_text && handin->timed;
    return (Lateness){.deadline = course->deadline,
                      .received = known ? handin->received : course->deadline,
                      .minute =
                          known && !moment_has_seconds(course->deadline_text),
                      .zone = course->zone};
}

long long handin_late(const Course *course, const Handin *handin)
{
    Lateness when = lateness(course, handin);
    return late_is(&when) ? when.received - when.deadline : 0;
}

/* Rules */

typedef struct {
    const Course *course;
    const Submission *submission;
    const Handin *handin;
    json_t *breaches;
} Checking;

__attribute__((format(printf, 3, 4))) static void
breach(Checking *check, Rule rule, const char *text, ...)
{
    static const char *const names[] = {
        [FLAG] = "flag", [REFUSE] = "refuse", [COST] = "cost"};
    char line[400];
    va_list args;
    va_start(args, text);
    vsnprintf(line, sizeof line, text, args);
    va_end(args);
    Treatment t = check->course->breaches[rule];
    char *clean = clean_line(line, strlen(line), sizeof line);
    json_array_append_new(
        check->breaches,
        made(json_pack("{ss ss ss so}", "rule", rule_name(rule), "message",
                       clean, "treatment", names[t.how], "points",
                       number_json(t.points))));
    free(clean);
}

static void check_group(Checking *check)
{
    const Submission *s = check->submission;
    size_t most = check->course->group;
    if (most && s->student_count > most)
        breach(check, RULE_GROUP, "%zu names, but groups have at most %zu",
               s->student_count, most);
    if (check->course->number && !*s->group)
        breach(check, RULE_NUMBER,
               "student.txt says no group; this course asks for its number");
}

static void check_names(Checking *check)
{
    const Submission *s = check->submission;
    const Paper *paper = &check->handin->paper;
    size_t nameless = s->student_count ? 0 : 1;
    if (!check->course->names)
        return;
    for (size_t i = 0; i < s->student_count; i++) {
        const char *name = s->students[i].name;
        nameless += !*name;
        if (*name && paper->pages && !paper_names(paper, name))
            breach(check, RULE_NAMES,
                   "the first page of the report does not show the name %s",
                   name);
    }
    if (nameless)
        breach(check, RULE_NAMES,
               "student.txt lacks the name of %zu member%s of the group",
               nameless, nameless == 1 ? "" : "s");
}

static char *formats_of(const Course *course)
{
    char *all = format("%s", "");
    for (size_t i = 0; i < course->formats.count; i++) {
        char *longer =
            format("%s%s.%s", all, i ? " or " : "", course->formats.item[i]);
        free(all);
        all = longer;
    }
    return all;
}

/* What Canvas ("-1") and browsers (" (1)") put behind a name that they have
 * seen before: its length, 0 for none. It is nobody's mistake. */
static size_t again_mark(const char *stem)
{
    size_t length = strlen(stem), end = length, number = 0;
    bool round = length && stem[length - 1] == ')';
    end -= round;
    while (end - number > 0 && isdigit((unsigned char)stem[end - number - 1]))
        number++;
    end -= number;
    if (!number || number > 3 || end < 2 ||
        stem[end - 1] != (round ? '(' : '-'))
        return 0;
    end--;
    while (round && end > 1 && stem[end - 1] == ' ')
        end--;
    return length - end;
}

static bool stem_fits(const Checking *check, const char *archive,
                      const char *ending)
{
    const Submission *s = check->submission;
    const char *pattern = check->course->archive,
               *id = s->student_count ? s->students[0].id : "";
    if (!pattern)
        return true;
    size_t length = strlen(archive) - strlen(ending) - (*ending ? 1 : 0);
    char *whole = format("%.*s", (int)length, archive),
         *stem = composed(whole);
    bool fits = archive_fits(pattern, stem, id, s->group);
    stem[strlen(stem) - again_mark(stem)] = '\0';
    fits = fits || archive_fits(pattern, stem, id, s->group);
    free(stem);
    free(whole);
    return fits;
}

static void check_archive(Checking *check)
{
    const Course *c = check->course;
    const char *archive = check->handin->archive;
    if (!archive || (!c->archive && !c->formats.count))
        return;
    const char *ending = archive_ending(archive);
    bool format_fits = !c->formats.count || texts_have(&c->formats, ending);
    if (format_fits && stem_fits(check, archive, ending))
        return;
    char *formats = formats_of(c),
         *shown = archive_shown(c->archive ? c->archive : "ANYTHING"),
         *name = clean_line(archive, strlen(archive), 120);
    breach(check, RULE_ARCHIVE,
           "the archive is called %s; this course asks for %s%s", name, shown,
           formats);
    free(formats);
    free(shown);
    free(name);
}

static void check_report(Checking *check)
{
    const Course *c = check->course;
    const Paper *paper = &check->handin->paper;
    if (c->report && !paper->there)
        breach(check, RULE_REPORT,
               "no PDF was handed in; this course asks for exactly one");
    if (c->report && paper->problem)
        breach(check, RULE_REPORT, "the PDF %s", paper->problem);
    if (c->pages && paper->pages > c->pages)
        breach(check, RULE_PAGES,
               "the report has %zu pages; this course allows %zu",
               paper->pages, c->pages);
}

json_t *handin_breaches(const Course *course, const Submission *submission,
                        const Handin *handin)
{
    Checking check = {course, submission, handin, made(json_array())};
    check_group(&check);
    check_names(&check);
    check_archive(&check);
    check_report(&check);
    return check.breaches;
}

/* Declarations */

/* A file that is more than the skeleton. */
static bool changed(const Submission *s, const Chapter *chapter,
                    const char *name)
{
    const Handed *file = handed(s, chapter->name, name);
    char *path = format("skeletons/%s/%s", chapter->name, name);
    char *skeleton = file_read(path, SOURCE_MOST, NULL);
    bool is = file && file->bytes &&
              (!skeleton || strcmp(file->bytes, skeleton) != 0);
    free(path);
    free(skeleton);
    return is;
}

static bool was_answered(const Submission *s, const Chapter *chapter,
                         const Exercise *exercise)
{
    const Handed *file = handed(s, chapter->name, "answers.md");
    char *path = format("skeletons/%s/answers.md", chapter->name);
    char *skeleton = file_read(path, SOURCE_MOST, NULL);
    bool is = file && file->bytes &&
              answer_given(file->bytes, skeleton, exercise->id);
    free(path);
    free(skeleton);
    return is;
}

static bool was_handed_in(const Submission *s, const Chapter *chapter,
                          const Exercise *exercise)
{
    if (exercise->kind == ANSWER)
        return was_answered(s, chapter, exercise);
    for (size_t i = 0; i < chapter->sources.count; i++)
        if (changed(s, chapter, chapter->sources.item[i]))
            return true;
    return false;
}

static bool anything_below(const Catalogue *catalogue, const Submission *s,
                           const char *label)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        const Chapter *chapter = &catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++) {
            const Exercise *e = &chapter->exercises[i];
            if (item_is_below(e->item, label) && was_handed_in(s, chapter, e))
                return true;
        }
    }
    return false;
}

static json_t *declaration(const Declarable *d, bool declared, bool there)
{
    char *title = format("Willing to present %s (%s)", d->item, d->word);
    Exercise exercise = {.id = format("present_%s", d->word),
                         .number = "",
                         .title = title,
                         .points = d->points,
                         .item = d->item,
                         .kind = DECLARATION};
    json_t *verdict = exercise_new(&exercise);
    char *message =
        declared && there ? format("%s", "")
        : declared
            ? format("declared, but nothing was handed in for %s", d->item)
            : format("not declared: student.txt has no line 'present: %s'",
                     d->word);
    exercise_only(verdict,
                  &(Check){.id = "declared",
                           .status = declared && there ? PASSED : FAILED,
                           .message = message});
    free(message);
    free(exercise.id);
    free(title);
    return verdict;
}

static bool is_declarable(const Course *course, const char *word)
{
    for (size_t i = 0; i < course->declarable_count; i++)
        if (strcmp(course->declarables[i].word, word) == 0)
            return true;
    return false;
}

void handin_declare(const Course *course, const Catalogue *catalogue,
                    const Submission *s, json_t *exercises, Texts *flags)
{
    for (size_t i = 0; i < course->declarable_count; i++) {
        const Declarable *d = &course->declarables[i];
        bool there = anything_below(catalogue, s, d->item);
        json_array_append_new(
            exercises,
            declaration(d, texts_have(&s->declared, d->word), there));
    }
    for (size_t i = 0; course->declarable_count && i < s->declared.count; i++)
        if (!is_declarable(course, s->declared.item[i]))
            texts_add(flags, "present: '%s' is nothing to present here",
                      s->declared.item[i]);
}

/* What it costs */

static bool refused(const json_t *breaches)
{
    size_t i;
    json_t *breach;
    json_array_foreach(breaches, i,
                       breach) if (strcmp(text_of(breach, "treatment"),
                                          "refuse") == 0) return true;
    return false;
}

double handin_cost(const Course *course, const Handin *handin,
                   const json_t *breaches, double reached)
{
    size_t i;
    json_t *breach;
    Lateness when = lateness(course, handin);
    double cost = late_cost(&course->late, &when, reached);
    json_array_foreach(breaches, i, breach) cost +=
        number_of(breach, "points");
    return refused(breaches) ? reached : fmin(cost, reached);
}

static void flag_late(const Course *course, const Handin *handin,
                      double reached, Texts *flags)
{
    Lateness when = lateness(course, handin);
    double cost = late_cost(&course->late, &when, reached);
    char *how_late = duration_text(when.received - when.deadline),
         *due = moment_text(course->deadline, course->zone),
         *costs = cost > 0 ? format("it costs %g points", cost)
                           : format("it costs nothing");
    texts_add(flags, "late: handed in %s after the deadline, %s; %s",
              how_late, due, costs);
    free(how_late);
    free(due);
    free(costs);
}

void handin_flag(const Course *course, const Handin *handin,
                 const json_t *breaches, double reached, Texts *flags)
{
    size_t i;
    json_t *breach;
    if (handin_late(course, handin) > 0)
        flag_late(course, handin, reached, flags);
    json_array_foreach(breaches, i, breach)
    {
        double points = number_of(breach, "points");
        const char *message = text_of(breach, "message");
        if (strcmp(text_of(breach, "treatment"), "refuse") == 0)
            texts_add(flags, "not accepted: %s", message);
        else if (points > 0)
            texts_add(flags, "%s; it costs %g points", message, points);
        else
            texts_add(flags, "%s", message);
    }
}
