/* vpl.c - what an evaluation prints for Moodle's Virtual Programming Lab: a
 * block of comments and the grade. Titles begin with '-' there, lines shown
 * as they are with '>'; none of ours begins with what a check says, and none
 * holds the mark of a grade. */
#include "base/fault.h"
#include "export/export.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

/* Each line with a mark in front; takes the text over. */
static void put(FILE *out, const char *mark, char *text)
{
    for (char *tag = text; (tag = strstr(tag, ":=>>"));)
        *tag = '.';
    Texts lines = texts_split(text, "\n");
    for (size_t i = 0; i < lines.count; i++)
        fprintf(out, "%s%s\n", mark, lines.item[i]);
    texts_free(&lines);
    free(text);
}

static void put_exercise(FILE *out, const json_t *exercise)
{
    Verdict verdict = view_verdict(exercise);
    char *title = view_title(exercise);
    put(out, "-",
        format("%s: %s (%s of %s)", title, view_words(verdict),
               points_text(number_of(exercise, "score")).text,
               points_text(view_points(exercise)).text));
    if (verdict != RIGHT)
        put(out, "> ", view_explain(exercise));
    free(title);
}

static void write_it(FILE *out, const json_t *view)
{
    size_t i;
    json_t *exercise;
    fputs("<|--\n", out);
    put(out, "-",
        view_problem(view) ? format("%s", view_problem(view))
                           : view_headline(view));
    put(out, "> ", view_notes(view));
    json_array_foreach(json_object_get(view, "exercises"), i, exercise)
        put_exercise(out, exercise);
    fprintf(out, "--|>\nGrade :=>>%s\n",
            points_text(number_of(view, "score")).text);
}

EXPORT_FORMAT(.name = "vpl", .file = "vpl.txt",
              .about = "output for Moodle's Virtual Programming Lab",
              .one = write_it)
