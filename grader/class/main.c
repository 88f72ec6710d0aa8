/* main.c - grades a class.
 *
 *   class          all of it: list, grade, finish
 *   class list     recognises what lies in SUBMISSIONS; writes OUT/class.json
 *   class run      grades what is not current, on this machine
 *   class one N... grades those numbers of class.json unless they are current
 *   class finish   OUT/grades.csv, and what grader/class/finish/ makes
 *
 * The steps are for engines, grader/class/ENGINE.sh, which do between list
 * and finish what `run` does here. What is asked for comes in variables, see
 * settings.h. Exit status: 0 all are graded or cannot be read, 2 bad
 * argument, 3 the grader was at fault with some; `one` see one.h. */
#include "base/fault.h"
#include "base/files.h"
#include "class.h"
#include "download.h"
#include "finish.h"
#include "layout.h"
#include "names.h"
#include "one.h"
#include "record/data_key.h"
#include "roster.h"
#include "run.h"
#include "settings.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* What would stop every grading stops the class before it begins. */
static Course check(const Settings *settings, Catalogue *catalogue)
{
    const char *seed = getenv("SEED"), *train = getenv("TRAIN");
    if (!settings->submissions)
        die(BAD_INPUT, "nothing to grade: give SUBMISSIONS=directory");
    if (seed && strlen(seed) > 64)
        die(BAD_INPUT, "SEED= takes up to 64 letters, digits, and . _ -");
    if (train && *train && strcmp(train, "0") && strcmp(train, "1"))
        die(BAD_INPUT, "TRAIN= takes 0 or 1");
    if (settings->marks) {
        Marks marks = marks_read(settings->marks);
        marks_free(&marks);
    }
    if (!train || *train != '0') {
        char key[65];
        data_key(key); /* which ends the program where the data are no set */
    }
    const char *course = getenv("COURSE");
    return course_apply(course && *course ? course : NULL, catalogue);
}

/* Those beside the results are found without this. */
static void remember_marks(const Settings *settings, json_t *class)
{
    char *beside = out_file(settings, "marking");
    bool named = settings->marks && strcmp(settings->marks, beside) != 0;
    char *text = named ? path_encode(settings->marks) : format("%s", "");
    json_object_set_new(class, "marks", made(json_string(text)));
    free(text);
    free(beside);
}

static void list(const Settings *settings)
{
    Catalogue catalogue = catalogue_read();
    Course course = check(settings, &catalogue);
    if (!directory_make(settings->out))
        die(BAD_INPUT, "OUT=%s cannot be written: %s", settings->out,
            strerror(errno));
    char *from = download_open(settings);
    Class class = layout_read(from);
    if (settings->roster)
        roster_apply(settings->roster, course.zone, &class);
    json_t *json = class_json(&class, &course);
    remember_marks(settings, json);
    class_save(settings, json);
    json_decref(json);
    free(from);
    class_free(&class);
    course_free(&course);
    catalogue_free(&catalogue);
}

static int run(const Settings *settings)
{
    json_t *class = class_load(settings);
    int end = run_all(settings, json_object_get(class, "submissions"));
    json_decref(class);
    return end;
}

/* Several numbers: the first that is not fine decides the status. */
static int one(const Settings *settings, char **numbers)
{
    int end = GRADED;
    json_t *class = class_load(settings);
    const json_t *all = json_object_get(class, "submissions");
    for (; *numbers; numbers++) {
        char *rest;
        size_t number = strtoul(*numbers, &rest, 10);
        if (!isdigit((unsigned char)**numbers) || *rest || !number ||
            number > json_array_size(all))
            die(BAD_INPUT, "%s is no number of class.json", *numbers);
        Outcome came =
            one_run(settings, json_array_get(all, number - 1), false);
        end = end == GRADED ? (int)came : end;
    }
    json_decref(class);
    return end;
}

/* Two runs in one place would only wait for each other. A run that was
 * killed a moment ago may still be ending. */
static void lock(const Settings *settings)
{
    const struct timespec moment = {.tv_nsec = 50000000};
    if (!directory_make(settings->out))
        die(BAD_INPUT, "OUT=%s cannot be written: %s", settings->out,
            strerror(errno));
    int fd = open(settings->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int tries = 60; flock(fd, LOCK_EX | LOCK_NB) != 0;)
        if (fd < 0 || tries-- == 0 || nanosleep(&moment, NULL) != 0)
            die(BAD_INPUT, "OUT=%s is being written by another run",
                settings->out);
}

static int engine(const Settings *settings)
{
    const char *name = settings->engine;
    if (!name || strcmp(name, "local") == 0)
        return run(settings);
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c))
            die(BAD_INPUT, "ENGINE= takes local or slurm");
    char *command = format("exec grader/class/%s.sh", name);
    if (access(command + strlen("exec "), X_OK) != 0)
        die(BAD_INPUT, "ENGINE=%s is not known; it takes local or slurm",
            name);
    fflush(NULL);
    int status = system(command); /* letters and digits only, see above */
    free(command);
    return status == 0 ? 0 : GRADER_FAULT;
}

static int all(const Settings *settings)
{
    lock(settings);
    list(settings);
    int graded = engine(settings), finished = finish_class(settings);
    return graded ? graded : finished;
}

static void settings_free(Settings *s)
{
    char *texts[] = {s->submissions, s->out, s->marks, s->roster, s->engine};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
}

int main(int argc, char **argv)
{
    int end = 0;
    setlocale(LC_CTYPE, "C.UTF-8"); /* for names in archives */
    json_object_seed(1);            /* and for nothing secret */
    Settings settings = settings_read();
    const char *step = argc > 1 ? argv[1] : "";
    if (!*step)
        end = all(&settings);
    else if (strcmp(step, "list") == 0)
        list(&settings);
    else if (strcmp(step, "run") == 0)
        end = run(&settings);
    else if (strcmp(step, "one") == 0 && argc > 2)
        end = one(&settings, argv + 2);
    else if (strcmp(step, "finish") == 0)
        end = finish_class(&settings);
    else
        die(BAD_INPUT, "the steps are list, run, one N..., finish");
    settings_free(&settings);
    return end;
}
