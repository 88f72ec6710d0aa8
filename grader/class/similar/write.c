/* write.c - who wrote alike, for programs and for people. */
#include "base/fault.h"
#include "base/files.h"
#include "html.h"
#include "similar.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* similar.json */

static json_t *pair_json(const Field *field, const Pair *pair)
{
    const Source *a = &field->sources[pair->a], *b = &field->sources[pair->b];
    return made(json_pack("{ss ss sb ss si si}", "a", a->label, "b", b->label,
                          "old", b->origin == BEFORE, "file", field->file,
                          "percent", (int)lround(pair->percent), "shared",
                          (int)pair->shared));
}

/* Of each source that is odd: whose, which, why. */
static json_t *odd_json(const Field *fields, size_t count)
{
    json_t *list = made(json_array());
    for (size_t f = 0; f < count; f++)
        for (size_t i = 0; i < fields[f].count; i++) {
            const Source *s = &fields[f].sources[i];
            if (s->odd)
                json_array_append_new(
                    list,
                    made(json_pack("{ss ss ss}", "submission", s->label,
                                   "file", fields[f].file, "why", s->odd)));
        }
    return list;
}

static void write_json(const Records *records, const Field *fields,
                       size_t count, const Pairs *pairs)
{
    json_t *list = made(json_array());
    for (size_t i = 0; i < pairs->count; i++)
        json_array_append_new(
            list, pair_json(&fields[pairs->pair[i].field], &pairs->pair[i]));
    json_t *all = made(json_pack("{si si si so so}", "run_least", RUN_LEAST,
                                 "shared_least", SHARED_LEAST,
                                 "percent_least", PERCENT_LEAST, "pairs",
                                 list, "odd", odd_json(fields, count)));
    char *path = format("%s/similar.json", records->out),
         *part = format("%s.part", path);
    char *text = need(json_dumps(all, JSON_INDENT(1)));
    file_write(part, text, strlen(text));
    if (rename(part, path) != 0)
        die(GRADER_FAULT, "%s cannot be written: %s", path, strerror(errno));
    free(text);
    free(part);
    free(path);
    json_decref(all);
}

/* similar.html: two sources side by side */

/* Is a token of that line evidence? The tokens are in order. */
static bool is_marked(const Source *source, const char *marked, size_t line,
                      size_t *token)
{
    bool is = false;
    const Tokens *tokens = &source->tokens;
    while (*token < tokens->count && tokens->line[*token] <= line)
        is |= marked[(*token)++] != 0;
    return is;
}

/* Cleaning takes blanks away at both ends; those in front are the layout. */
static void put_line(FILE *page, const char *from, size_t length, bool marked)
{
    size_t blanks = strspn(from, " \t");
    blanks = blanks < length ? blanks : length;
    char *clean = clean_line(from + blanks, length - blanks, 400);
    for (size_t i = 0; i < blanks && i < 80; i++)
        fputs(from[i] == '\t' ? "    " : " ", page);
    fputs(marked ? "<mark>" : "", page);
    html_text(page, clean);
    fputs(marked ? "</mark>\n" : "\n", page);
    free(clean);
}

/* Of a long stretch that is no evidence, its beginning. */
static void put_source(FILE *page, const Source *source, const char *marked)
{
    size_t token = 0, line = 0, plain = 0;
    fputs("<div><h3>", page);
    html_foreign(page, source->label);
    fputs("</h3>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"", page);
    html_text(page, source->label);
    fputs("\"><code>", page);
    for (const char *at = source->text; *at; line++) {
        size_t length = strcspn(at, "\n");
        bool is = is_marked(source, marked, line, &token);
        plain = is ? 0 : plain + 1;
        if (plain <= PLAIN_MOST)
            put_line(page, at, length, is);
        else if (plain == PLAIN_MOST + 1)
            fputs("[...]\n", page);
        at += length + (at[length] == '\n');
    }
    fputs("</code></pre></div>\n", page);
}

static void put_pair(FILE *page, const Field *field, const Pair *pair,
                     size_t number)
{
    const Source *a = &field->sources[pair->a], *b = &field->sources[pair->b];
    fprintf(page, "<section id=\"pair%zu\">\n<h2>%zu. ", number, number);
    html_foreign(page, a->label);
    fputs(" and ", page);
    html_foreign(page, b->label);
    fputs("</h2>\n<p>In <code>", page);
    html_text(page, field->file);
    fprintf(page,
            "</code> they share %zu tokens, %.0f&nbsp;%% of what the shorter "
            "one did not take from the book.</p>\n<div class=\"two\">\n",
            pair->shared, pair->percent);
    put_source(page, a, pair->in_a);
    put_source(page, b, pair->in_b);
    fputs("</div>\n</section>\n", page);
}

static const char explanation[] =
    "<p class=\"facts\">Compared are tokens: names, comments, layout and the "
    "order of functions play no part. What either has in common with the "
    "skeleton, the given code or the reference is left out, and so are "
    "passages that a fifth of the class wrote alike; the rest is marked "
    "where the other has "
    "it too. This is a place to look, not a verdict: it changes no "
    "marks.</p>\n";

static void put_odd(FILE *page, const Field *fields, size_t count)
{
    json_t *list = odd_json(fields, count), *odd;
    size_t i;
    if (json_array_size(list))
        fputs("<h2>Sources to look at</h2>\n<ul>\n", page);
    json_array_foreach(list, i, odd)
    {
        fputs("<li>", page);
        html_foreign(page, text_of(odd, "submission"));
        fputs(": <code>", page);
        html_text(page, text_of(odd, "file"));
        fprintf(page, "</code> %s</li>\n", text_of(odd, "why"));
    }
    if (json_array_size(list))
        fputs("</ul>\n", page);
    json_decref(list);
}

static void put_page(FILE *page, const Field *fields, size_t count,
                     const Pairs *pairs)
{
    char *style = html_style();
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
          "<meta charset=\"utf-8\">\n",
          page);
    html_policy(page, style, NULL);
    fprintf(page,
            "<title>Similar submissions</title>\n<style>%s</style>\n"
            "</head>\n<body>\n<header><nav aria-label=\"Pages\"><ol><li>"
            "<a href=\"index.html\">The class</a></li></ol></nav></header>\n"
            "<main>\n<h1>Similar submissions</h1>\n%s",
            style, explanation);
    put_odd(page, fields, count);
    if (pairs->count == 0)
        fputs("<p>None.</p>\n", page);
    if (pairs->count > PAIRS_SHOWN)
        fprintf(
            page,
            "<p>The strongest %d of %zu; similar.json has them all.</p>\n",
            PAIRS_SHOWN, pairs->count);
    for (size_t i = 0; i < pairs->count && i < PAIRS_SHOWN; i++)
        put_pair(page, &fields[pairs->pair[i].field], &pairs->pair[i], i + 1);
    fputs("</main>\n</body>\n</html>\n", page);
    free(style);
}

void similar_write(const Records *records, const Field *fields, size_t count,
                   const Pairs *pairs)
{
    char *path = format("%s/similar.html", records->out);
    FILE *page = html_open(path);
    put_page(page, fields, count, pairs);
    html_close(page, path);
    write_json(records, fields, count, pairs);
    free(path);
}
