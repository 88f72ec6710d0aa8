/* feedback.c - the page of one submission's feedback.
 *
 * feedback.md is the grader's own text, in which whatever students wrote is
 * escaped. cmark leaves out raw HTML and addresses that run code all the
 * same, and the page's policy allows nothing but its style. */
#include "feedback.h"
#include "base/fault.h"
#include "base/files.h"
#include "html.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmark-gfm-core-extensions.h>

enum { FEEDBACK_MOST = 16 << 20 };

static bool is_newer(const char *path, const char *than)
{
    struct stat a, b;
    return stat(path, &a) == 0 && stat(than, &b) == 0 &&
           (a.st_mtim.tv_sec > b.st_mtim.tv_sec ||
            (a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
             a.st_mtim.tv_nsec > b.st_mtim.tv_nsec));
}

/* As HTML; to be freed by the caller. */
static char *rendered(const char *markdown)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_syntax_extension *table = cmark_find_syntax_extension("table");
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
    cmark_parser_attach_syntax_extension(parser, table);
    cmark_parser_feed(parser, markdown, strlen(markdown));
    cmark_node *document = cmark_parser_finish(parser);
    char *html =
        need(cmark_render_html(document, CMARK_OPT_DEFAULT,
                               cmark_parser_get_syntax_extensions(parser)));
    cmark_node_free(document);
    cmark_parser_free(parser);
    return html;
}

static void put_page(FILE *page, const char *name, const char *html,
                     const char *style)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
          "<meta charset=\"utf-8\">\n",
          page);
    html_policy(page, style, NULL);
    fputs("<title>Feedback for ", page);
    html_text(page, name);
    fprintf(page,
            "</title>\n<style>%s</style>\n</head>\n<body>\n"
            "<main class=\"feedback\">\n%s</main>\n</body>\n</html>\n",
            style, html);
}

void feedback_page(const Records *records, size_t i, const char *style)
{
    char *from = records_path(records, i, "feedback.md"),
         *to = records_path(records, i, "feedback.html"),
         *markdown =
             is_newer(to, from) ? NULL : file_read(from, FEEDBACK_MOST, NULL);
    if (markdown) {
        char *html = rendered(markdown);
        FILE *page = html_open(to);
        put_page(page, records_name(records, i), html, style);
        html_close(page, to);
        free(html);
    }
    free(markdown);
    free(from);
    free(to);
}
