/* csv_read.c - reads tables of comma-separated values. */
#include "csv_read.h"
#include "fault.h"

#include <stdlib.h>
#include <string.h>

/* A place in the text. */
typedef struct {
    const char *at;
    size_t line;
} Place;

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
    texts_add(fields, "%s", field);
    free(field);
    return ended && (!*place->at || strchr(",\r\n", *place->at));
}

static bool take_field(Place *place, Texts *fields)
{
    if (*place->at == '"') {
        place->at++;
        return quoted(place, fields);
    }
    size_t length = strcspn(place->at, ",\r\n");
    texts_add(fields, "%.*s", (int)length, place->at);
    place->at += length;
    return true;
}

/* Fields up to the end of the line. */
static bool take_row(Place *place, Texts *fields)
{
    while (take_field(place, fields)) {
        if (*place->at == ',') {
            place->at++;
            continue;
        }
        place->at += *place->at == '\r';
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

size_t csv_parse(const char *text, Csv *table)
{
    *table = (Csv){0};
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3; /* the mark that spreadsheets put in front */
    Place place = {text, 1};
    while (*place.at) {
        CsvRow row = {.line = place.line};
        if (!take_row(&place, &row.field)) {
            texts_free(&row.field);
            return place.line;
        }
        if (is_empty(&row.field)) {
            texts_free(&row.field);
            continue;
        }
        table->row = grow(table->row, table->count + 1, sizeof *table->row);
        table->row[table->count++] = row;
    }
    return 0;
}

void csv_free(Csv *table)
{
    for (size_t i = 0; i < table->count; i++)
        texts_free(&table->row[i].field);
    free(table->row);
    *table = (Csv){0};
}
