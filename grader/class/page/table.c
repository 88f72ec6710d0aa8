/* table.c - the table of all submissions. */
#include "base/fault.h"
#include "html.h"
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CELL = 5, TALL = 14 };

/* A column of each exercise, as high as it went well; told by height as well
 * as by colour. */
static const struct {
    const char *class;
    int high;
} looks[] = {[PASSED] = {"bar", 14},
             [FAILED] = {"miss", 5},
             [SKIPPED] = {"rest", 2},
             [BROKEN] = {"broken", 14},
             [TO_BE_MARKED] = {"waits", 9}};

static void put_marks(FILE *page, const json_t *exercises, Status status)
{
    size_t i, count = 0;
    json_t *one;
    json_array_foreach(exercises, i, one)
    {
        if (exercise_status(one) != status)
            continue;
        if (count++ == 0)
            fprintf(page, "<path class=\"%s\" d=\"", looks[status].class);
        fprintf(page, "M%zu %dv%dh%dv-%dz", i * CELL,
                TALL - looks[status].high, looks[status].high, CELL - 1,
                looks[status].high);
    }
    if (count)
        fputs("\"/>", page);
}

static size_t passed_in(const json_t *exercises)
{
    size_t i, count = 0;
    json_t *one;
    json_array_foreach(exercises, i, one)
    {
        count += exercise_status(one) == PASSED;
    }
    return count;
}

static void put_strip(FILE *page, const json_t *record)
{
    json_t *exercises = json_object_get(record, "exercises");
    size_t all = json_array_size(exercises), passed = passed_in(exercises);
    fprintf(page, "<td class=\"strip\" data-value=\"%zu\">", passed);
    if (record) {
        fprintf(page,
                "<svg viewBox=\"0 0 %zu %d\" width=\"%zu\" height=\"%d\" "
                "role=\"img\" aria-label=\"%zu of %zu exercises passed\">",
                all * CELL, TALL, all * CELL, TALL, passed, all);
        for (Status status = PASSED; status <= TO_BE_MARKED; status++)
            put_marks(page, exercises, status);
        fprintf(page, "</svg> <span class=\"facts\">%zu of %zu</span>",
                passed, all);
    }
    fputs("</td>", page);
}

static void put_name(FILE *page, const Records *records, size_t i)
{
    static const char *const files[] = {"feedback.html", "feedback.md"};
    const char *name = records_name(records, i);
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        char *path = records_path(records, i, files[f]);
        bool there = access(path, R_OK) == 0;
        free(path);
        if (!there)
            continue;
        fputs("<a href=\"", page);
        html_address(page, name, files[f]);
        fputs("\">", page);
        html_foreign(page, name);
        fputs("</a>", page);
        return;
    }
    html_foreign(page, name);
}

/* The members as they named themselves, else as the platform does. */
static void put_members(FILE *page, const json_t *entry, const json_t *record)
{
    size_t i;
    json_t *member, *group = json_object_get(record, "group");
    const char *full =
        text_of(json_object_get(entry, "platform"), "full_name");
    fputs("<td>", page);
    json_array_foreach(group, i, member)
    {
        fputs(i ? "<br>" : "", page);
        html_foreign(page, text_of(member, "name"));
        fputs(" <span class=\"facts\">", page);
        html_foreign(page, text_of(member, "id"));
        fputs("</span>", page);
    }
    if (json_array_size(group) == 0)
        html_foreign(page, full);
    fputs("</td>", page);
}

static void put_score(FILE *page, const json_t *record)
{
    if (!record) {
        fputs("<td class=\"score\" data-value=\"-1\"></td>"
              "<td class=\"score\" data-value=\"0\"></td>",
              page);
        return;
    }
    double score = number_of(record, "score"),
           most = number_of(record, "max_score"),
           pending = number_of(record, "pending");
    fprintf(page,
            "<td class=\"score\" data-value=\"%g\"><strong>%g</strong> of "
            "%g</td><td class=\"score\" data-value=\"%g\">",
            score, score, most, pending);
    if (pending > 0)
        fprintf(page, "%g", pending);
    fputs("</td>", page);
}

/* In a word or two each; the lists above say more. */
static void put_notes(FILE *page, const json_t *entry, const json_t *record,
                      const Tally *tally)
{
    const char *words[6];
    size_t count = 0;
    if (!record)
        words[count++] = "not graded";
    if (broken_in(record))
        words[count++] = "not judged";
    if (*text_of(entry, "same_as"))
        words[count++] = "handed in twice";
    if (number_of(record, "late_s") > 0)
        words[count++] = "late";
    if (texts_have(&tally->similar, text_of(entry, "name")))
        words[count++] = "similar";
    if (has_own_flags(record, tally) || has_notes(entry))
        words[count++] = "flagged";
    fprintf(page, "<td data-value=\"%zu\">", count);
    for (size_t i = 0; i < count; i++)
        fprintf(page, "%s%s", i ? ", " : "", words[i]);
    fputs("</td>", page);
}

static void put_row(FILE *page, const Records *records, size_t i,
                    const Tally *tally)
{
    json_t *record = records_record(records, i);
    const json_t *entry = records_entry(records, i);
    fprintf(page, "<tr id=\"s%zu\"%s><th scope=\"row\">", i + 1,
            needs_a_person(entry, record, tally) ? " data-look" : "");
    put_name(page, records, i);
    fputs("</th>", page);
    put_members(page, entry, record);
    put_score(page, record);
    put_strip(page, record);
    put_notes(page, entry, record, tally);
    fputs("</tr>\n", page);
    json_decref(record);
}

static const char head[] =
    "<h2 id=\"submissions\">Submissions</h2>\n"
    "<form id=\"search\" role=\"search\" hidden>\n"
    "<label for=\"words\">Search</label>\n"
    "<input id=\"words\" type=\"search\" autocomplete=\"off\">\n"
    "<label><input id=\"look\" type=\"checkbox\"> only those for a person to "
    "look at</label>\n"
    "<output id=\"shown\"></output>\n</form>\n"
    "<p class=\"facts\">A column for each exercise: "
    "<span class=\"key bar\"></span> passed, "
    "<span class=\"key waits\"></span> to be marked, "
    "<span class=\"key miss\"></span> not yet, "
    "<span class=\"key rest\"></span> skipped, "
    "<span class=\"key broken\"></span> not judged.</p>\n"
    "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
    "aria-label=\"Table of submissions\">\n"
    "<table id=\"table\">\n<thead><tr>"
    "<th scope=\"col\">Submission</th><th scope=\"col\">Students</th>"
    "<th scope=\"col\" class=\"score\">Points</th>"
    "<th scope=\"col\" class=\"score\">Waiting</th>"
    "<th scope=\"col\">Exercises</th><th scope=\"col\">Notes</th>"
    "</tr></thead>\n<tbody>\n";

void put_table(FILE *page, const Records *records, const Tally *tally)
{
    fputs(head, page);
    for (size_t i = 0; i < records->count; i++)
        put_row(page, records, i, tally);
    fputs("</tbody>\n</table>\n</div>\n", page);
}
