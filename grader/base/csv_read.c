/* csv_read.c - reads tables. */
#include "csv_read.h"
#include "fault.h"
#include "plain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A place in the text, and what stands between fields. */
typedef struct {
    const char *at;
    size_t line;
    char separator;
} Place;

/* What ends a field. */
static bool at_end(const Place *place)
{
    return !*place->at || *place->at == place->separator ||
           *place->at == '\n';
}

static void skip_blanks(Place *place)
{
    while ((*place->at == ' ' || *place->at == '\t') && !at_end(place))
        place->at++;
}

/* A field in quotes; the place is behind the first one. */
static bool quoted(Place *place, Texts *fields)
{
    char *field = need(malloc(strlen(place->at) + 1));
    size_t used = 0;
    for (; *place->at; place->at++) {
        if (*place->at == '"' && *++place->at != '"')
            break;
        place->line += *place->at == '\n';
        field[used++] = *place->at;
    }
    field[used] = '\0';
    bool ended = place->at[-1] == '"';
    texts_add(fields, "%s", text_trim(field));
    free(field);
    skip_blanks(place);
    return ended && at_end(place);
}

static bool take_field(Place *place, Texts *fields)
{
    skip_blanks(place);
    if (*place->at == '"') {
        place->at++;
        return quoted(place, fields);
    }
    const char *from = place->at;
    while (!at_end(place))
        place->at++;
    char *field = format("%.*s", (int)(place->at - from), from);
    texts_add(fields, "%s", text_trim(field));
    free(field);
    return true;
}

/* Fields up to the end of the line. */
static bool take_row(Place *place, Texts *fields)
{
    while (take_field(place, fields)) {
        if (*place->at && *place->at == place->separator) {
            place->at++;
            continue;
        }
        if (*place->at == '\n') {
            place->at++;
            place->line++;
        }
        return true;
    }
    return false;
}

static bool is_empty(const Texts *fields)
{
    return fields->count == 1 && !*fields->item[0];
}

/* Of comma, semicolon and tab what the first line, outside quotes, has most
 * of. */
static char separator_of(const char *text)
{
    static const char marks[] = ",;\t";
    size_t count[3] = {0}, best = 0;
    bool inside = false;
    for (; *text && (inside || *text != '\n'); text++) {
        const char *mark = strchr(marks, *text);
        inside ^= *text == '"';
        if (!inside && mark)
            count[mark - marks]++;
    }
    for (size_t i = 1; i < 3; i++)
        best = count[i] > count[best] ? i : best;
    return marks[best];
}

/* Excel may say it in a line of its own: "sep=;". */
static Place start(const char *text)
{
    if (strncasecmp(text, "sep=", 4) == 0 && text[4] && text[5] == '\n')
        return (Place){text + 6, 2, text[4]};
    return (Place){text, 1, separator_of(text)};
}

static char *take_rows(Place *place, Csv *table)
{
    while (*place->at) {
        CsvRow row = {.line = place->line};
        bool whole = take_row(place, &row.field);
        if (!whole || is_empty(&row.field)) {
            texts_free(&row.field);
            if (whole)
                continue;
            return format(":%zu: a quoted field does not end where it should",
                          place->line);
        }
        table->row = grow(table->row, table->count + 1, sizeof *table->row);
        table->row[table->count++] = row;
    }
    return NULL;
}

char *csv_parse(const char *bytes, size_t size, Csv *table)
{
    size_t length;
    const char *problem;
    *table = (Csv){0};
    char *text = plain_text(bytes, size, &length, &problem);
    if (!text)
        return format(": it %s; save it as CSV (UTF-8)", problem);
    Place place = start(text);
    table->separator = place.separator;
    char *wrong = take_rows(&place, table);
    free(text);
    return wrong;
}

size_t csv_column(const Csv *table, const char *name)
{
    const Texts *head = &table->row[0].field;
    for (size_t i = 0; i < head->count; i++)
        if (strcasecmp(head->item[i], name) == 0)
            return i;
    return SIZE_MAX;
}

void csv_free(Csv *table)
{
    for (size_t i = 0; i < table->count; i++)
        texts_free(&table->row[i].field);
    free(table->row);
    *table = (Csv){0};
}
