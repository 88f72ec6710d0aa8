/* resume.c - what a run has reached survives being killed, and nothing that
 * is not this run's is taken up. */
#include "resume.h"
#include "rng.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/resume.XXXXXX";

static void make_dir(void)
{
    cr_assert(mkdtemp(dir));
}

static void remove_dir(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    cr_assert(system(command) == 0);
}

TestSuite(resume, .init = make_dir, .fini = remove_dir);

/* A state whose content follows from `step`. */
typedef struct {
    Mat a, b;
    Mat *mats[2];
    double notes[5];
    Resume resume;
} State;

static void fill(State *s, size_t step)
{
    Rng rng = rng_new(step);
    rng_fill(&rng, -1, 1, &s->a);
    rng_fill(&rng, -1, 1, &s->b);
    for (size_t i = 0; i < 5; i++)
        s->notes[i] = rng_uniform(&rng, 0, 1);
}

static void make(State *s, const char *key)
{
    *s = (State){.a = mat_new(30, 40), .b = mat_new(1, 40)};
    s->mats[0] = &s->a;
    s->mats[1] = &s->b;
    s->resume = (Resume){.dir = dir,
                         .name = "run",
                         .key = key,
                         .mats = s->mats,
                         .count = 2,
                         .notes = s->notes,
                         .size = sizeof s->notes};
}

static bool is_step(const State *s, size_t step)
{
    State due;
    make(&due, "");
    fill(&due, step);
    bool same = memcmp(due.a.data, s->a.data, 1200 * sizeof(real)) == 0 &&
                memcmp(due.b.data, s->b.data, 40 * sizeof(real)) == 0 &&
                memcmp(due.notes, s->notes, sizeof due.notes) == 0;
    mat_free(&due.a);
    mat_free(&due.b);
    return same;
}

static void release(State *s)
{
    mat_free(&s->a);
    mat_free(&s->b);
}

Test(resume, gives_back_what_was_kept_last)
{
    State s, t;
    make(&s, "key");
    make(&t, "key");
    cr_assert(resume_load(&t.resume) == 0);
    for (size_t step = 1; step < 4; step++) {
        fill(&s, step);
        cr_assert(resume_save(&s.resume, step));
    }
    cr_assert(resume_load(&t.resume) == 3);
    cr_assert(is_step(&t, 3));
    resume_forget(&t.resume);
    cr_assert(resume_load(&t.resume) == 0);
    cr_assert(is_step(&t, 3));
    release(&s);
    release(&t);
}

Test(resume, takes_up_no_other_run)
{
    State s, t;
    make(&s, "key");
    make(&t, "other");
    fill(&s, 1);
    fill(&t, 2);
    cr_assert(resume_save(&s.resume, 1));
    cr_assert(resume_load(&t.resume) == 0);
    t.resume.key = "key";
    t.resume.count = 1; /* other matrices */
    cr_assert(resume_load(&t.resume) == 0);
    t.resume.count = 2;
    t.resume.size--; /* another curve */
    cr_assert(resume_load(&t.resume) == 0);
    cr_assert(is_step(&t, 2));
    t.resume.key = NULL;
    cr_assert(resume_save(&t.resume, 5) && resume_load(&t.resume) == 0);
    release(&s);
    release(&t);
}

Test(resume, refuses_a_file_that_is_too_short_or_too_long)
{
    State s, t;
    char path[100];
    make(&s, "key");
    make(&t, "key");
    fill(&s, 1);
    fill(&t, 2);
    cr_assert(resume_save(&s.resume, 1));
    snprintf(path, sizeof path, "%s/run.state", dir);
    FILE *file = fopen(path, "ab");
    cr_assert(file && fputc('x', file) == 'x' && fclose(file) == 0);
    cr_assert(resume_load(&t.resume) == 0);
    for (off_t size = 0; size < 3000; size += 101) {
        cr_assert(truncate(path, size) == 0);
        cr_assert(resume_load(&t.resume) == 0);
    }
    cr_assert(is_step(&t, 2));
    release(&s);
    release(&t);
}

/* Killed at any moment, a run leaves one whole state: that of its last step
 * or of the one before. */
Test(resume, is_whole_when_the_run_was_killed, .timeout = 60)
{
    State s, t;
    make(&s, "key");
    make(&t, "key");
    size_t last = 0;
    for (unsigned round = 0; round < 20; round++) {
        pid_t child = fork();
        if (child == 0)
            for (size_t step = 1;; step++) {
                fill(&s, step);
                resume_save(&s.resume, step);
            }
        cr_assert(child > 0);
        usleep(3000 + 1700 * round);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        size_t done = resume_load(&t.resume);
        cr_assert(done == 0 || is_step(&t, done));
        last = done;
    }
    cr_assert(last > 0);
    release(&s);
    release(&t);
}
