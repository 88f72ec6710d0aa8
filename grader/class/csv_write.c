/* csv_write.c - tables for spreadsheets. */
#include "csv_write.h"

#include <string.h>

static void finish(FILE *file, CsvEnd end)
{
    fputs(end == NEXT_LINE ? "\r\n" : ",", file);
}

/* Spreadsheets pass over blanks before they look for a formula. */
static int is_formula(const char *text)
{
    text += strspn(text, " \t\r\n");
    return *text && strchr("=+-@|%", *text) != NULL;
}

void csv_text(FILE *file, const char *text, CsvEnd end)
{
    size_t length = strlen(text);
    int quoted = strpbrk(text, ",;\"\r\n\t") != NULL || *text == ' ' ||
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
    finish(file, end);
}

void csv_number(FILE *file, double value, CsvEnd end)
{
    fprintf(file, "%.10g", value);
    finish(file, end);
}
