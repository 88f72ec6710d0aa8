/* exercises.c - how each exercise went in the class. */
#include "html.h"
#include "parts.h"

#include <string.h>

static const char *kind_word(const char *kind)
{
    return strcmp(kind, "run") == 0      ? "experiment"
           : strcmp(kind, "answer") == 0 ? "question"
                                         : "code";
}

/* Passed, to be marked and the rest, as parts of one bar. */
static void put_bar(FILE *page, const ExerciseTally *e)
{
    double all = e->asked ? (double)e->asked : 1;
    double passed = 100 * (double)e->status[PASSED] / all;
    double waits = 100 * (double)e->status[TO_BE_MARKED] / all;
    fprintf(page,
            "<svg class=\"share\" viewBox=\"0 0 100 10\" "
            "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            "<rect class=\"rest\" width=\"100\" height=\"10\"/>"
            "<rect class=\"waits\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>"
            "<rect class=\"bar\" width=\"%.1f\" height=\"10\"/></svg>",
            passed, waits, passed);
}

static void put_count(FILE *page, size_t count, const char *word)
{
    if (count)
        fprintf(page, "<li>%zu %s</li>", count, word);
}

static void put_outcome(FILE *page, const ExerciseTally *e)
{
    fprintf(page, "<td>");
    put_bar(page, e);
    fprintf(page, "<ul class=\"inline\"><li>%zu of %zu passed</li>",
            e->status[PASSED], e->asked);
    put_count(page, e->status[FAILED], "not yet");
    put_count(page, e->status[SKIPPED], "skipped");
    put_count(page, e->status[TO_BE_MARKED], "to be marked");
    put_count(page, e->status[BROKEN], "not judged");
    fputs("</ul></td>", page);
}

static void put_causes(FILE *page, const ExerciseTally *e)
{
    fputs("<td>", page);
    if (e->cause_count)
        fputs("<ul>", page);
    for (size_t i = 0; i < e->cause_count && i < CAUSES_SHOWN; i++) {
        fprintf(page, "<li><strong>%zu&times;</strong> ", e->causes[i].count);
        html_text(page, e->causes[i].text);
        fputs("</li>", page);
    }
    if (e->cause_count)
        fputs("</ul>", page);
    fputs("</td>", page);
}

static void put_exercise(FILE *page, const ExerciseTally *e)
{
    fputs("<tr><th scope=\"row\"><span class=\"number\">", page);
    html_text(page, e->number);
    fputs("</span> ", page);
    html_text(page, e->title);
    fprintf(page, " <span class=\"facts\">%s, %g point%s", kind_word(e->kind),
            e->points, e->points == 1 ? "" : "s");
    if (e->points > 0 && e->asked)
        fprintf(page, ", mean %.2g", e->sum / (double)e->asked);
    fputs("</span></th>", page);
    put_outcome(page, e);
    put_causes(page, e);
    fputs("</tr>\n", page);
}

void put_exercises(FILE *page, const Tally *tally)
{
    fputs("<h2 id=\"exercises\">Exercises</h2>\n", page);
    if (tally->exercise_count == 0)
        return;
    fputs("<div class=\"wide\" tabindex=\"0\" role=\"region\" "
          "aria-label=\"Table of exercises\">\n<table class=\"exercises\">\n"
          "<thead><tr><th scope=\"col\">Exercise</th>"
          "<th scope=\"col\">Outcome</th>"
          "<th scope=\"col\">Commonest causes</th></tr></thead>\n<tbody>\n",
          page);
    for (size_t i = 0; i < tally->exercise_count; i++)
        put_exercise(page, &tally->exercises[i]);
    fputs("</tbody>\n</table>\n</div>\n", page);
}
