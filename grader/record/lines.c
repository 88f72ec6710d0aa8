/* lines.c - what the judge's programs write and list. */
#include "lines.h"
#include "base/fault.h"
#include "base/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_MOST = 16 << 20 };

/* EXERCISE CHECK STATUS SECONDS MESSAGE CAUSE DETAILS, tabs between; of the
 * last three some may be missing. */
static bool parse(const char *text, Line *line)
{
    *line = (Line){.text = format("%s", text)};
    char *rest = line->text, *field[7];
    for (size_t i = 0; i < 7; i++) {
        char *next = strsep(&rest, "\t");
        if (!next && i < 4)
            return false;
        field[i] = next ? next : "";
    }
    line->exercise = field[0];
    line->check = field[1];
    line->status = field[2];
    line->seconds = strtod(field[3], NULL);
    line->message = field[4];
    line->cause = field[5];
    line->detail = field[6];
    return true;
}

/* "#note LANE TEXT", tabs between, belongs to the check that follows. */
static void take_note(const char *text, char **note)
{
    static const char start[] = "#note\t";
    const char *lane =
        strncmp(text, start, sizeof start - 1) ? NULL : text + 6;
    const char *said = lane ? strchr(lane, '\t') : NULL;
    if (!said || *note)
        return;
    *note = clean_ascii(said + 1, strlen(said + 1), 400);
}

Lines lines_read(const char *path)
{
    Lines lines = {0};
    char *text = file_read(path, RECORD_MOST, NULL), *rest = text;
    char *note = NULL;
    for (char *one; (one = strsep(&rest, "\n"));) {
        if (strncmp(one, "#data\t", 6) == 0)
            texts_add(&lines.data, "%s", one + 6);
        else if (*one == '#')
            take_note(one, &note);
        if (*one == '#' || !*one)
            continue;
        lines.line = grow(lines.line, lines.count + 1, sizeof *lines.line);
        Line *line = &lines.line[lines.count++];
        lines.malformed |= !parse(one, line);
        line->note = note;
        note = NULL;
    }
    free(note);
    free(text);
    return lines;
}

void lines_free(Lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        free(lines->line[i].text);
        free(lines->line[i].note);
    }
    free(lines->line);
    texts_free(&lines->data);
    *lines = (Lines){0};
}

Expecteds expecteds_read(const char *path)
{
    Expecteds list = {0};
    char *text = file_read(path, RECORD_MOST, NULL), *rest = text;
    for (char *one; (one = strsep(&rest, "\n"));) {
        char *tab = strchr(one, '\t');
        if (!tab)
            continue;
        *tab = '\0';
        list.item = grow(list.item, list.count + 1, sizeof *list.item);
        list.item[list.count++] =
            (Expected){format("%s", one), format("%s", tab + 1)};
    }
    free(text);
    return list;
}

void expecteds_free(Expecteds *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->item[i].exercise);
        free(list->item[i].check);
    }
    free(list->item);
    *list = (Expecteds){0};
}
