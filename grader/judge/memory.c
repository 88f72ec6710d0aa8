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
 * bounds; the data ends at `end`. Kept from call to call. */
static struct {
    char *base, *end, *data;
    bool constant;
} regions[WIRE_ARGS];

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

static void on_fault(int signal, siginfo_t *info, void *context)
{
    const char *at = info->si_addr;
    int writing = was_writing(context);
    for (int i = 0; i < WIRE_ARGS; i++) {
        if (!regions[i].data || at < regions[i].base ||
            at >= regions[i].end + page)
            continue;
        if (at >= regions[i].end)
            say_and_end("past", i, writing, signal);
        if (at < regions[i].data)
            say_and_end("before", i, writing, signal);
        say_and_end("const", i, writing, signal);
    }
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
static bool grow(int arg, size_t room)
{
    size_t old = regions[arg].base
                     ? (size_t)(regions[arg].end - regions[arg].base) - page
                     : 0;
    if (regions[arg].base && old >= room)
        return true;
    if (regions[arg].base)
        munmap(regions[arg].base, old + 2 * page);
    regions[arg].base = NULL;
    char *base = mmap(NULL, room + 2 * page, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return false;
    regions[arg].base = base;
    regions[arg].end = base + page + room;
    return true;
}

void *memory_fill(int arg, const void *from, size_t bytes)
{
    size_t room = (bytes + page - 1) / page * page;
    if (!grow(arg, room))
        return NULL;
    char *data = regions[arg].end - bytes;
    if (mprotect(regions[arg].end - room, room, PROT_READ | PROT_WRITE) != 0)
        return NULL;
    memcpy(data, from, bytes);
    regions[arg].data = data;
    regions[arg].constant = false;
    return data;
}

void memory_protect(int arg)
{
    char *start =
        regions[arg].end -
        (regions[arg].end - regions[arg].data + page - 1) / page * page;
    regions[arg].constant = true;
    mprotect(start, (size_t)(regions[arg].end - start), PROT_READ);
}

bool memory_unchanged(int arg, const void *original, size_t bytes)
{
    (void)arg;
    (void)original;
    (void)bytes;
    return true; /* or the call would not have come back */
}

/* What a later call does with an earlier call's pointers is its own fault,
 * and is seen as such. */
void memory_clear(void)
{
    for (int i = 0; i < WIRE_ARGS; i++) {
        if (regions[i].base && regions[i].data)
            mprotect(regions[i].base + page,
                     (size_t)(regions[i].end - regions[i].base) - page,
                     PROT_NONE);
        regions[i].data = NULL;
    }
}

#endif
