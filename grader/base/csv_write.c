/* csv_write.c - tables for spreadsheets. */
#include "csv_write.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

static bool is_number(const char *text)
{
    text += *text == '-';
    return *text && !text[strspn(text, "0123456789.,")];
}

/* Spreadsheets pass over blanks before they look for a formula; some take
 * the signs in the full width that East Asian keyboards write. */
static bool is_formula(const char *text)
{
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b",
                                       "\xef\xbc\x8d", "\xef\xbc\xa0"};
    text += strspn(text, " \t\r\n");
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return *text && strchr("=+-@|%", *text) && !is_number(text);
}

void csv_put(FILE *file, const char *text, char delimiter)
{
    const char odd[] = {delimiter, ',', ';', '"', '\r', '\n', '\t', '\0'};
    size_t length = strlen(text);
    bool quoted = strpbrk(text, odd) || *text == ' ' ||
                  (length && text[length - 1] == ' ');
    if (quoted)
        fputc('"', file);
    if (is_formula(text))
        fputc('\'', file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    if (quoted)
        fputc('"', file);
}

static void finish(FILE *file, CsvEnd end)
{
    fputs(end == NEXT_LINE ? "\r\n" : ",", file);
}

void csv_text(FILE *file, const char *text, CsvEnd end)
{
    csv_put(file, text, ',');
    finish(file, end);
}

void csv_number(FILE *file, double value, CsvEnd end)
{
    fprintf(file, "%.10g", value);
    finish(file, end);
}

void csv_line(FILE *file, ...)
{
    va_list texts;
    va_start(texts, file);
    const char *next, *text = va_arg(texts, const char *);
    for (; text; text = next) {
        next = va_arg(texts, const char *);
        csv_text(file, text, next ? NEXT_FIELD : NEXT_LINE);
    }
    va_end(texts);
}
