/* handed.c - what the grader would take of a student's work, by the grader's
 * own rules: for checking, packing and drawing.
 *
 *   handed student WORK           what student.txt says: key, value, a line
 *                                 each, the members in their order
 *   handed files WORK CHAPTER [TO]
 *                                 the chapter's files: taken, NAME, or left,
 *                                 NAME, why not. With TO they are put there,
 *                                 as plain text, and nothing else stays there
 *
 * Columns are separated by tabs. */
#include "base/fault.h"
#include "base/files.h"
#include "base/plain.h"
#include "intake/place.h"
#include "intake/student.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads a text; *problem is why it cannot be taken, or NULL. */
static char *read_plain(const char *path, size_t most, size_t *size,
                        const char **problem)
{
    struct stat s;
    size_t raw = 0;
    bool regular = stat(path, &s) == 0 && S_ISREG(s.st_mode);
    char *bytes = regular ? file_read(path, most, &raw) : NULL, *text = NULL;
    *problem = NULL;
    if (bytes)
        text = plain_text(bytes, raw, size, problem);
    else
        *problem = !regular         ? "is not a regular file"
                   : errno == EFBIG ? "is too large"
                                    : "cannot be read";
    free(bytes);
    return text;
}

/* Who it is */

static void print_values(const char *key, const Texts *values)
{
    for (size_t i = 0; i < values->count; i++)
        printf("%s\t%s\n", key, values->item[i]);
}

/* In whatever capitals; the right ones come first. */
static char *student_path(const char *work)
{
    Texts names = {0};
    const char *name = "student.txt";
    directory_names(work, &names);
    bool exact = texts_have(&names, name);
    for (size_t i = 0; i < names.count && !exact; i++)
        if (strcasecmp(names.item[i], "student.txt") == 0)
            name = names.item[i];
    char *path = format("%s/%s", work, name);
    texts_free(&names);
    return path;
}

static void print_student(const char *work)
{
    Submission s = {.group = format("%s", "")};
    char *path = student_path(work);
    const char *problem;
    size_t size;
    char *text = read_plain(path, STUDENT_FILE_MOST, &size, &problem);
    if (problem && access(path, F_OK) == 0)
        complain("%s %s", path, problem);
    student_read(&(Handed){.bytes = text, .size = size}, &s);
    for (size_t i = 0; i < s.student_count; i++) {
        if (*s.students[i].id)
            printf("id\t%s\n", s.students[i].id);
        if (*s.students[i].name)
            printf("name\t%s\n", s.students[i].name);
    }
    if (*s.group)
        printf("group\t%s\n", s.group);
    print_values("present", &s.declared);
    free(text);
    free(path);
}

/* What it holds */

static bool is_same(const char *path, const char *text, size_t size)
{
    size_t had = 0;
    char *bytes = file_read(path, 4 * SOURCE_MOST, &had);
    bool same = bytes && had == size && memcmp(bytes, text, size) == 0;
    free(bytes);
    return same;
}

/* A file that is the same keeps its time. */
static void put(const char *to, const char *name, const char *text,
                size_t size)
{
    char *path = format("%s/%s", to, name);
    if (!is_same(path, text, size))
        file_write(path, text, size);
    free(path);
}

static void remove_others(const char *to, const Texts *taken)
{
    Texts there = {0};
    directory_names(to, &there);
    for (size_t i = 0; i < there.count; i++) {
        char *path = format("%s/%s", to, there.item[i]);
        if (!texts_have(taken, there.item[i]))
            unlink(path);
        free(path);
    }
    texts_free(&there);
}

/* Takes one file, or says why it is left. */
static void take(const Chapter *chapter, const char *work, const char *name,
                 size_t own, const char *to, Texts *taken)
{
    const char *problem = NULL;
    size_t size = 0;
    char *path = format("%s/%s/%s", work, chapter->name, name);
    char *why = own ? own_problem(chapter, name) : NULL;
    char *text = why ? NULL : read_plain(path, SOURCE_MOST, &size, &problem);
    if (!why && text && own > OWN_MOST)
        why = own_too_many();
    if (!why && problem)
        why = format("%s", problem);
    char *shown = clean_line(name, strlen(name), 120);
    printf("%s\t%s\t%s\n", why ? "left" : "taken", shown, why ? why : "");
    if (!why) {
        texts_add(taken, "%s", name);
        if (to)
            put(to, name, text, size);
    }
    free(shown);
    free(text);
    free(why);
    free(path);
}

/* A chapter's file that is spelled with other capitals. The grader reads it;
 * compilers on some systems do not find it. */
static void tell_spelled(const Chapter *chapter, const Texts *names,
                         const char *name)
{
    const char *due = place_chapters(chapter, name);
    if (!due || strcmp(due, name) == 0)
        return;
    char *shown = clean_line(name, strlen(name), 120);
    if (!texts_have(names, due))
        printf("left\t%s\tis called %s; give it this name\n", due, shown);
    else
        printf("left\t%s\tis not taken: %s lies where it belongs\n", shown,
               due);
    free(shown);
}

static bool is_chapters(const Chapter *chapter, const char *name)
{
    return texts_have(&chapter->sources, name) ||
           (chapter->answers && strcmp(name, "answers.md") == 0);
}

static void print_files(const Chapter *chapter, const char *work,
                        const char *to)
{
    Texts names = {0}, taken = {0};
    char *folder = format("%s/%s", work, chapter->name);
    if (to && !directory_make(to))
        die(BAD_INPUT, "%s cannot be made: %s", to, strerror(errno));
    directory_names(folder, &names);
    for (size_t i = 0; i < names.count; i++)
        if (is_chapters(chapter, names.item[i]))
            take(chapter, work, names.item[i], 0, to, &taken);
        else
            tell_spelled(chapter, &names, names.item[i]);
    size_t before = taken.count;
    for (size_t i = 0; i < names.count; i++)
        if (own_file(chapter, names.item[i]) &&
            !place_chapters(chapter, names.item[i]))
            take(chapter, work, names.item[i], taken.count - before + 1, to,
                 &taken);
    if (to)
        remove_others(to, &taken);
    texts_free(&taken);
    texts_free(&names);
    free(folder);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "student") == 0) {
        print_student(argv[2]);
        return 0;
    }
    if ((argc != 4 && argc != 5) || strcmp(argv[1], "files") != 0)
        die(BAD_INPUT, "usage: handed student WORK, or files WORK CHAPTER "
                       "[TO]");
    Catalogue catalogue = catalogue_read();
    const Chapter *chapter = catalogue_chapter(&catalogue, argv[3]);
    if (!chapter)
        die(BAD_INPUT, "there is no chapter %s", argv[3]);
    print_files(chapter, argv[2], argc == 5 ? argv[4] : NULL);
    catalogue_free(&catalogue);
    return 0;
}
