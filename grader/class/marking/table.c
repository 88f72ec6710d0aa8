/* table.c - the tables beside the answers: points to fill in, and the key to
 * the pseudonyms. They only ever grow: what a person wrote stays. */
#include "base/csv_read.h"
#include "base/csv_write.h"
#include "base/fault.h"
#include "base/files.h"
#include "marking.h"
#include "record/marks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { TABLE_MOST = 64 << 20 };

/* What is there, or NULL. */
static char *read_text(const char *path, size_t *size)
{
    char *text = file_read(path, TABLE_MOST, size);
    if (!text && errno != ENOENT)
        die(BAD_INPUT, "%s cannot be read: %s", path, strerror(errno));
    return text;
}

/* Rows below the first line; a table that was saved in another form is not
 * touched. */
static Csv read_rows(const char *path, const char *text, size_t size,
                     const char *first)
{
    Csv table = {0};
    char *wrong = text ? csv_parse(text, size, &table) : NULL;
    if (wrong ||
        (table.count && (table.separator != ',' || strlen(text) != size ||
                         strcmp(table.row[0].field.item[0], first))))
        die(BAD_INPUT,
            "%s is no table with commas that starts with the column '%s', so "
            "nothing can be added to it; save it as CSV with commas, or move "
            "it away",
            path, first);
    free(wrong);
    return table;
}

static const char *cell(const Csv *table, size_t row, size_t column)
{
    const Texts *fields = &table->row[row].field;
    return column < fields->count ? fields->item[column] : "";
}

/* Adds rows to the end of a file, which is there whole at any moment. */
static void append(const char *path, const char *old, const char *head,
                   const char *fresh)
{
    size_t length = old ? strlen(old) : 0;
    bool open = length && old[length - 1] != '\n';
    char *part = format("%s.part", path);
    char *text =
        format("%s%s%s", length ? old : head, open ? "\r\n" : "", fresh);
    file_write(part, text, strlen(text));
    if (rename(part, path) != 0)
        die(GRADER_FAULT, "%s cannot be written: %s", path, strerror(errno));
    free(text);
    free(part);
}

/* Pseudonyms: letters and digits that are not taken for one another. */
static char *new_pseudonym(const Texts *taken)
{
    static const char signs[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    for (;;) {
        unsigned char random[6];
        char name[sizeof random + 1] = "";
        if (getrandom(random, sizeof random, 0) != sizeof random)
            die(GRADER_FAULT, "the system gives no random numbers: %s",
                strerror(errno));
        for (size_t i = 0; i < sizeof random; i++)
            name[i] = signs[random[i] % 32];
        if (!texts_have(taken, name))
            return format("%s", name);
    }
}

/* The one in the table, or NULL. */
static const char *known(const Csv *table, const char *student)
{
    for (size_t i = 1; i < table->count; i++)
        if (strcmp(cell(table, i, 1), student) == 0)
            return cell(table, i, 0);
    return NULL;
}

Texts pseudonyms(const Records *records, const Wish *wish)
{
    Texts names = {0}, taken = {0};
    char *path = format("%s/%s", wish->directory, MARKS_KEY), *fresh = NULL;
    size_t size, length;
    char *old = read_text(path, &length);
    Csv table = read_rows(path, old, length, "pseudonym");
    FILE *out = need(open_memstream(&fresh, &size));
    for (size_t i = 1; i < table.count; i++)
        texts_add(&taken, "%s", cell(&table, i, 0));
    for (size_t i = 0; i < records->count; i++) {
        const char *student = records_name(records, i);
        const char *there = known(&table, student);
        char *name = there ? format("%s", there) : new_pseudonym(&taken);
        texts_add(&names, "%s", name);
        texts_add(&taken, "%s", name);
        if (!there)
            csv_line(out, name, student, NULL);
        free(name);
    }
    fclose(out);
    if (*fresh)
        append(path, old, "pseudonym,student\r\n", fresh);
    free(fresh);
    free(path);
    free(old);
    csv_free(&table);
    texts_free(&taken);
    return names;
}

/* Under the one name or the other. */
static bool has_row(const Csv *table, const char *id, const char *shown,
                    const char *student)
{
    for (size_t i = 1; i < table->count; i++)
        if (strcmp(cell(table, i, 1), id) == 0 &&
            (strcmp(cell(table, i, 0), shown) == 0 ||
             strcmp(cell(table, i, 0), student) == 0))
            return true;
    return false;
}

static void put_row(FILE *out, const Answer *answer, const char *id)
{
    char *score =
        answer->marked ? format("%g", answer->score) : format("%s", "");
    csv_line(out, answer->shown, id, score,
             answer->marked ? answer->comment : "", NULL);
    free(score);
}

size_t table_update(const Records *records, const Question *question,
                    const Wish *wish)
{
    const char *id = question->exercise->id;
    char *path = format("%s/%s.csv", wish->directory, id), *fresh = NULL;
    size_t size, length, count = 0;
    char *old = read_text(path, &length);
    Csv table = read_rows(path, old, length, "student");
    FILE *out = need(open_memstream(&fresh, &size));
    for (size_t i = 0; i < question->count; i++) {
        const Answer *answer = &question->answers[i];
        if (has_row(&table, id, answer->shown,
                    records_name(records, answer->submission)))
            continue;
        put_row(out, answer, id);
        count++;
    }
    fclose(out);
    if (count || !old)
        append(path, old, "student,exercise,points,comment\r\n", fresh);
    free(fresh);
    free(path);
    free(old);
    csv_free(&table);
    return count;
}
