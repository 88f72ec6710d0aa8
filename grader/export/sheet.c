/* sheet.c - fills in a table that somebody else made. */
#include "sheet.h"
#include "base/csv_write.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/plain.h"
#include "base/text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SHEET_MOST = 64 << 20 };

/* The separator that the header, outside quotes, has most of. */
static char delimiter_of(const char *bytes)
{
    static const char marks[] = ",;\t";
    size_t count[3] = {0, 0, 0}, best = 0;
    bool inside = false;
    for (; *bytes && (inside || *bytes != '\n'); bytes++) {
        const char *mark = strchr(marks, *bytes);
        inside ^= *bytes == '"';
        if (!inside && mark)
            count[mark - marks]++;
    }
    for (size_t i = 1; i < 3; i++)
        best = count[i] > count[best] ? i : best;
    return marks[best];
}

/* Where the cell that starts at `at` ends; NULL when its quote is not
 * closed. */
static const char *cell_end(const char *at, char delimiter)
{
    const char ends[] = {delimiter, '\r', '\n', '\0'};
    if (*at == '"') {
        for (at++; *at && (*at != '"' || at[1] == '"'); at++)
            at += *at == '"';
        if (!*at++)
            return NULL;
    }
    return at + strcspn(at, ends);
}

static char *decoded(const char *bytes, size_t length)
{
    char *text = need(malloc(length + 1)), *to = text;
    bool quoted = length && *bytes == '"';
    for (size_t i = quoted; i < length; i++) {
        bool quote = quoted && bytes[i] == '"';
        bool twice = quote && i + 1 < length && bytes[i + 1] == '"';
        quoted = quoted && (!quote || twice);
        i += twice;
        if (!quote || twice)
            *to++ = bytes[i];
    }
    *to = '\0';
    return text_trim(text);
}

static void add_cell(const Sheet *sheet, SheetRow *row, const char *from,
                     const char *to)
{
    size_t length = (size_t)(to - from);
    row->cell = grow(row->cell, row->count + 1, sizeof *row->cell);
    row->cell[row->count++] = (Cell){(size_t)(from - sheet->bytes), length,
                                     decoded(from, length), NULL};
}

/* Reads a row; returns where its line end begins. */
static const char *take_row(const Sheet *sheet, const char *at, SheetRow *row)
{
    for (;; at++) {
        const char *end = cell_end(at, sheet->delimiter);
        if (!end)
            die(BAD_INPUT, "%s: the quote in line %zu is not closed",
                sheet->path, sheet->count + 1);
        add_cell(sheet, row, at, end);
        at = end;
        if (*at != sheet->delimiter)
            return at;
    }
}

static void free_row(SheetRow *row)
{
    for (size_t i = 0; i < row->count; i++) {
        free(row->cell[i].text);
        free(row->cell[i].fresh);
    }
    free(row->cell);
}

static void take_rows(Sheet *sheet, const char *at)
{
    while (*at) {
        SheetRow row = {NULL, 0};
        at = take_row(sheet, at, &row);
        at += strspn(at, "\r\n");
        if (row.count == 1 && !*row.cell[0].text) {
            free_row(&row);
            continue;
        }
        sheet->row = grow(sheet->row, sheet->count + 1, sizeof *sheet->row);
        sheet->row[sheet->count++] = row;
    }
}

/* UTF-16 becomes UTF-8, which every platform reads; nothing else changes. */
static void make_plain(Sheet *sheet)
{
    const char *problem;
    char *text =
        plain_utf8(sheet->bytes, sheet->size, &sheet->size, &problem);
    if (!text)
        die(BAD_INPUT, "%s is no text; save it as CSV (UTF-8)", sheet->path);
    free(sheet->bytes);
    sheet->bytes = text;
}

Sheet sheet_read(const char *path)
{
    static const char mark[] = "\xef\xbb\xbf"; /* spreadsheets put it first */
    Sheet sheet = {.path = path};
    sheet.bytes = file_read(path, SHEET_MOST, &sheet.size);
    if (!sheet.bytes)
        die(BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    if (memchr(sheet.bytes, '\0', sheet.size))
        make_plain(&sheet);
    const char *from =
        sheet.bytes + (strncmp(sheet.bytes, mark, 3) == 0 ? 3 : 0);
    sheet.delimiter = delimiter_of(from);
    take_rows(&sheet, from);
    if (sheet.count < 2)
        die(BAD_INPUT, "%s has no rows below its header", path);
    return sheet;
}

const char *sheet_text(const Sheet *sheet, size_t row, size_t column)
{
    const SheetRow *cells = &sheet->row[row];
    return column < cells->count ? cells->cell[column].text : "";
}

bool sheet_set(Sheet *sheet, size_t row, size_t column, const char *text)
{
    SheetRow *cells = &sheet->row[row];
    if (column >= cells->count)
        return false;
    free(cells->cell[column].fresh);
    cells->cell[column].fresh = format("%s", text);
    return true;
}

void sheet_write(const Sheet *sheet, FILE *out)
{
    size_t at = 0;
    for (size_t r = 0; r < sheet->count; r++)
        for (size_t c = 0; c < sheet->row[r].count; c++) {
            const Cell *cell = &sheet->row[r].cell[c];
            if (!cell->fresh)
                continue;
            fwrite(sheet->bytes + at, 1, cell->start - at, out);
            csv_put(out, cell->fresh, sheet->delimiter);
            at = cell->start + cell->length;
        }
    fwrite(sheet->bytes + at, 1, sheet->size - at, out);
}

void sheet_free(Sheet *sheet)
{
    for (size_t i = 0; i < sheet->count; i++)
        free_row(&sheet->row[i]);
    free(sheet->row);
    free(sheet->bytes);
    *sheet = (Sheet){0};
}
