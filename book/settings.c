/* settings.c - tables of settings and results. Our own programs write them:
 * no quotes, a comma between any two fields. */
#include "settings.h"
#include "parts.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LINE = 1000, COLUMNS = 32, WIDE = 7, LINES = 100 };

typedef struct {
    char *field[COLUMNS];
    size_t count;
} Row;

static Row split(char *line)
{
    Row row = {.count = 0};
    for (char *field; row.count < COLUMNS && (field = strsep(&line, ","));)
        row.field[row.count++] = field;
    return row;
}

/* Under its heading a word may break; "train_loss" has to become two. */
static void put_words(const char *text, void (*put)(const char *text))
{
    char words[LINE];
    snprintf(words, sizeof words, "%s", text);
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    put(words);
}

static void put_row(const Row *row, size_t from, size_t to,
                    void (*put)(const char *text))
{
    fputs("| ", stdout);
    put_words(row->field[0], put);
    for (size_t c = from; c < to; c++) {
        fputs(" | ", stdout);
        put_words(c < row->count ? row->field[c] : "", put);
    }
    puts(" |");
}

static void put_rule(size_t columns)
{
    for (size_t c = 0; c < columns; c++)
        fputs("|:------------", stdout);
    puts("|");
}

static size_t read_rows(const char *path, Row rows[LINES])
{
    static char line[LINES][LINE];
    size_t count = 0;
    FILE *file = fopen(path, "re");
    while (file && count < LINES && fgets(line[count], LINE, file)) {
        line[count][strcspn(line[count], "\n")] = '\0';
        if (line[count][0] != '#') {
            rows[count] = split(line[count]);
            count++;
        }
    }
    if (file)
        fclose(file);
    return count;
}

static void put_table(const Row *rows, size_t count,
                      void (*put)(const char *text))
{
    for (size_t from = 1; from < rows[0].count; from += WIDE) {
        size_t to = from + WIDE < rows[0].count ? from + WIDE : rows[0].count;
        put_row(&rows[0], from, to, put);
        put_rule(to - from + 1);
        for (size_t r = 1; r < count; r++)
            put_row(&rows[r], from, to, put);
        puts("");
    }
}

/* what experiments call their tables of settings and of results */
static const char *const names[] = {"settings.csv", "results.csv",
                                    "nets.csv"};

void settings_put(const char *directory, void (*put)(const char *text))
{
    Row rows[LINES];
    char path[4096];
    bool any = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        size_t count = read_rows(path, rows);
        if (count < 2)
            continue;
        if (!any)
            puts("\n## Settings and results {.unnumbered}\n");
        any = true;
        put_table(rows, count, put);
    }
}

static void put_run(const Row *head, const Row *run,
                    void (*put)(const char *text))
{
    fputs("**", stdout);
    put_words(run->field[0], put);
    fputs("**: ", stdout);
    for (size_t c = 1; c < run->count && c < head->count; c++) {
        fputs(c > 1 ? ", " : "", stdout);
        put_words(head->field[c], put);
        putchar(' ');
        put(run->field[c]);
    }
    puts(".\n");
}

void settings_list(const char *directory, void (*put)(const char *text))
{
    Row rows[LINES];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, names[0]);
    size_t count = read_rows(path, rows);
    for (size_t r = 1; r < count; r++)
        if (is_wanted("RUNS", ',', rows[r].field[0]))
            put_run(&rows[0], &rows[r], put);
}
