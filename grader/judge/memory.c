/* memory.c - arguments at the edge of a precipice. */
#define _GNU_SOURCE
#include "memory.h"

#include "wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__

/* Of the sanitizer's runtime; gcc comes without its header. */
size_t __sanitizer_get_current_allocated_bytes(void);

size_t memory_in_use(void)
{
    return __sanitizer_get_current_allocated_bytes();
}

static struct {
    void *data;
    size_t bytes;
} blocks[WIRE_ARGS];

void memory_watch(void)
{
    /* the sanitizer's own handlers say more */
}

void *memory_fill(int arg, const void *from, size_t bytes)
{
    blocks[arg].data = malloc(bytes);
    blocks[arg].bytes = bytes;
    if (blocks[arg].data)
        memcpy(blocks[arg].data, from, bytes);
    return blocks[arg].data;
}

void memory_protect(int arg)
{
    (void)arg;
}

bool memory_unchanged(int arg, const void *original, size_t bytes)
{
    return memcmp(blocks[arg].data, original, bytes) == 0;
}

void memory_check(void)
{
    /* the sanitizer has seen it */
}

void memory_clear(void)
{
    for (int i = 0; i < WIRE_ARGS; i++) {
        free(blocks[i].data);
        blocks[i].data = NULL;
    }
}

#else

size_t memory_in_use(void)
{
    return 0;
}

/* An argument's pages: [base, base + PAGE) and [end, end + PAGE) are out of
 * bounds; the data ends at `end`. What lies before it on its first page is
 * full of NOBODY: as a number it is NaN, and a write shows. The calls take
 * turns with several sets of them, so that a pointer kept from an earlier
 * call finds its pages closed, not the arguments of the next. Large ones
 * share one set, for space. */
enum { TURNS = 4, LARGE = 4 << 20, NOBODY = 0xff };
typedef struct {
    char *base, *end, *data;
} Region;
static Region sets[TURNS][WIRE_ARGS], *regions[WIRE_ARGS];
static int turn;

static size_t page;

/* What the handler of bad accesses says: see explain.c. */
static _Noreturn void say_and_end(const char *what, int arg, int writing,
                                  int signal)
{
    char line[80];
    int length = snprintf(line, sizeof line, "\n#judge fault %s %d %d\n",
                          what, arg, writing);
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        _exit(128 + signal);
    _exit(128 + signal);
}

static int was_writing(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (context->uc_mcontext.gregs[REG_ERR] & 2) != 0;
#else
    (void)context;
    return 2; /* unknown */
#endif
}

static const char *stack_pointer(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (const char *)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    return (const char *)context->uc_mcontext.sp;
#else
    (void)context;
    return NULL;
#endif
}

static bool near_stack(const char *at, const ucontext_t *context)
{
    enum { REACH = 1 << 16 };
    const char *top = stack_pointer(context);
    return at > top - REACH && at < top + REACH;
}

/* Does it lie where an earlier call had its arguments? */
static bool is_stale(const char *at)
{
    for (int t = 0; t < TURNS; t++)
        for (int i = 0; i < WIRE_ARGS; i++)
            if (sets[t][i].base && at >= sets[t][i].base &&
                at < sets[t][i].end + page)
                return true;
    return false;
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
    const char *at = info->si_addr;
    int writing = was_writing(context);
    for (int i = 0; i < WIRE_ARGS; i++) {
        const Region *r = regions[i];
        if (!r || !r->data || at < r->base || at >= r->end + page)
            continue;
        if (at >= r->end)
            say_and_end("past", i, writing, signal);
        if (at < r->data)
            say_and_end("before", i, writing, signal);
        say_and_end("const", i, writing, signal);
    }
    if (is_stale(at))
        say_and_end("stale", 0, writing, signal);
    if ((uintptr_t)at < page)
        say_and_end("null", 0, writing, signal);
    if (near_stack(at, context))
        say_and_end("stack", 0, writing, signal);
    say_and_end("other", 0, writing, signal);
}

void memory_watch(void)
{
    static char stack[64 * 1024];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    page = (size_t)sysconf(_SC_PAGESIZE);
    sigaltstack(&alternate, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}

/* Pages for `room` bytes between two that nobody may touch. */
static bool grow(Region *r, size_t room)
{
    size_t old = r->base ? (size_t)(r->end - r->base) - page : 0;
    if (r->base && old >= room)
        return true;
    if (r->base)
        munmap(r->base, old + 2 * page);
    r->base = NULL;
    char *base = mmap(NULL, room + 2 * page, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return false;
    r->base = base;
    r->end = base + page + room;
    return true;
}

void *memory_fill(int arg, const void *from, size_t bytes)
{
    size_t room = (bytes + page - 1) / page * page;
    Region *r = &sets[room > LARGE ? 0 : turn][arg];
    if (!grow(r, room))
        return NULL;
    char *data = r->end - bytes;
    if (mprotect(r->end - room, room, PROT_READ | PROT_WRITE) != 0)
        return NULL;
    memset(r->end - room, NOBODY, room - bytes);
    memcpy(data, from, bytes);
    r->data = data;
    regions[arg] = r;
    return data;
}

void memory_protect(int arg)
{
    Region *r = regions[arg];
    char *start =
        r->end - (size_t)(r->end - r->data + (long)page - 1) / page * page;
    mprotect(start, (size_t)(r->end - start), PROT_READ);
}

bool memory_unchanged(int arg, const void *original, size_t bytes)
{
    (void)arg;
    (void)original;
    (void)bytes;
    return true; /* or the call would not have come back */
}

void memory_check(void)
{
    for (int i = 0; i < WIRE_ARGS; i++) {
        const Region *r = regions[i];
        const char *at = r ? r->data : NULL;
        while (at && (uintptr_t)at % page != 0)
            if ((unsigned char)*--at != NOBODY)
                say_and_end("before", i, 1, SIGSEGV);
    }
}

/* What a later call does with an earlier call's pointers is its own fault,
 * and is seen as such. */
void memory_clear(void)
{
    for (int i = 0; i < WIRE_ARGS; i++) {
        Region *r = regions[i];
        if (r && r->base)
            mprotect(r->base + page, (size_t)(r->end - r->base) - page,
                     PROT_NONE);
        if (r)
            r->data = NULL;
        regions[i] = NULL;
    }
    turn = (turn + 1) % TURNS;
}

#endif
