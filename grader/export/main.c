/* main.c - hands results on in another format.
 *
 *   export [FORMAT [OUT [TO]]]     or FORMAT= OUT= TO= in the environment
 *
 * OUT holds result.json of one grading, or class.json and NAME/result.json
 * of a class; then a format of single gradings is written for each. TO= is
 * the file to write, "-" for standard output (default: the format's own file
 * in OUT). */
#include "base/fault.h"
#include "export.h"
#include "record/record.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const Format *const __start_formats[], *const __stop_formats[];

const char *option(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

void put_json(FILE *out, json_t *json, size_t flags)
{
    if (json_dumpf(json, out, flags | JSON_REAL_PRECISION(9)) != 0)
        die(GRADER_FAULT, "the export cannot be written: %s",
            strerror(errno));
    fputc('\n', out);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const Format *const *)a)->name,
                  (*(const Format *const *)b)->name);
}

static void list(FILE *out)
{
    size_t count = (size_t)(__stop_formats - __start_formats);
    const Format **sorted = grow(NULL, count, sizeof *sorted);
    memcpy(sorted, __start_formats, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "  %-17s %s\n", sorted[i]->name, sorted[i]->about);
    free(sorted);
}

static const Format *find(const char *name)
{
    for (const Format *const *f = __start_formats; f < __stop_formats; f++)
        if (strcmp((*f)->name, name) == 0)
            return *f;
    char *shown = clean_ascii(name, strlen(name), 60);
    complain("there is no format '%s'; FORMAT= takes one of:", shown);
    free(shown);
    list(stderr);
    exit(BAD_INPUT);
}

/* Writing: under another name first, so that a file that is there is whole.
 */

static char *unfinished;

static void forget(void)
{
    if (unfinished)
        unlink(unfinished);
}

static FILE *begin(const char *path)
{
    if (strcmp(path, "-") == 0)
        return stdout;
    unfinished = format("%s.new", path);
    FILE *out = fopen(unfinished, "w");
    if (!out)
        die(BAD_INPUT, "%s cannot be written: %s", unfinished,
            strerror(errno));
    return out;
}

static void end(FILE *out, const char *path)
{
    bool good = fflush(out) == 0 && !ferror(out);
    if (out != stdout)
        good = fclose(out) == 0 && good && rename(unfinished, path) == 0;
    if (!good)
        die(BAD_INPUT, "%s cannot be written: %s", path, strerror(errno));
    free(unfinished);
    unfinished = NULL;
}

static void write_one(const Format *format, const json_t *view,
                      const char *path)
{
    FILE *out = begin(path);
    format->one(out, view);
    end(out, path);
}

/* A class */

/* A format of single gradings, for each submission; returns how many have
 * not been graded yet. */
static size_t write_each(const Format *it, const Class *class)
{
    size_t missing = 0;
    for (size_t i = 0; i < class->count; i++) {
        json_t *view = class_view(class, i);
        char *path =
            format("%s/%s/%s", class->out, class_name(class, i), it->file);
        if (view)
            write_one(it, view, path);
        missing += !view;
        json_decref(view);
        free(path);
    }
    printf("%s: %zu files NAME/%s in %s\n", it->name, class->count - missing,
           it->file, class->out);
    return missing;
}

static void write_class(const Format *it, const Class *class,
                        const char *path)
{
    FILE *out = begin(path);
    it->all(out, class);
    end(out, path);
    if (out != stdout)
        printf("%s: %s\n", it->name, path);
}

static size_t ungraded(const Class *class)
{
    size_t count = 0;
    for (size_t i = 0; i < class->count; i++) {
        json_t *view = class_view(class, i);
        count += !view;
        json_decref(view);
    }
    return count;
}

static void export_class(const Format *it, const Class *class,
                         const char *path)
{
    size_t missing = it->all ? ungraded(class) : 0;
    if (it->all)
        write_class(it, class, path);
    else
        missing = write_each(it, class);
    if (missing)
        complain(
            "%zu of %zu submissions have no record yet and are left out; "
            "make class grades them",
            missing, class->count);
}

static void export_one(const Format *it, const char *out, const char *path)
{
    const char *slash = strrchr(out, '/');
    json_t *view = view_read(out, slash && slash[1] ? slash + 1 : out);
    if (!view)
        die(BAD_INPUT, "%s holds no result.json; make grade OUT= writes one",
            out);
    if (!it->one)
        die(BAD_INPUT,
            "%s is a format of classes: it needs what make class "
            "leaves in OUT=",
            it->name);
    write_one(it, view, path);
    if (strcmp(path, "-") != 0)
        printf("%s: %s\n", it->name, path);
    json_decref(view);
}

/* The first given value: an argument, else a variable. */
static const char *given(int argc, char **argv, int number, const char *name)
{
    return argc > number ? argv[number] : option(name);
}

int main(int argc, char **argv)
{
    Class class;
    atexit(forget);
    setlocale(LC_CTYPE, "C.UTF-8"); /* for names in archives */
    const char *name = given(argc, argv, 1, "FORMAT"),
               *out = given(argc, argv, 2, "OUT"),
               *to = given(argc, argv, 3, "TO");
    if (!name) {
        puts("FORMAT= takes one of:");
        list(stdout);
        return 0;
    }
    out = out ? out : "result";
    const Format *it = find(name);
    char *path = to ? format("%s", to) : format("%s/%s", out, it->file);
    if (class_read(out, &class)) {
        if (to && !it->all)
            die(BAD_INPUT,
                "TO= is for one file; %s writes one for each "
                "submission of a class",
                it->name);
        export_class(it, &class, path);
        class_free(&class);
    } else {
        export_one(it, out, path);
    }
    free(path);
    return 0;
}
