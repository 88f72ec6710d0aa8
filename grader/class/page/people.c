/* people.c - what a person should look at. */
#include "base/fault.h"
#include "html.h"
#include "parts.h"

#include <stdlib.h>
#include <string.h>

size_t broken_in(const json_t *record)
{
    size_t i, count = 0;
    json_t *one;
    json_array_foreach(json_object_get(record, "exercises"), i, one)
    {
        count += exercise_status(one) == BROKEN;
    }
    return count;
}

char *duration(double seconds)
{
    long minutes = (long)(seconds + 59) / 60;
    if (minutes >= 48 * 60)
        return format("%ld days %ld h", minutes / 1440, minutes / 60 % 24);
    if (minutes >= 60)
        return format("%ld h %ld min", minutes / 60, minutes % 60);
    return format("%ld min", minutes);
}

bool has_own_flags(const json_t *record, const Tally *tally)
{
    size_t i;
    json_t *flag;
    json_array_foreach(json_object_get(record, "flags"), i, flag)
    {
        if (tally_tells(tally, json_string_value(flag)))
            return true;
    }
    return false;
}

bool has_notes(const json_t *entry)
{
    return json_array_size(json_object_get(entry, "notes")) > 0;
}

bool needs_a_person(const json_t *entry, const json_t *record,
                    const Tally *tally)
{
    return !record || *text_of(entry, "same_as") || has_notes(entry) ||
           texts_have(&tally->similar, text_of(entry, "name")) ||
           number_of(record, "late_s") > 0 || broken_in(record) ||
           has_own_flags(record, tally);
}

/* A list that appears with its first item; it grows in a file of its own, so
 * that one reading of the records fills all lists. */
typedef struct {
    FILE *page;
    const char *title, *why;
    size_t count;
} List;

static void put_link(FILE *page, size_t number, const char *name)
{
    fprintf(page, "<a href=\"#s%zu\">", number);
    html_foreign(page, name);
    fputs("</a>", page);
}

static void start_item(List *list, const Records *records, size_t i)
{
    if (list->count++ == 0)
        fprintf(list->page, "<h3>%s</h3>\n<p class=\"facts\">%s</p>\n<ul>\n",
                list->title, list->why);
    fputs("<li>", list->page);
    put_link(list->page, i + 1, records_name(records, i));
    fputs(": ", list->page);
}

static size_t end_list(List *list, FILE *page)
{
    char part[4096];
    size_t got;
    if (list->count)
        fputs("</ul>\n", list->page);
    rewind(list->page);
    while ((got = fread(part, 1, sizeof part, list->page)) > 0)
        fwrite(part, 1, got, page);
    fclose(list->page);
    return list->count;
}

/* What a list says of one submission; nothing when it is not in it. */
typedef void Teller(List *list, const Records *records, size_t i,
                    const json_t *record, const Tally *tally);

static void tell_problem(List *list, const Records *records, size_t i,
                         const json_t *record, const Tally *tally)
{
    (void)tally;
    if (record)
        return;
    char *problem = records_problem(records, i);
    start_item(list, records, i);
    html_text(list->page, *problem ? problem : "not graded yet");
    fputs("</li>\n", list->page);
    free(problem);
}

static void tell_broken(List *list, const Records *records, size_t i,
                        const json_t *record, const Tally *tally)
{
    (void)tally;
    size_t j;
    json_t *one;
    const char *between = "";
    if (broken_in(record) == 0)
        return;
    start_item(list, records, i);
    json_array_foreach(json_object_get(record, "exercises"), j, one)
    {
        if (exercise_status(one) != BROKEN)
            continue;
        fputs(between, list->page);
        html_text(list->page, text_of(one, "number"));
        between = ", ";
    }
    fputs("</li>\n", list->page);
}

static void tell_late(List *list, const Records *records, size_t i,
                      const json_t *record, const Tally *tally)
{
    (void)tally;
    double late = number_of(record, "late_s");
    if (!(late > 0))
        return;
    char *text = duration(late);
    start_item(list, records, i);
    fprintf(list->page, "%s late", text);
    if (number_of(record, "penalty") > 0)
        fprintf(list->page, ", %g points taken off",
                number_of(record, "penalty"));
    fputs("</li>\n", list->page);
    free(text);
}

static void tell_same(List *list, const Records *records, size_t i,
                      const json_t *record, const Tally *tally)
{
    (void)record, (void)tally;
    const char *other = text_of(records_entry(records, i), "same_as");
    if (!*other)
        return;
    start_item(list, records, i);
    fputs("the same files as ", list->page);
    html_foreign(list->page, other);
    fputs("</li>\n", list->page);
}

/* Those of the list that tell something; returns what stands before the
 * next. */
static const char *put_flags(FILE *page, const json_t *flags,
                             const Tally *tally, const char *between)
{
    size_t i;
    json_t *flag;
    json_array_foreach(flags, i, flag)
    {
        if (!tally_tells(tally, json_string_value(flag)))
            continue;
        fputs(between, page);
        html_foreign(page, json_string_value(flag));
        between = "; ";
    }
    return between;
}

static void tell_flags(List *list, const Records *records, size_t i,
                       const json_t *record, const Tally *tally)
{
    const json_t *entry = records_entry(records, i);
    if (!has_own_flags(record, tally) && !has_notes(entry))
        return;
    start_item(list, records, i);
    const char *between =
        put_flags(list->page, json_object_get(entry, "notes"), tally, "");
    put_flags(list->page, json_object_get(record, "flags"), tally, between);
    fputs("</li>\n", list->page);
}

static const struct {
    const char *title, *why;
    Teller *tell;
} lists[] = {
    {"Not graded", "These have no marks.", tell_problem},
    {"Not judged",
     "The grader itself failed here. It cost nobody marks; grade these "
     "again, or tell its authors.",
     tell_broken},
    {"Handed in twice",
     "The same files under two names: a mix-up, a group, or a copy.",
     tell_same},
    {"Late", "By the course's deadline.", tell_late},
    {"Flagged", "What the grader noticed and did not decide.", tell_flags}};

/* Similar submissions, from similar.json when there is one. */

enum { PAIRS_LISTED = 100 };

static void put_pair(FILE *page, const json_t *pair, size_t number)
{
    fputs("<li>", page);
    html_foreign(page, text_of(pair, "a"));
    fputs(" and ", page);
    html_foreign(page, text_of(pair, "b"));
    fprintf(page, ": <a href=\"similar.html#pair%zu\">%g&nbsp;%% of ", number,
            number_of(pair, "percent"));
    html_text(page, text_of(pair, "file"));
    fputs("</a></li>\n", page);
}

static size_t put_similar(FILE *page, const Records *records)
{
    char *path = format("%s/similar.json", records->out);
    json_t *similar = json_load_file(path, 0, NULL);
    json_t *pairs = json_object_get(similar, "pairs"), *pair;
    size_t i, count = json_array_size(pairs);
    if (count)
        fputs("<h3>Similar</h3>\n<p class=\"facts\">More in common than the "
              "task explains. Read them side by side before you think ill "
              "of anybody.</p>\n<ul>\n",
              page);
    json_array_foreach(pairs, i, pair)
    {
        if (i < PAIRS_LISTED)
            put_pair(page, pair, i + 1);
    }
    if (count > PAIRS_LISTED)
        fprintf(page, "<li>and %zu weaker ones, in similar.json</li>\n",
                count - PAIRS_LISTED);
    if (count)
        fputs("</ul>\n", page);
    json_decref(similar);
    free(path);
    return count;
}

/* Questions that wait */

static size_t put_waiting(FILE *page, const Tally *tally)
{
    size_t count = 0;
    for (size_t i = 0; i < tally->exercise_count; i++) {
        const ExerciseTally *e = &tally->exercises[i];
        if (e->status[TO_BE_MARKED] == 0)
            continue;
        if (count++ == 0)
            fputs("<h3>To be marked</h3>\n<p class=\"facts\"><code>make "
                  "marking</code> puts the answers to each question into "
                  "one PDF, and a table to fill in beside it.</p>\n<ul>\n",
                  page);
        fprintf(page, "<li>");
        html_text(page, e->number);
        fputs(" ", page);
        html_text(page, e->title);
        fprintf(page, ": %zu answer%s</li>\n", e->status[TO_BE_MARKED],
                e->status[TO_BE_MARKED] == 1 ? "" : "s");
    }
    if (count)
        fputs("</ul>\n", page);
    return count;
}

/* What the run of the class itself noticed. */

static size_t put_absent(FILE *page, const Records *records)
{
    size_t i;
    json_t *one, *absent = json_object_get(records->head, "absent");
    if (json_array_size(absent))
        fputs("<h3>Nothing handed in</h3>\n<p class=\"facts\">In the roster, "
              "but in no submission.</p>\n<ul>\n",
              page);
    json_array_foreach(absent, i, one)
    {
        fputs("<li>", page);
        html_foreign(page, text_of(one, "name"));
        fputs(" <span class=\"facts\">", page);
        html_foreign(page, text_of(one, "id"));
        fputs("</span></li>\n", page);
    }
    if (json_array_size(absent))
        fputs("</ul>\n", page);
    return json_array_size(absent);
}

static size_t put_not_taken(FILE *page, const Records *records)
{
    size_t i;
    json_t *one, *names = json_object_get(records->head, "not_taken");
    if (json_array_size(names))
        fputs("<h3>Not taken for submissions</h3>\n<ul>\n", page);
    json_array_foreach(names, i, one)
    {
        fputs("<li>", page);
        html_foreign(page,
                     json_string_value(one) ? json_string_value(one) : "");
        fputs("</li>\n", page);
    }
    if (json_array_size(names))
        fputs("</ul>\n", page);
    return json_array_size(names);
}

static void put_common(FILE *page, const Tally *tally)
{
    for (size_t i = 0; i < tally->common.count; i++) {
        fputs("<p>Of every submission: ", page);
        html_foreign(page, tally->common.item[i]);
        fputs(".</p>\n", page);
    }
}

static size_t put_lists(FILE *page, const Records *records,
                        const Tally *tally)
{
    enum { LISTS = sizeof lists / sizeof *lists };
    List list[LISTS];
    size_t count = 0;
    for (size_t l = 0; l < LISTS; l++)
        list[l] = (List){need(tmpfile()), lists[l].title, lists[l].why, 0};
    for (size_t i = 0; i < records->count; i++) {
        json_t *record = records_record(records, i);
        for (size_t l = 0; l < LISTS; l++)
            lists[l].tell(&list[l], records, i, record, tally);
        json_decref(record);
    }
    for (size_t l = 0; l < LISTS; l++)
        count += end_list(&list[l], page);
    return count;
}

void put_people(FILE *page, const Records *records, const Tally *tally)
{
    fputs("<h2 id=\"people\">For a person to look at</h2>\n", page);
    put_common(page, tally);
    size_t count = put_lists(page, records, tally);
    count += put_similar(page, records);
    count += put_absent(page, records);
    count += put_not_taken(page, records);
    count += put_waiting(page, tally);
    if (count == 0)
        fputs("<p>Nothing.</p>\n", page);
}
