/* memory.c - arguments at the edge of a precipice. */
#define _GNU_SOURCE
#include "memory.h"

#include "judge/wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

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

void memory_watch(const void *base)
{
    (void)base; /* the sanitizer's own handlers say more */
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
static const char *stack_base; /* no call's frames lie above it */

/* What the handler of bad accesses says: see explain.c. */
static void say(const char *what, int arg, int writing)
{
    char line[80];
    int length = snprintf(line, sizeof line, "\n#judge fault %s %d %d\n",
                          what, arg, writing);
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        return; /* the signal says something, too */
}

static _Noreturn void say_and_end(const char *what, int arg, int writing,
                                  int signal)
{
    say(what, arg, writing);
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

/* Has the stack reached its limit, and was it there? */
static bool out_of_stack(const char *at, const ucontext_t *context)
{
    enum { REACH = 1 << 16, ABOVE = 1 << 18 /* what lies above our base */ };
    const char *top = stack_pointer(context);
    struct rlimit limit;
    if (syscall(SYS_gettid) == getpid() && top < stack_base &&
        getrlimit(RLIMIT_STACK, &limit) == 0 &&
        limit.rlim_cur != RLIM_INFINITY)
        return (rlim_t)(stack_base - top) + ABOVE > limit.rlim_cur &&
               at > top - REACH && at < stack_base;
    return at > top - REACH && at < top + REACH;
}

/* Who called whom, from the fault up to our own code */
typedef struct {
    struct {
        _Unwind_Ptr function;
        int frames;
    } seen[32];
    int frames, most;
    bool whole;
} Walk;

static _Unwind_Reason_Code on_frame(struct _Unwind_Context *frame,
                                    void *context)
{
    enum { ENOUGH = 400 };
    Walk *walk = context;
    _Unwind_Ptr function = _Unwind_GetRegionStart(frame);
    walk->whole |= (const char *)_Unwind_GetCFA(frame) >= stack_base;
    for (int i = 0; i < 32; i++) {
        if (walk->seen[i].function && walk->seen[i].function != function)
            continue;
        walk->seen[i].function = function;
        if (++walk->seen[i].frames > walk->most)
            walk->most = walk->seen[i].frames;
        break;
    }
    return ++walk->frames < ENOUGH && !walk->whole ? _URC_NO_REASON
                                                   : _URC_END_OF_STACK;
}

/* Why there is no stack left: a function that is called again and again, or
 * one that wants more than there is; else neither is sure. It is asked for
 * after the fault was told: the walk may end in a fault of its own. */
static const char *eater(void)
{
    enum { MANY = 100, FEW = 3 };
    Walk walk = {.frames = 0};
    _Unwind_Backtrace(on_frame, &walk);
    return walk.most >= MANY               ? "recursion"
           : walk.whole && walk.most < FEW ? "array"
                                           : "unknown";
}

/* "int $0x80" calls the system by the old gate, which is closed. Asked for
 * after the fault was told: where we were may be nowhere. */
static bool at_old_gate(const ucontext_t *context)
{
#if defined(__x86_64__)
    const unsigned char *code =
        (const unsigned char *)context->uc_mcontext.gregs[REG_RIP];
    return code[0] == 0xcd && code[1] == 0x80;
#else
    (void)context;
    return false;
#endif
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
    if (info->si_code == SI_KERNEL) { /* the address is not known */
        say("wild", 0, 2);
        say_and_end(at_old_gate(context) ? "gate" : "wild", 0, 2, signal);
    }
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
    if (out_of_stack(at, context)) {
        say("stack", 0, writing);
        say_and_end(eater(), 0, writing, signal);
    }
    say_and_end("other", 0, writing, signal);
}

void memory_watch(const void *base)
{
    static char stack[64 * 1024];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    stack_base = base;
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
