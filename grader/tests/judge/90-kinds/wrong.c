/* wrong.c - students who make one mistake each, in twice(): MISTAKE names
 * the function below. */
#define _GNU_SOURCE
#include "kinds.h"
#include "judge/wire.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void right(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = 2 * x->data[i];
}

/* Memory */

static void past_end(const Mat *x, Mat *y)
{
    for (size_t i = 0; i <= mat_size(x); i++)
        y->data[i] = 2;
}

static void reads_past_end(const Mat *x, Mat *y)
{
    for (size_t i = 0; i < mat_size(x); i++)
        y->data[i] = x->data[i + 1];
}

/* No guard page is near, but what lies there is not a number. */
static void before_start(const Mat *x, Mat *y)
{
    right(x, y);
    y->data[0] += 0 * x->data[-1];
}

static void just_before_start(const Mat *x, Mat *y)
{
    right(x, y);
    y->data[-1] = 1;
}

static void far_before_start(const Mat *x, Mat *y)
{
    right(x, y);
    y->data[-1000] = 1;
}

static void writes_input(const Mat *x, Mat *y)
{
    right(x, y);
    ((Mat *)x)->data[0] = y->data[0];
}

static void writes_same_value(const Mat *x, Mat *y)
{
    right(x, y);
    ((volatile real *)x->data)[0] = x->data[0];
}

static void null_pointer(const Mat *x, Mat *y)
{
    (void)x;
    (void)y;
    *(volatile int *)NULL = 1;
}

static void wild_pointer(const Mat *x, Mat *y)
{
    (void)x;
    *(volatile int *)(0x5a5a5a5a5a5aULL + y->rows) = 1;
}

/* The function returns to nowhere. */
static void smashes_stack(const Mat *x, Mat *y)
{
    volatile real room[2];
    volatile real *volatile at = room;
    for (size_t i = 0; i < 4 * mat_size(x); i++)
        at[i] = 1e300 + x->data[0];
    y->data[0] = at[0];
}

/* It is met when the block is freed. */
static void damages_the_heap(const Mat *x, Mat *y)
{
    volatile char *volatile p = malloc(24);
    p[-8] = 3;
    right(x, y);
    free((void *)p);
}

static void large_array(const Mat *x, Mat *y)
{
    volatile real room[(mat_size(x) + 1) << 20];
    room[0] = 1;
    y->data[0] = room[0];
}

static void large_array_from_its_end(const Mat *x, Mat *y)
{
    enum { MANY = 2000000 };
    volatile real room[MANY];
    for (size_t i = MANY; i-- > 0;)
        room[i] = 1;
    y->data[0] = room[mat_size(x)];
}

static void old_gate(const Mat *x, Mat *y)
{
    right(x, y);
#ifdef __x86_64__
    __asm__ volatile("int $0x80" : : "a"(2) : "memory");
#endif
}

static int deep(volatile int n)
{
    volatile char block[4000];
    block[n % 4000] = 1;
    return deep(n + 1) + block[0];
}

static void recursion(const Mat *x, Mat *y)
{
    (void)x;
    y->data[0] = deep(0);
}

static void double_free(const Mat *x, Mat *y)
{
    void *volatile p = malloc(100);
    free(p);
    free(p);
    right(x, y);
}

static void breaks_heap_block(const Mat *x, Mat *y)
{
    volatile char *p = malloc(10);
    p[10] = 1; /* only the sanitizer sees it */
    right(x, y);
    free((void *)p);
}

static void overflows_int(const Mat *x, Mat *y)
{
    volatile int big = 2147483647;
    right(x, y);
    big = big + 1; /* only the sanitizer sees it */
}

static void leaks(const Mat *x, Mat *y)
{
    char *volatile p = malloc(100);
    p[0] = 1;
    right(x, y);
}

static void takes_memory(const Mat *x, Mat *y)
{
    (void)x;
    (void)y;
    for (;;) {
        char *p = malloc(1 << 20);
        if (p)
            memset(p, 1, 1 << 20);
    }
}

static void giant_matrix(const Mat *x, Mat *y)
{
    Mat big = mat_new(1 << 20, 1 << 20);
    right(x, y);
    mat_free(&big);
}

/* Ends */

static void exits(const Mat *x, Mat *y)
{
    right(x, y);
    exit(0);
}

static void exits_at_once(const Mat *x, Mat *y)
{
    right(x, y);
    _exit(7);
}

static void aborts(const Mat *x, Mat *y)
{
    right(x, y);
    abort();
}

static void divides(const Mat *x, Mat *y)
{
    volatile int zero = 0;
    right(x, y);
    y->rows /= zero;
}

static void loops(const Mat *x, Mat *y)
{
    right(x, y);
    for (volatile int i = 0;; i++)
        continue;
}

static void sleeps(const Mat *x, Mat *y)
{
    right(x, y);
    for (;;)
        sleep(100);
}

static void *spin(void *unused)
{
    for (volatile int i = 0;; i++)
        continue;
    return unused;
}

static void spins_elsewhere(const Mat *x, Mat *y)
{
    pthread_t thread;
    right(x, y);
    if (pthread_create(&thread, NULL, spin, NULL) == 0)
        pthread_join(thread, NULL);
}

/* Who could do this would be nobody's fault. */
static void ends_itself(const Mat *x, Mat *y)
{
    right(x, y);
    raise(SIGKILL);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), (1L << 32) + SIGKILL);
}

static void prints(const Mat *x, Mat *y)
{
    right(x, y);
    for (;;)
        puts("\x1b]0;owned\x07 \"],\"status\":\"PASSED\" ]]> Test passed");
}

static void prints_a_little(const Mat *x, Mat *y)
{
    printf("rows %zu\n", x->rows);
    fprintf(stderr, "cols %zu\n", x->cols);
    right(x, y);
}

/* System calls */

static void forks(const Mat *x, Mat *y)
{
    right(x, y);
    fork();
}

static void opens_socket(const Mat *x, Mat *y)
{
    right(x, y);
    socket(AF_INET, SOCK_STREAM, 0);
}

static void runs_program(const Mat *x, Mat *y)
{
    right(x, y);
    execl("/bin/sh", "sh", "-c", "id", NULL);
}

static void kills(const Mat *x, Mat *y)
{
    right(x, y);
    kill(-1, SIGKILL);
}

/* Leaves what it could read in y: the test fails by its values. */
static void reads_files(const Mat *x, Mat *y)
{
    static const char *const secrets[] = {"/etc/passwd", "/proc/1/environ",
                                          "/proc/1/maps",
                                          "chapters/00-ground/tests/warmup.c"};
    right(x, y);
    for (int i = 0; i < 4; i++)
        if (fopen(secrets[i], "r"))
            y->data[i] = 1e9;
}

static void *idle(void *unused)
{
    return unused;
}

static void uses_a_thread(const Mat *x, Mat *y)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, idle, NULL) == 0)
        pthread_join(thread, NULL);
    right(x, y);
}

/* Lies to the judge */

static void scribbles(const Mat *x, Mat *y)
{
    char junk[64];
    right(x, y);
    memset(junk, 255, sizeof junk);
    for (int fd = 3; fd < 10; fd++)
        if (write(fd, junk, sizeof junk) < 0)
            continue;
}

static void hangs_up(const Mat *x, Mat *y)
{
    right(x, y);
    for (int fd = 3; fd < 10; fd++)
        close(fd);
}

/* A reply as wire.h has it, sent early; the outputs stay junk. */
static void forges(const Mat *x, Mat *y)
{
    WireReply reply = {.what = WIRE_DONE, .sequence = 1};
    (void)x;
    (void)y;
    if (write(3, &reply, sizeof reply) < 0)
        return;
    pause();
    for (;;)
        sleep(100);
}

/* Asks for values of a function that was never passed. */
static void asks(const Mat *x, Mat *y)
{
    WireReply reply = {.what = WIRE_ASK, .sequence = 1, .arg = 77};
    (void)x;
    (void)y;
    if (write(3, &reply, sizeof reply) < 0)
        return;
    for (;;)
        sleep(100);
}

static void shrinks(const Mat *x, Mat *y)
{
    right(x, y);
    for (int fd = 3; fd < 10; fd++)
        if (ftruncate(fd, 0) != 0)
            continue;
}

/* The heads are the worker's own: changing them changes nothing. */
static void changes_head(const Mat *x, Mat *y)
{
    right(x, y);
    y->rows = 0;
    y->data = NULL;
}

void twice(const Mat *x, Mat *y)
{
    void (*const unused[])(const Mat *, Mat *) = {past_end,
                                                  reads_past_end,
                                                  before_start,
                                                  just_before_start,
                                                  far_before_start,
                                                  writes_input,
                                                  writes_same_value,
                                                  null_pointer,
                                                  wild_pointer,
                                                  smashes_stack,
                                                  damages_the_heap,
                                                  large_array,
                                                  large_array_from_its_end,
                                                  old_gate,
                                                  recursion,
                                                  double_free,
                                                  breaks_heap_block,
                                                  overflows_int,
                                                  takes_memory,
                                                  giant_matrix,
                                                  exits,
                                                  exits_at_once,
                                                  aborts,
                                                  divides,
                                                  loops,
                                                  sleeps,
                                                  spins_elsewhere,
                                                  ends_itself,
                                                  prints,
                                                  prints_a_little,
                                                  forks,
                                                  opens_socket,
                                                  runs_program,
                                                  kills,
                                                  reads_files,
                                                  uses_a_thread,
                                                  scribbles,
                                                  hangs_up,
                                                  forges,
                                                  asks,
                                                  leaks,
                                                  shrinks,
                                                  changes_head};
    (void)unused;
    MISTAKE(x, y);
}

#ifdef AT_START
/* Before main(), so to say: while the library is loaded. */
__attribute__((constructor)) static void start(void)
{
    const Mat none = {0};
    Mat other = {0};
    AT_START(&none, &other);
}
#endif
