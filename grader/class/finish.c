/* finish.c - what a class run leaves for people. */
#include "finish.h"
#include "../grade/alike.h"
#include "../grade/csv_write.h"
#include "../grade/fault.h"
#include "../grade/files.h"
#include "../grade/result.h"
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
    FILE *table;
    Texts work;   /* "HASH NAME" of each submission that was read */
    Texts ids;    /* in lower case, of all students, */
    Texts owners; /* and whose student.txt each stands in */
    Summary summary;
} Finish;

static char *lower(const char *text)
{
    char *copy = format("%s", text);
    for (char *c = copy; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    return copy;
}

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

/* The team of a submission; "" for none. */
static const char *team_of(const Finish *f, const char *name)
{
    size_t i;
    json_t *entry;
    json_array_foreach(
        json_object_get(f->class, "submissions"), i,
        entry) if (strcmp(text_of(entry, "name"), name) ==
                   0) return text_of(json_object_get(entry, "platform"),
                                     "team");
    return "";
}

static bool are_team(const Finish *f, const char *name, const char *other)
{
    const char *team = team_of(f, name);
    return *team && strcmp(team, team_of(f, other)) == 0;
}

static void find_twin(Finish *f, json_t *entry, const json_t *record)
{
    const char *work = text_of(record, "work"),
               *name = text_of(entry, "name");
    size_t length = strlen(work);
    json_object_set_new(entry, "same_as", json_null());
    json_object_set_new(entry, "team_mate", json_null());
    for (size_t i = 0; i < f->work.count; i++) {
        const char *other = f->work.item[i] + length + 1;
        if (strncmp(f->work.item[i], work, length) != 0)
            continue;
        bool team = are_team(f, name, other);
        json_object_set_new(entry, team ? "team_mate" : "same_as",
                            made(json_string(other)));
        if (!team)
            texts_add(&f->summary.same, "%s as %s", name, other);
        return;
    }
    texts_add(&f->work, "%s %s", work, name);
}

/* Is one of the ids that the platform knows among those of student.txt? */
static bool id_is_known(const char *known, const json_t *record)
{
    Texts wanted = texts_split(known, ";");
    bool found = false;
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
    {
        for (size_t w = 0; w < wanted.count && !found; w++)
            found = alike(wanted.item[w], text_of(student, "id"));
    }
    texts_free(&wanted);
    return found;
}

static void tell(Finish *f, json_t *entry, const char *line)
{
    json_array_append_new(json_object_get(entry, "notes"),
                          made(json_string(line)));
    texts_add(&f->summary.people, "%s: %s", text_of(entry, "name"), line);
}

/* One student.txt copied from another, or one person in two groups. */
static void take_id(Finish *f, json_t *entry, const char *shown)
{
    char *id = lower(shown);
    for (size_t i = 0; *id && i < f->ids.count; i++) {
        if (strcmp(f->ids.item[i], id) != 0 ||
            are_team(f, text_of(entry, "name"), f->owners.item[i]))
            continue;
        char *line = format("the id '%s' stands in student.txt of %s, too",
                            shown, f->owners.item[i]);
        tell(f, entry, line);
        free(line);
        break;
    }
    texts_add(&f->ids, "%s", id);
    texts_add(&f->owners, "%s", text_of(entry, "name"));
    free(id);
}

static void check_ids(Finish *f, json_t *entry, const json_t *record)
{
    const json_t *platform = json_object_get(entry, "platform");
    const char *known = text_of(platform, "id");
    size_t i;
    json_t *student;
    json_array_foreach(json_object_get(record, "group"), i, student)
        take_id(f, entry, text_of(student, "id"));
    if (!*known || id_is_known(known, record))
        return;
    char *said = of_group(record, "id"),
         *line = format("student.txt names the id '%s', but it was handed in "
                        "by '%s'",
                        said, known);
    tell(f, entry, line);
    free(line);
    free(said);
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
    find_twin(f, entry, record);
    check_ids(f, entry, record);
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

static void add(Finish *f, json_t *entry)
{
    char *path = out_of(f->settings, text_of(entry, "name"), "result.json");
    json_t *record = json_load_file(path, 0, NULL);
    json_array_clear(json_object_get(entry, "notes"));
    if (record)
        add_record(f, entry, record);
    else
        add_missing(f, entry);
    json_decref(record);
    free(path);
}

/* The class */

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
        char *id = lower(text_of(json_array_get(list, i), "id"));
        if (*id && texts_have(&f->ids, id))
            json_array_remove(list, i);
        free(id);
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

static int call_all(void)
{
    static const char directory[] = "grader/class/finish";
    Texts names = {0};
    int end = 0;
    directory_names(directory, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = format("%s/%s", directory, names.item[i]);
        if (access(path, X_OK) == 0 && !call(path)) {
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
    write_table(&f);
    settle_absent(&f);
    class_save(settings, f.class);
    summary_say(&f.summary, f.class, settings->marks);
    int end = call_all();
    printf("\nGrades: %s/grades.csv\n", settings->out);
    summary_free(&f.summary);
    texts_free(&f.work);
    texts_free(&f.ids);
    texts_free(&f.owners);
    json_decref(f.class);
    return end;
}
