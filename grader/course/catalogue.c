/* catalogue.c - what can be handed in and what is asked. */
#include "catalogue.h"
#include "base/fault.h"
#include "base/files.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIELDS = 7, TABLE = 1 << 20 };

static const char *const kinds[] = {"code", "run", "answer", "declaration"};

const char *kind_name(Kind kind)
{
    return kinds[kind];
}

static Kind kind_of(const char *name, const char *path)
{
    for (Kind kind = CODE; kind <= ANSWER; kind++)
        if (strcmp(kinds[kind], name) == 0)
            return kind;
    die(GRADER_FAULT, "%s: '%s' is no kind of exercise", path, name);
}

/* id, number, title, points, minutes, needs, kind */
static Exercise parse(char *line, const char *path)
{
    char *field[FIELDS], *rest = line;
    for (size_t i = 0; i < FIELDS; i++)
        if (!(field[i] = strsep(&rest, "\t")))
            die(GRADER_FAULT,
                "%s: a line has fewer than %d columns; run "
                "make exercises",
                path, FIELDS);
    return (Exercise){
        .id = format("%s", field[0]),
        .number = format("%s", field[1]),
        .title = format("%s", field[2]),
        .points = strtod(field[3], NULL),
        .needs = texts_split(field[5], " ,"),
        .kind = kind_of(field[6], path),
    };
}

static void read_exercises(Chapter *chapter)
{
    char *path = format("chapters/%s/exercises.tsv", chapter->name);
    char *table = file_read(path, TABLE, NULL), *rest = table;
    if (!table)
        die(GRADER_FAULT, "%s cannot be read: %s", path, strerror(errno));
    for (char *line; (line = strsep(&rest, "\n"));) {
        if (!*line)
            continue;
        chapter->exercises =
            grow(chapter->exercises, chapter->exercise_count + 1,
                 sizeof *chapter->exercises);
        chapter->exercises[chapter->exercise_count++] = parse(line, path);
    }
    free(table);
    free(path);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static void read_files(Chapter *chapter)
{
    Texts names = {0};
    char *path = format("skeletons/%s", chapter->name);
    directory_names(path, &names);
    for (size_t i = 0; i < names.count; i++)
        if (ends_in(names.item[i], ".c"))
            texts_add(&chapter->sources, "%s", names.item[i]);
    chapter->answers = texts_have(&names, "answers.md");
    texts_free(&names);
    free(path);
}

static void add_chapter(Catalogue *catalogue, const char *name)
{
    Chapter chapter = {.name = format("%s", name)};
    read_exercises(&chapter);
    read_files(&chapter);
    catalogue->chapters = grow(catalogue->chapters, catalogue->count + 1,
                               sizeof *catalogue->chapters);
    catalogue->chapters[catalogue->count++] = chapter;
}

static bool is_there(const char *chapter, const char *name)
{
    char *path = format("chapters/%s/%s", chapter, name);
    bool is = access(path, F_OK) == 0;
    free(path);
    return is;
}

/* A numbered folder with prose and tests, which a release holds sealed; one
 * without is still being written. */
static bool is_chapter(const char *name)
{
    return isdigit((unsigned char)*name) && is_there(name, "chapter.md") &&
           (is_there(name, "tests") || is_there(name, "checks/list.txt"));
}

Catalogue catalogue_read(void)
{
    Catalogue catalogue = {0};
    Texts names = {0};
    directory_names("chapters", &names);
    for (size_t i = 0; i < names.count; i++)
        if (is_chapter(names.item[i]))
            add_chapter(&catalogue, names.item[i]);
    texts_free(&names);
    if (catalogue.count == 0)
        die(GRADER_FAULT, "there are no chapters to grade");
    return catalogue;
}

void catalogue_free(Catalogue *catalogue)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        Chapter *chapter = &catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++) {
            Exercise *exercise = &chapter->exercises[i];
            free(exercise->id);
            free(exercise->number);
            free(exercise->title);
            texts_free(&exercise->needs);
            free(exercise->item);
            texts_free(&exercise->after);
        }
        free(chapter->exercises);
        texts_free(&chapter->sources);
        free(chapter->name);
    }
    free(catalogue->chapters);
    *catalogue = (Catalogue){0};
}

Chapter *catalogue_chapter(const Catalogue *catalogue, const char *name)
{
    for (size_t c = 0; c < catalogue->count; c++)
        if (strcmp(catalogue->chapters[c].name, name) == 0)
            return &catalogue->chapters[c];
    return NULL;
}

Exercise *chapter_exercise(const Chapter *chapter, const char *id)
{
    for (size_t i = 0; i < chapter->exercise_count; i++)
        if (strcmp(chapter->exercises[i].id, id) == 0)
            return &chapter->exercises[i];
    return NULL;
}

Exercise *catalogue_exercise(const Catalogue *catalogue, const char *id)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        Exercise *found = chapter_exercise(&catalogue->chapters[c], id);
        if (found)
            return found;
    }
    return NULL;
}
