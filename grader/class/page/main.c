/* main.c - writes the page about a class.
 *
 *   page OUT      OUT/index.html from OUT/class.json, OUT/similar.json and
 *                 the records OUT/NAME/result.json; OUT/NAME/feedback.html
 *
 * One file that needs nothing beside it. Its one script and its one style
 * sheet are named by their hashes in its policy, so that no other could run,
 * whatever a name or a message holds. Each record is read, used and dropped:
 * memory does not grow with the class. */
#include "base/fault.h"
#include "feedback.h"
#include "html.h"
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void put_moment(FILE *page, time_t at)
{
    char text[40];
    struct tm tm;
    if (strftime(text, sizeof text, "%Y-%m-%d %H:%M", gmtime_r(&at, &tm)))
        fprintf(page, "<time>%s</time> UTC", text);
}

static const char *title_of(const Records *records)
{
    const char *title = text_of(records->head, "title");
    return *title ? title : text_of(records->head, "course");
}

static void put_head(FILE *page, const Records *records, const char *style,
                     const char *script)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
          "<meta charset=\"utf-8\">\n",
          page);
    html_policy(page, style, script);
    fputs("<title>", page);
    html_text(page, title_of(records));
    fprintf(page, ": the class</title>\n<style>%s</style>\n</head>\n", style);
}

static void put_title(FILE *page, const Records *records, const Tally *tally)
{
    fputs("<body>\n<a class=\"skip\" href=\"#text\">Skip to the text</a>\n"
          "<header>\n<nav aria-label=\"On this page\">\n"
          "Neural Networks from Scratch, in C\n<ol>\n"
          "<li><a href=\"#scores\">Scores</a></li>\n"
          "<li><a href=\"#exercises\">Exercises</a></li>\n"
          "<li><a href=\"#people\">For a person</a></li>\n"
          "<li><a href=\"#submissions\">Submissions</a></li>\n"
          "</ol>\n</nav>\n</header>\n<main id=\"text\">\n<h1>",
          page);
    html_text(page, title_of(records));
    fprintf(page,
            "</h1>\n<p class=\"lead\"><strong>%zu</strong> submission%s, "
            "<strong>%zu</strong> graded",
            records->count, records->count == 1 ? "" : "s", tally->graded);
    if (tally->graded)
        fprintf(page, ", up to <strong>%g</strong> points", tally->points);
    fputs(".</p>\n<p class=\"facts\">Course <code>", page);
    html_text(page, text_of(records->head, "course"));
    fputs("</code>", page);
    if (tally->newest) {
        fputs("; the newest record is of ", page);
        put_moment(page, tally->newest);
    }
    fputs("; this page was made at ", page);
    put_moment(page, time(NULL));
    fputs(".</p>\n", page);
}

static void put_page(FILE *page, const Records *records, const char *style)
{
    Tally tally = tally_records(records);
    char *script = html_part("grader/class/page/page.js");
    put_head(page, records, style, script);
    put_title(page, records, &tally);
    put_scores(page, &tally);
    put_exercises(page, &tally);
    put_people(page, records, &tally);
    put_table(page, records, &tally);
    fprintf(page, "</main>\n<script>%s</script>\n</body>\n</html>\n", script);
    free(script);
    tally_free(&tally);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die(BAD_INPUT, "usage: page OUT");
    Records records = records_read(argv[1]);
    char *path = format("%s/index.html", records.out), *style = html_style();
    for (size_t i = 0; i < records.count; i++)
        feedback_page(&records, i, style);
    FILE *page = html_open(path);
    put_page(page, &records, style);
    html_close(page, path);
    puts(path);
    free(path);
    free(style);
    records_free(&records);
    return 0;
}
