/* serve.c - holds the student's code. Once dlopen() has been called nothing
 * here can be trusted: the student's code can do what this process can. */
#define _GNU_SOURCE
#include "serve.h"

#include "box/confine.h"
#include "memory.h"
#include "stub.h"

#include <alloca.h>
#include <dlfcn.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef REAL
#define REAL double
#endif

/* Memory that was never set holds huge numbers, memory given back tiny ones.
 */
enum { PRINT_LIMIT = 1 << 20, THREADS = 256, GARBAGE = 0x80 };

/* The head of a Mat, whatever its elements are. */
typedef struct {
    size_t rows, cols;
    void *data;
} Matrix;

/* A call being served. */
typedef struct {
    WireCall call;
    WireSlot slots[WIRE_ARGS];
    StubArg args[WIRE_ARGS];
    Matrix mats[WIRE_ARGS];
} Call;

/* What a callback needs to know to ask. */
typedef struct {
    uint32_t sequence, arg;
} Question;

static char *shared;
static const StubTable *table;
static const Question *questions; /* of the call being served */
static void *objects[WIRE_HANDLES];

static void send_message(const void *message, size_t size)
{
    if (write(FD_CONTROL, message, size) != (ssize_t)size)
        _exit(EXIT_HUNG_UP); /* the judge is gone, or the descriptor */
}

static void receive_message(void *message, size_t size)
{
    if (read(FD_CONTROL, message, size) != (ssize_t)size)
        _exit(EXIT_HUNG_UP);
}

static void say(const char *what, const char *text)
{
    fprintf(stderr, "\n#judge %s %s\n", what, text);
}

/* Confinement */

static uint64_t memory_now(const char *field)
{
    char line[200];
    unsigned long kib = 0;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, field, strlen(field)) == 0)
            kib = strtoul(line + strlen(field), NULL, 10);
    if (status)
        fclose(status);
    return (uint64_t)kib << 10;
}

/* Twice what is allowed: the judge watches the memory really used, and says
 * so; this limit is for what is taken all at once. AddressSanitizer reserves
 * terabytes of addresses, so there only data counts. */
static bool limit_memory(uint64_t most)
{
#ifdef __SANITIZE_ADDRESS__
    return confine_limit(RLIMIT_DATA, memory_now("VmData:") + 2 * most);
#else
    return confine_limit(RLIMIT_AS, memory_now("VmSize:") + 2 * most);
#endif
}

static bool limit_paths(void)
{
    static const char *const names[] = {
        "libc.so.6",      "libm.so.6",    "libgcc_s.so.1",
        "libstdc++.so.6", "libasan.so.8", "libubsan.so.1",
        "libgomp.so.1",   "libz.so.1",    NULL};
    char path[200];
    Paths paths = confine_paths();
    for (int i = 0; names[i]; i++) {
        snprintf(path, sizeof path, LIBRARIES "/%s", names[i]);
        confine_allow(&paths, path, MAY_READ);
    }
    confine_allow(&paths, "/etc/ld.so.cache", MAY_READ);
    /* the sanitizer reads these before it names lines; the rest of /proc
     * speaks of the machine */
    confine_allow(&paths, "/proc/self/maps", MAY_READ);
    confine_allow(&paths, "/proc/self/exe", MAY_READ);
    return confine_to(&paths);
}

static bool confine(const WireOrder *order)
{
    return confine_limit(RLIMIT_CORE, 0) &&
           confine_limit(RLIMIT_FSIZE, PRINT_LIMIT) &&
           confine_limit(RLIMIT_NOFILE, 32) &&
           confine_limit(RLIMIT_CPU, order->cpu_s) &&
           confine_limit(RLIMIT_NPROC, THREADS) &&
           limit_memory(order->memory) && limit_paths() && confine_calls();
}

/* Calls */

/* Of any other question nothing is read: it may lead nowhere. */
static const Question *question_of(const void *context)
{
    for (int i = 0; i < WIRE_ARGS; i++)
        if (context == &questions[i])
            return &questions[i];
    say("context", context ? "other" : "none");
    _exit(EXIT_WRONG_CONTEXT);
}

static double ask(double x, void *context)
{
    const Question *question = question_of(context);
    WireReply reply = {.what = WIRE_ASK,
                       .sequence = question->sequence,
                       .arg = question->arg + 1,
                       .num = x};
    WireAnswer answer;
    send_message(&reply, sizeof reply);
    receive_message(&answer, sizeof answer);
    return answer.num;
}

static bool is_bulk(uint32_t kind)
{
    return kind == KIND_MAT_IN || kind == KIND_MAT_OUT ||
           kind == KIND_TEXT_IN || kind == KIND_TEXT_OUT ||
           kind == KIND_BYTES || kind == KIND_ORDER;
}

static bool is_input(uint32_t kind)
{
    return kind == KIND_MAT_IN || kind == KIND_TEXT_IN ||
           kind == KIND_BYTES || kind == KIND_ORDER;
}

/* Its bytes are used by no output too, so that they must not change. */
static bool is_constant(const Call *c, uint32_t arg)
{
    for (uint32_t i = 0; i < c->call.args; i++)
        if (c->slots[i].alias == arg + 1 && !is_input(c->slots[i].kind))
            return false;
    return is_input(c->slots[arg].kind) && c->slots[arg].bytes > 0 &&
           !c->slots[arg].alias;
}

static void *data_of(Call *c, uint32_t arg)
{
    const WireSlot *slot = &c->slots[arg];
    if (slot->alias) {
        const StubArg *first = &c->args[slot->alias - 1];
        uint32_t kind = c->slots[slot->alias - 1].kind;
        return kind == KIND_MAT_IN || kind == KIND_MAT_OUT
                   ? ((Matrix *)first->pointer)->data
                   : first->pointer;
    }
    if (slot->bytes == 0)
        return NULL;
    void *data = memory_fill((int)arg, shared + slot->offset, slot->bytes);
    if (!data)
        _exit(EXIT_GRADER_FAULT);
    return data;
}

static void set_matrix(Call *c, uint32_t arg)
{
    const WireSlot *slot = &c->slots[arg];
    if (slot->null)
        return;
    if (slot->same) {
        c->args[arg].pointer = c->args[slot->same - 1].pointer;
        return;
    }
    c->mats[arg] = (Matrix){slot->value, slot->cols, data_of(c, arg)};
    c->args[arg].pointer = &c->mats[arg];
}

static void set_arg(Call *c, uint32_t arg, Question *question)
{
    const WireSlot *slot = &c->slots[arg];
    StubArg *a = &c->args[arg];
    *a = (StubArg){.num = slot->num, .whole = slot->value};
    if (slot->kind == KIND_MAT_IN || slot->kind == KIND_MAT_OUT)
        set_matrix(c, arg);
    else if (is_bulk(slot->kind) && !slot->null)
        a->pointer = data_of(c, arg);
    else if (slot->kind == KIND_HANDLE || slot->kind == KIND_DEL)
        a->pointer = slot->null ? NULL : objects[slot->value % WIRE_HANDLES];
    else if (slot->kind == KIND_FN && !slot->null) {
        *question = (Question){c->call.sequence, arg};
        a->fn = ask;
        a->pointer = question;
    }
}

static uint32_t changed_input(const Call *c)
{
    for (uint32_t i = 0; i < c->call.args; i++)
        if (is_constant(c, i) &&
            !memory_unchanged((int)i, shared + c->slots[i].offset,
                              c->slots[i].bytes))
            return i + 1;
    return 0;
}

static void put_outputs(Call *c, void *const *data)
{
    for (uint32_t i = 0; i < c->call.args; i++) {
        const WireSlot *slot = &c->slots[i];
        if (is_bulk(slot->kind) && !is_input(slot->kind) && data[i])
            memcpy(shared + slot->offset, data[i], slot->bytes);
    }
}

/* Where each argument's bytes are; the student may change a Mat's head, but
 * what counts is what is in the caller's memory. */
static void note_data(const Call *c, void **data)
{
    for (uint32_t i = 0; i < c->call.args; i++) {
        const WireSlot *slot = &c->slots[i];
        const StubArg *a = &c->args[i];
        data[i] = NULL;
        if (!is_bulk(slot->kind) || slot->bytes == 0 || slot->null)
            continue;
        data[i] = slot->kind == KIND_MAT_IN || slot->kind == KIND_MAT_OUT
                      ? ((const Matrix *)a->pointer)->data
                      : a->pointer;
    }
}

/* Each call has its stack in another place, so that nothing that depends on
 * addresses is right every time. */
static void call_elsewhere(Call *c, const Stub *stub, StubArg *result)
{
    size_t steps = c->call.sequence * 2654435761u >> 20;
    volatile char *space = alloca(16 * steps + 16);
    space[0] = 0;
    stub->call(c->args, result);
}

static void run(Call *c, const Stub *stub)
{
    Question own[WIRE_ARGS];
    void *data[WIRE_ARGS];
    StubArg result = {0};
    size_t before = memory_in_use();
    for (uint32_t i = 0; i < c->call.args; i++)
        set_arg(c, i, &own[i]);
    questions = own;
    note_data(c, data);
    for (uint32_t i = 0; i < c->call.args; i++)
        if (is_constant(c, i))
            memory_protect((int)i);
    call_elsewhere(c, stub, &result);
    memory_check();
    WireReply reply = {.what = WIRE_DONE,
                       .sequence = c->call.sequence,
                       .arg = changed_input(c),
                       .null = !result.pointer,
                       .value = result.whole,
                       .num = result.num};
    put_outputs(c, data);
    if (c->call.new_id)
        objects[c->call.new_id % WIRE_HANDLES] = result.pointer;
    memory_clear();
    fflush(NULL);
    reply.heap = memory_in_use();
    reply.kept = reply.heap > before ? reply.heap - before : 0;
    send_message(&reply, sizeof reply);
}

static void serve_call(void)
{
    static Call c;
    receive_message(&c.call, sizeof c.call);
    if (c.call.args > WIRE_ARGS || c.call.function >= table->count)
        _exit(EXIT_GRADER_FAULT);
    const Stub *stub = &table->functions[c.call.function];
    WireReply missing = {.what = WIRE_MISSING, .sequence = c.call.sequence};
    memcpy(c.slots, shared, sizeof c.slots);
    if (stub->address)
        run(&c, stub);
    else
        send_message(&missing, sizeof missing);
}

static void load_library(void)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", FD_LIBRARY);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    table = library ? dlsym(library, "judge_stubs") : NULL;
    if (table)
        return;
    say("load", dlerror());
    _exit(EXIT_NOT_LOADED);
}

_Noreturn void serve(const WireOrder *order)
{
    WireHello hello = {WIRE_READY, sizeof(REAL), 0};
    shared = mmap(NULL, order->shared_size, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_NORESERVE, FD_SHARED, 0);
    if (shared == MAP_FAILED)
        _exit(EXIT_GRADER_FAULT);
    memory_watch(__builtin_frame_address(0));
    mallopt(M_PERTURB, GARBAGE);
    if (!confine(order))
        _exit(EXIT_GRADER_FAULT);
    send_message(&hello, sizeof hello);
    load_library();
    hello = (WireHello){WIRE_LOADED, table->real_size, table->count};
    send_message(&hello, sizeof hello);
    for (;;)
        serve_call();
}
