/* csv_write.c - writes tables of comma-separated values. */
#include "csv_write.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What spreadsheets take for the beginning of a formula; some also in the
 * full width that East Asian keyboards write. */
static bool like_a_formula(const char *text)
{
    static const char *const starts[] = {"=",
                                         "+",
                                         "-",
                                         "@",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "|",
                                         "%",
                                         "\xef\xbc\x9d",
                                         "\xef\xbc\x8b",
                                         "\xef\xbc\x8d",
                                         "\xef\xbc\xa0"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* A plain number may begin with a sign. */
static bool is_number(const char *text)
{
    size_t length = strspn(text + (*text == '-'), "0123456789.,");
    return length > 0 && !text[length + (*text == '-')];
}

void csv_put(FILE *out, const char *text, char delimiter)
{
    const char odd[] = {delimiter, '"', '\r', '\n', '\0'};
    bool quoted = text[strcspn(text, odd)] || *text == ' ';
    if (quoted)
        fputc('"', out);
    if (like_a_formula(text) && !is_number(text))
        fputc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    if (quoted)
        fputc('"', out);
}

void csv_row(FILE *out, ...)
{
    va_list cells;
    va_start(cells, out);
    for (size_t i = 0;; i++) {
        const char *text = va_arg(cells, const char *);
        if (!text)
            break;
        if (i)
            fputc(',', out);
        csv_put(out, text, ',');
    }
    va_end(cells);
    fputs("\r\n", out);
}
