/* threads.c - a few threads that sleep until there is work to share.
 *
 * There is one until somebody asks for more: waking another takes some ten
 * microseconds, as long as a small product, and whoever has several runs to
 * make does better to make them side by side. */
#include "threads.h"
#include "mat.h"

#include <pthread.h>
#include <stdlib.h>

enum { MOST = 64 };

typedef struct {
    size_t part;  /* 1, 2, ...; part 0 is the caller's */
    size_t round; /* pieces of work seen */
} Server;

static struct {
    pthread_mutex_t lock;
    pthread_cond_t begin, end;
    size_t wanted;  /* threads, the caller's included; 0: nobody asked yet */
    size_t running; /* those beside the caller's */
    size_t round;   /* pieces of work so far */
    size_t parts;   /* of the present one */
    size_t left;    /* parts that others have not done yet */
    ThreadWork work;
    void *context;
    Server servers[MOST];
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER,
          .begin = PTHREAD_COND_INITIALIZER,
          .end = PTHREAD_COND_INITIALIZER};

static void *serve(void *argument)
{
    Server *me = argument;
    pthread_mutex_lock(&pool.lock);
    for (;;) {
        while (pool.round == me->round)
            pthread_cond_wait(&pool.begin, &pool.lock);
        me->round = pool.round;
        if (me->part >= pool.parts)
            continue;
        pthread_mutex_unlock(&pool.lock);
        pool.work(me->part, pool.parts, pool.context);
        pthread_mutex_lock(&pool.lock);
        if (--pool.left == 0)
            pthread_cond_signal(&pool.end);
    }
    return NULL;
}

/* A child of fork() has none of its parent's other threads. */
static void forget(void)
{
    pool.running = 0;
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.begin, NULL);
    pthread_cond_init(&pool.end, NULL);
}

/* Starts threads until as many run as are wanted, or the system refuses. */
static void start(void)
{
    static bool watched;
    if (!watched)
        watched = pthread_atfork(NULL, NULL, forget) == 0;
    while (watched && pool.running + 1 < pool.wanted) {
        pthread_t thread;
        Server *next = &pool.servers[pool.running];
        *next = (Server){pool.running + 1, pool.round};
        if (pthread_create(&thread, NULL, serve, next) != 0)
            return;
        pthread_detach(thread);
        pool.running++;
    }
}

void mat_threads(size_t n)
{
    pool.wanted = n < 1 ? 1 : n > MOST ? MOST : n;
}

static size_t parts(void)
{
    if (pool.wanted == 0) {
        const char *text = getenv("MAT_THREADS");
        mat_threads(text ? strtoul(text, NULL, 10) : 1);
    }
    if (pool.running + 1 < pool.wanted)
        start();
    return pool.wanted < pool.running + 1 ? pool.wanted : pool.running + 1;
}

void threads_run(ThreadWork work, void *context)
{
    size_t n = parts();
    if (n > 1) {
        pthread_mutex_lock(&pool.lock);
        pool.work = work;
        pool.context = context;
        pool.parts = n;
        pool.left = n - 1;
        pool.round++;
        pthread_cond_broadcast(&pool.begin);
        pthread_mutex_unlock(&pool.lock);
    }
    work(0, n, context);
    if (n > 1) {
        pthread_mutex_lock(&pool.lock);
        while (pool.left > 0)
            pthread_cond_wait(&pool.end, &pool.lock);
        pthread_mutex_unlock(&pool.lock);
    }
}
