/* finish.c - what a class run leaves for people. */
#include "finish.h"
#include "base/csv_write.h"
#include "base/fault.h"
#include "base/files.h"
#include "grade/result.h"
#include "ids.h"
#include "summary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

/* All that is kept while the records go by. */
typedef struct {
    const Settings *settings;
    json_t *class;
    json_t *similar; /* similar.json, or NULL */
    FILE *table;
    Texts work;            /* the hash of each submission that was read, */
    const json_t **owners; /* and its entry in class.json */
    Ids ids;
    Summary summary;
} Finish;

/* One submission */

/* A member of all students who have it, "; " between. */
static char *of_group(const json_t *record, const char *member)
{
    char *all = format("%s", "");
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        const char *text = text_of(student, member);
        char *longer = format("%s%s%s", all, *all && *text ? "; " : "", text);
        free(all);
        all = longer;
    }
    return all;
}

static void find_twin(Finish *f, json_t *entry, const json_t *record)
{
    const char *work = text_of(record, "work"),
               *name = text_of(entry, "name");
    json_object_set_new(entry, "same_as", json_null());
    json_object_set_new(entry, "team_mate", json_null());
    for (size_t i = 0; i < f->work.count; i++) {
        const char *other = text_of(f->owners[i], "name");
        if (strcmp(f->work.item[i], work) != 0)
            continue;
        bool team = ids_team(entry, f->owners[i]);
        json_object_set_new(entry, team ? "team_mate" : "same_as",
                            made(json_string(other)));
        if (!team)
            texts_add(&f->summary.same, "%s as %s", name, other);
        return;
    }
    f->owners = grow(f->owners, f->work.count + 1, sizeof *f->owners);
    f->owners[f->work.count] = entry;
    texts_add(&f->work, "%s", work);
}

static void tell(Finish *f, json_t *entry, const char *line)
{
    json_array_append_new(json_object_get(entry, "notes"),
                          made(json_string(line)));
    texts_add(&f->summary.people, "%s: %s", text_of(entry, "name"), line);
}

static void check_ids(Finish *f, json_t *entry, const json_t *record)
{
    Texts notes = ids_notes(&f->ids, f->class, entry, record);
    for (size_t i = 0; i < notes.count; i++)
        tell(f, entry, notes.item[i]);
    texts_free(&notes);
}

/* What the comparing of sources found, whoever is like it. */
static void check_sources(Finish *f, json_t *entry)
{
    size_t i;
    const json_t *odd;
    json_array_foreach(json_object_get(f->similar, "odd"), i, odd)
    {
        if (strcmp(text_of(odd, "submission"), text_of(entry, "name")) != 0)
            continue;
        char *line =
            format("%s %s", text_of(odd, "file"), text_of(odd, "why"));
        tell(f, entry, line);
        free(line);
    }
}

static void check_time(Finish *f, json_t *entry)
{
    const json_t *platform = json_object_get(entry, "platform");
    bool late = json_is_true(json_object_get(platform, "late"));
    if (*text_of(entry, "received"))
        return;
    f->summary.timeless++;
    if (late)
        tell(f, entry, "the platform says it was late, but not by how much");
}

static void write_row(Finish *f, const json_t *entry, const json_t *record,
                      const char *status, const char *problem)
{
    FILE *t = f->table;
    char *ids = of_group(record, "id"), *names = of_group(record, "name");
    const json_t *first = json_array_get(json_object_get(record, "group"), 0);
    size_t flags = json_array_size(json_object_get(record, "flags")) +
                   json_array_size(json_object_get(entry, "notes"));
    static const char *const numbers[] = {"score", "max_score", "pending",
                                          "late_s", "penalty"};
    csv_text(t, text_of(entry, "name"), NEXT_FIELD);
    csv_text(t, ids, NEXT_FIELD);
    csv_text(t, names, NEXT_FIELD);
    csv_text(t, text_of(first, "group"), NEXT_FIELD);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (record)
            csv_number(t, number_of(record, numbers[i]), NEXT_FIELD);
        else
            csv_text(t, "", NEXT_FIELD);
    csv_number(t, (double)flags, NEXT_FIELD);
    csv_text(t, status, NEXT_FIELD);
    csv_text(t, problem, NEXT_LINE);
    free(names);
    free(ids);
}

/* Why there is no record. */
static void add_missing(Finish *f, const json_t *entry)
{
    const char *name = text_of(entry, "name");
    char *path = out_of(f->settings, name, "problem.txt"),
         *why = file_read(path, 4096, NULL);
    if (why)
        texts_add(&f->summary.problems, "%s: %s", name, text_trim(why));
    else
        texts_add(&f->summary.faults, "%s: there is no record", name);
    write_row(f, entry, NULL, why ? "unreadable" : "missing", why ? why : "");
    free(why);
    free(path);
}

static void add_record(Finish *f, json_t *entry, const json_t *record)
{
    const char *name = text_of(entry, "name");
    char *fault = result_fault(record);
    bool waits = number_of(record, "pending") > 0;
    check_ids(f, entry, record);
    check_sources(f, entry);
    check_time(f, entry);
    f->summary.graded += !fault;
    f->summary.waiting += waits;
    if (fault)
        texts_add(&f->summary.faults, "%s: %s", name, fault);
    write_row(f, entry, record,
              fault   ? "broken"
              : waits ? "to_be_marked"
                      : "graded",
              fault ? fault : "");
    free(fault);
}

static json_t *record_of(const Finish *f, const json_t *entry)
{
    char *path = out_of(f->settings, text_of(entry, "name"), "result.json");
    json_t *record = json_load_file(path, 0, NULL);
    free(path);
    return record;
}

static void add(Finish *f, json_t *entry)
{
    json_t *record = record_of(f, entry);
    json_array_clear(json_object_get(entry, "notes"));
    if (record)
        add_record(f, entry, record);
    else
        add_missing(f, entry);
    json_decref(record);
}

/* The class */

/* What is known only when all records have been seen. */
static void survey(Finish *f)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(f->class, "submissions"), i, entry)
    {
        json_t *record = record_of(f, entry);
        if (record) {
            find_twin(f, entry, record);
            ids_add(&f->ids, entry, record);
        }
        json_decref(record);
    }
    class_save(f->settings, f->class);
}

static void read_similar(Finish *f)
{
    char *path = out_file(f->settings, "similar.json");
    f->similar = json_load_file(path, 0, NULL);
    free(path);
}

static void write_table(Finish *f)
{
    size_t size = 0, i;
    char *text = NULL;
    json_t *entry;
    f->table = need(open_memstream(&text, &size));
    fputs("submission,id,name,group,score,max_score,pending,late_s,penalty,"
          "flags,status,problem\r\n",
          f->table);
    json_array_foreach(json_object_get(f->class, "submissions"), i, entry)
        add(f, entry);
    if (fclose(f->table) != 0)
        die(GRADER_FAULT, "memory is out");
    out_write(f->settings, "grades.csv", text);
    free(text);
}

/* Who stands in the roster and in nobody's student.txt either. */
static void settle_absent(Finish *f)
{
    json_t *list = json_object_get(f->class, "absent");
    for (size_t i = json_array_size(list); i-- > 0;) {
        if (ids_have(&f->ids, text_of(json_array_get(list, i), "id")))
            json_array_remove(list, i);
    }
}

/* Programs that make more of the records */

static bool call(const char *path)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0)
        return false;
    if (pid == 0) {
        execl(path, path, (char *)NULL);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Those whose names begin so: with 1 what finds something for the table, with
 * 2 what makes pages of it. */
static int call_all(char first)
{
    static const char directory[] = "grader/class/finish";
    Texts names = {0};
    int end = 0;
    directory_names(directory, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = format("%s/%s", directory, names.item[i]);
        if (*names.item[i] == first && access(path, X_OK) == 0 &&
            !call(path)) {
            complain("%s failed; the grades are not concerned", path);
            end = GRADER_FAULT;
        }
        free(path);
    }
    texts_free(&names);
    return end;
}

int finish_class(const Settings *settings)
{
    Finish f = {.settings = settings, .class = class_load(settings)};
    survey(&f);
    int end = call_all('1');
    read_similar(&f);
    write_table(&f);
    settle_absent(&f);
    class_save(settings, f.class);
    summary_say(&f.summary, f.class, settings->marks);
    int pages = call_all('2');
    printf("\nGrades: %s/grades.csv\n", settings->out);
    summary_free(&f.summary);
    texts_free(&f.work);
    free(f.owners);
    ids_free(&f.ids);
    json_decref(f.similar);
    json_decref(f.class);
    return end ? end : pages;
}
