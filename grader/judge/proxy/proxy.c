/* proxy.c - carries calls of the student's functions to the workers and
 * brings the answers back. Two lanes answer the same calls: plain decides,
 * asan (when there is one) only adds notes to the record. */
#define _GNU_SOURCE
#include "proxy.h"

#include "box/harmless.h"
#include "box/usage.h"
#include "explain.h"
#include "link.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef PROXY_QUOTA
#define PROXY_QUOTA 1000000
#endif

enum {
    QUOTA = PROXY_QUOTA,   /* values of a callback that a call may ask for */
    ASAN_BUDGET_MS = 1500, /* what a test waits for the asan lane in all */
    LAST_WORDS_MS = 1000,
    GLANCE_MS = 100,  /* at what the asan lane may have said already */
    GROWTH_CALLS = 4, /* calls in a row that keep memory are a leak */
    GROWTH_TRIES = 3, /* rows of calls that a test makes of a function */
    MOST_FUNCTIONS = 128,
    TEXT_ROOM = 65536
};

/* From the test kit, or from the experiments' main program. */
extern int check_call_ms;
_Noreturn void check_fail(const char *message, const char *cause,
                          const char *details);
bool student_mat_error(char *text, size_t size);

/* What a test holds in place of the student's object. */
typedef struct {
    uint32_t alive, id;
    const char *type;
} Handle;

/* A call under way. */
typedef struct {
    uint32_t function;
    const char *name;
    Kind result;
    int count;
    const ProxyArg *args;
    WireSlot slots[WIRE_ARGS];
    uint32_t sequence, new_id;
} Call;

enum { ALIVE = 0x616c6976, MAT_ERROR = 0 /* given code, see stubs.awk */ };

static Link plain = {.order = -1}, asan = {.order = -1};
static uint32_t sequence, next_id = 1;
static const char *last_name; /* of the student's function called last */
static int64_t asan_left = ASAN_BUDGET_MS;
static Explanation damage; /* what the asan lane has seen of it */
static double *answers;    /* of the plain lane's callbacks in this call */
static uint32_t answer_count;

/* Verdicts */

/* Status `broken`: see status_of() in main.c. */
__attribute__((format(printf, 1, 2))) static _Noreturn void
broken(const char *format, ...)
{
    char text[300] = "\x1e";
    va_list args;
    va_start(args, format);
    vsnprintf(text + 1, sizeof text - 1, format, args);
    va_end(args);
    check_fail(text, NULL, NULL);
}

/* A line that belongs to the next check's line in the record. */
static void note(const char *lane, const char *text)
{
    char line[600], clean[400];
    const char *path = getenv("CHECK_RECORD");
    int fd = path ? open(path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
    harmless_line(clean, sizeof clean, text);
    int n = snprintf(line, sizeof line, "#note\t%s\t%s\n", lane, clean);
    if (fd < 0 || write(fd, line, (size_t)n) != n)
        broken("the record cannot be written");
    close(fd);
}

static LinkEnd send_call(Link *link, const Call *call);

static LinkEnd send_answer(Link *link, const Call *call, double value)
{
    WireAnswer answer = {
        .what = WIRE_ANSWER, .sequence = call->sequence, .num = value};
    return link_send(link, &answer, sizeof answer);
}

static bool is_mat(Kind kind)
{
    return kind == KIND_MAT_IN || kind == KIND_MAT_OUT;
}

/* Is an argument NULL, or a matrix without elements? */
static bool lacks_argument(const Call *call)
{
    for (int i = 0; i < call->count; i++)
        if (call->slots[i].null ||
            (is_mat(call->args[i].kind) && call->slots[i].bytes == 0))
            return true;
    return false;
}

/* Why a lane failed; it is closed. */
static Explanation why(Link *link, const Call *call, LinkEnd end)
{
    static char text[TEXT_ROOM];
    const char *names[WIRE_ARGS];
    bool given = call && call->function == MAT_ERROR;
    bool died = end == LINK_DIED;
    size_t memory_mib = link->memory_mib;
    LinkDeath death =
        link_end(link, died ? LAST_WORDS_MS : 0, text, sizeof text);
    for (int i = 0; call && i < call->count; i++)
        names[i] = call->args[i].name;
    Failed failed = {.function = given  ? last_name
                                 : call ? call->name
                                        : NULL,
                     .over = given,
                     .args = names,
                     .arg_count = call ? call->count : 0,
                     .lacks = call && lacks_argument(call),
                     .end = end,
                     .death = death,
                     .text = text,
                     .source = proxy_source,
                     .limit_ms = check_call_ms,
                     .cpu_s = link_cpu_s(),
                     .memory_mib = memory_mib};
    return explain(&failed);
}

/* The asan lane has failed: it says why, and is heard no more. Being slow
 * or fat is the sanitizer's own doing. */
static void drop_asan(const Call *call, LinkEnd end)
{
    Explanation e = why(&asan, call, end);
    if (end == LINK_DIED && e.says != SAYS_KILLED)
        note("asan", e.message);
    if (end == LINK_DIED && e.says == SAYS_DAMAGE)
        damage = e;
}

/* Its sleep before is forgiven. */
static Patience with_asan(int64_t ms)
{
    return link_patience(ms, asan.slept + ms);
}

/* Gives the answers of the plain lane again, so that the test's own
 * functions are called once. */
static LinkEnd serve_asan(const Call *call, Patience *patience,
                          WireReply *reply)
{
    uint32_t given = 0;
    for (;;) {
        LinkEnd end = link_receive(&asan, reply, sizeof *reply, patience);
        if (end != LINK_OK || reply->what != WIRE_ASK)
            return end;
        double value = given < answer_count ? answers[given++] : NAN;
        end = send_answer(&asan, call, value);
        if (end != LINK_OK)
            return end;
    }
}

/* A call that may keep memory: it makes, takes or ends an object, or says how
 * many things there are now. */
static bool moves_objects(const Call *call)
{
    for (int i = 0; i < call->count; i++)
        if (call->args[i].kind == KIND_DEL || call->args[i].gives)
            return true;
    return call->result == KIND_NEW || call->result == KIND_SIZE;
}

/* Memory that grows with every call is never freed. A call that kept some is
 * made again, in this lane only and with the same arguments: what was kept
 * for later, such as a layer's input, is there by then. */
static LinkEnd follow_growth(const Call *call, Patience *patience,
                             uint64_t kept)
{
    static int tries[MOST_FUNCTIONS];
    int *left = &tries[call->function % MOST_FUNCTIONS], calls = 1;
    char text[200];
    LinkEnd end = LINK_OK;
    if (moves_objects(call) || *left == GROWTH_TRIES)
        return end;
    for (*left += kept > 0; kept > 0 && calls < GROWTH_CALLS; calls++) {
        WireReply reply;
        end = send_call(&asan, call);
        if (end == LINK_OK)
            end = serve_asan(call, patience, &reply);
        if (end != LINK_OK || reply.what != WIRE_DONE)
            return end;
        kept = reply.kept;
    }
    if (kept == 0)
        return end;
    *left = GROWTH_TRIES;
    snprintf(text, sizeof text,
             "your %s takes more memory with each call and does not free it",
             call->name);
    note("asan", text);
    return end;
}

/* How many objects a call makes, less those that it takes or ends. */
static int objects_made(const Call *call, const WireReply *reply)
{
    int made = call->result == KIND_NEW && !reply->null;
    for (int i = 0; i < call->count; i++)
        made -= (call->args[i].kind == KIND_DEL || call->args[i].gives) &&
                !call->slots[i].null;
    return made;
}

/* What the sizes of an object are told by. */
static uint64_t sizes_in(const Call *call)
{
    uint64_t sum = call->function;
    for (int i = 0; i < call->count; i++)
        if (call->args[i].kind == KIND_SIZE)
            sum = 31 * sum + call->slots[i].value;
    return sum;
}

/* When the last object is gone, the heap holds what it held when the one
 * before was, if both were of one size. */
static void follow_objects(const Call *call, const WireReply *reply)
{
    static struct {
        uint64_t sizes, sizes_before, heap_before;
        int alive, streak;
    } o;
    char text[200];
    int made = objects_made(call, reply);
    o.alive += made;
    if (call->result == KIND_NEW)
        o.sizes = sizes_in(call);
    if (made >= 0 || o.alive != 0)
        return;
    bool grew = o.sizes == o.sizes_before && reply->heap > o.heap_before;
    o.streak = grew ? o.streak + 1 : 0;
    o.sizes_before = o.sizes;
    o.heap_before = reply->heap;
    if (o.streak != GROWTH_CALLS)
        return;
    snprintf(text, sizeof text,
             "your %s does not free all that its object has taken",
             call->name);
    note("asan", text);
}

/* Hears what the asan lane has to say about a call, if it is in time. */
static void follow_asan(const Call *call, int64_t patience_ms)
{
    WireReply reply;
    char text[200];
    Patience patience = with_asan(patience_ms);
    LinkEnd end = serve_asan(call, &patience, &reply);
    if (end != LINK_OK) {
        drop_asan(call, end);
        return;
    }
    uint32_t i = reply.arg - 1;
    if (reply.what == WIRE_DONE)
        follow_objects(call, &reply);
    /* what goes wrong when a call is made again, the test did not ask for */
    if (reply.what == WIRE_DONE &&
        follow_growth(call, &patience, reply.kept) != LINK_OK) {
        drop_asan(call, LINK_SLOW);
        return;
    }
    if (reply.what != WIRE_DONE || i >= (uint32_t)call->count)
        return;
    snprintf(text, sizeof text, "your %s wrote to its const input %s",
             call->name, call->args[i].name);
    note("asan", text);
    drop_asan(call, LINK_SLOW);
}

static _Noreturn void fail(const Call *call, LinkEnd end)
{
    if (end == LINK_BROKEN)
        broken("the sandbox did not answer");
    Explanation e = why(&plain, call, end);
    if (e.says == SAYS_KILLED)
        broken("%s", e.message);
    if (asan.up && call)
        follow_asan(call, end == LINK_DIED ? LAST_WORDS_MS : GLANCE_MS);
    if (e.says == SAYS_SYMPTOM && damage.says == SAYS_DAMAGE)
        e = damage; /* which the crash follows from */
    check_fail(e.message, *e.cause ? e.cause : NULL, NULL);
}

/* Starting */

/* With what the student's code does in its own time. */
static Patience with_call(void)
{
    return link_patience(check_call_ms, USAGE_WALL * (int64_t)check_call_ms);
}

static LinkEnd start(Link *link, const char *name, const char *socket,
                     const char *library, WireHello *hello)
{
    Patience patience = with_call();
    return link_start(link, name, socket, library, &patience, hello);
}

static void start_plain(void)
{
    WireHello hello;
    const char *socket = getenv("JUDGE_PLAIN");
    const char *library = getenv("JUDGE_PLAIN_LIBRARY");
    if (!socket || !library)
        broken("no lane: run this program by judge_run()");
    LinkEnd end = start(&plain, "plain", socket, library, &hello);
    if (end == LINK_BROKEN)
        broken("the worker did not start");
    if (end != LINK_OK)
        fail(NULL, end);
    if (hello.real_size != sizeof(real))
        broken("the library's numbers have %u bytes, the test's %zu",
               hello.real_size, sizeof(real));
}

static void start_asan(void)
{
    WireHello hello;
    const char *socket = getenv("JUDGE_ASAN");
    const char *library = getenv("JUDGE_ASAN_LIBRARY");
    if (!socket || !library)
        return;
    LinkEnd end = start(&asan, "asan", socket, library, &hello);
    if (end == LINK_BROKEN)
        note("asan", "the sanitizer build could not be run");
    if (end != LINK_OK)
        drop_asan(NULL, end);
}

/* Marshalling */

static bool is_bulk(Kind kind)
{
    return is_mat(kind) || kind == KIND_TEXT_IN || kind == KIND_TEXT_OUT ||
           kind == KIND_BYTES || kind == KIND_ORDER;
}

static bool is_output(Kind kind)
{
    return kind == KIND_MAT_OUT || kind == KIND_TEXT_OUT;
}

/* Where the caller keeps the argument's bytes. */
static void *bytes_of(const ProxyArg *a)
{
    return is_mat(a->kind) ? a->mat->data : a->pointer;
}

static void describe_bulk(Call *call, int i, uint64_t *used)
{
    const ProxyArg *a = &call->args[i];
    WireSlot *slot = &call->slots[i];
    slot->null = is_mat(a->kind) ? !a->mat : !a->pointer;
    if (slot->null)
        return;
    slot->value = is_mat(a->kind) ? a->mat->rows : a->bytes;
    slot->cols = is_mat(a->kind) ? a->mat->cols : 0;
    slot->bytes =
        is_mat(a->kind) ? mat_size(a->mat) * sizeof(real) : a->bytes;
    if (slot->bytes > 0 && !bytes_of(a))
        broken("the test passes %s without data", a->name);
    for (int j = 0; j < i && !slot->alias; j++) {
        const ProxyArg *other = &call->args[j];
        if (!is_bulk(other->kind) || call->slots[j].null ||
            slot->bytes == 0 || bytes_of(other) != bytes_of(a))
            continue;
        if (call->slots[j].bytes != slot->bytes)
            broken("the test passes %s and %s, which overlap", other->name,
                   a->name);
        slot->alias = 1 + (uint32_t)j;
        slot->same =
            is_mat(a->kind) && other->mat == a->mat ? 1 + (uint32_t)j : 0;
        slot->offset = call->slots[j].offset;
    }
    if (slot->alias)
        return;
    slot->offset = *used;
    *used += (slot->bytes + WIRE_ALIGN - 1) / WIRE_ALIGN * WIRE_ALIGN;
    if (slot->bytes > link_shared_size() || *used > link_shared_size())
        broken("the test passes more than %zu MiB to %s",
               link_shared_size() >> 20, call->name);
}

/* Chains of aliases point to the first, which holds the bytes. */
static void resolve_aliases(Call *call)
{
    for (int i = 0; i < call->count; i++) {
        WireSlot *slot = &call->slots[i];
        while (slot->alias && call->slots[slot->alias - 1].alias)
            slot->alias = call->slots[slot->alias - 1].alias;
    }
}

static void describe_object(Call *call, int i)
{
    const ProxyArg *a = &call->args[i];
    const Handle *handle = a->pointer;
    call->slots[i].null = !handle;
    if (!handle)
        return;
    if (handle->alive != ALIVE || strcmp(handle->type, a->type) != 0)
        broken("the test passes %s of %s, which is no %s", a->name,
               call->name, a->type);
    call->slots[i].value = handle->id;
}

static void describe(Call *call)
{
    uint64_t used = WIRE_ARGS * sizeof(WireSlot);
    used = (used + WIRE_ALIGN - 1) / WIRE_ALIGN * WIRE_ALIGN;
    if (call->count > WIRE_ARGS)
        broken("%s has more than %d arguments", call->name, WIRE_ARGS);
    for (int i = 0; i < call->count; i++) {
        const ProxyArg *a = &call->args[i];
        call->slots[i] =
            (WireSlot){.kind = a->kind, .value = a->whole, .num = a->num};
        if (is_bulk(a->kind))
            describe_bulk(call, i, &used);
        else if (a->kind == KIND_HANDLE || a->kind == KIND_DEL)
            describe_object(call, i);
        else if (a->kind == KIND_FN)
            call->slots[i].null = !a->fn;
    }
    resolve_aliases(call);
}

static LinkEnd send_call(Link *link, const Call *call)
{
    WireCall message = {.what = WIRE_CALL,
                        .sequence = call->sequence,
                        .function = call->function,
                        .args = (uint32_t)call->count,
                        .new_id = call->new_id};
    memcpy(link->shared, call->slots, sizeof call->slots);
    for (int i = 0; i < call->count; i++) {
        const WireSlot *slot = &call->slots[i];
        char *to = link->shared + slot->offset;
        if (!is_bulk(call->args[i].kind) || !slot->bytes || slot->alias)
            continue;
        if (call->args[i].kind == KIND_TEXT_OUT)
            memset(to, 'x', slot->bytes); /* the caller's is not theirs */
        else
            memcpy(to, bytes_of(&call->args[i]), slot->bytes);
    }
    return link_send(link, &message, sizeof message);
}

static void end_text(const Call *call, const ProxyArg *a)
{
    char *text = a->pointer, message[200];
    bool ended = memchr(text, '\0', a->bytes) != NULL;
    text[a->bytes - 1] = '\0';
    if (ended)
        return;
    snprintf(message, sizeof message, "your %s left its text without an end",
             call->name);
    check_fail(message, "a text ends with a zero byte, within its room",
               NULL);
}

/* The one copy of what came back; only the caller's own memory is looked at
 * afterwards. A text gets an end, whatever it holds. */
static void take_outputs(const Call *call)
{
    for (int i = 0; i < call->count; i++) {
        const ProxyArg *a = &call->args[i];
        const WireSlot *slot = &call->slots[i];
        if (!is_output(a->kind) || slot->null || slot->bytes == 0)
            continue;
        memcpy(bytes_of(a), plain.shared + slot->offset, slot->bytes);
        if (a->kind == KIND_TEXT_OUT)
            end_text(call, a);
    }
}

/* Serving a call */

static bool is_reply(const Call *call, const WireReply *reply)
{
    return reply->sequence == call->sequence &&
           (reply->what == WIRE_DONE || reply->what == WIRE_MISSING ||
            reply->what == WIRE_ASK);
}

/* The function that the worker asks for, or NULL when it is none. */
static const ProxyArg *asked(const Call *call, const WireReply *reply)
{
    uint32_t i = reply->arg - 1;
    return i < (uint32_t)call->count && call->args[i].kind == KIND_FN &&
                   call->args[i].fn
               ? &call->args[i]
               : NULL;
}

static double answer_plain(const ProxyArg *a, double x)
{
    double value = a->fn(x, a->pointer);
    if (!answers)
        answers = malloc(QUOTA * sizeof *answers);
    if (!answers)
        broken("no memory");
    answers[answer_count++] = value;
    return value;
}

static LinkEnd serve_plain(const Call *call, Patience *patience,
                           WireReply *reply)
{
    answer_count = 0;
    for (;;) {
        LinkEnd end = link_receive(&plain, reply, sizeof *reply, patience);
        if (end == LINK_OK && !is_reply(call, reply))
            end = LINK_GARBLED;
        if (end != LINK_OK || reply->what != WIRE_ASK)
            return end;
        const ProxyArg *a = asked(call, reply);
        if (!a)
            return LINK_GARBLED;
        if (answer_count == QUOTA)
            return LINK_GREEDY;
        end = send_answer(&plain, call, answer_plain(a, reply->num));
        if (end != LINK_OK)
            return end;
    }
}

static void *new_handle(const Call *call, const char *type)
{
    Handle *handle = malloc(sizeof *handle);
    if (!handle)
        broken("no memory");
    *handle = (Handle){ALIVE, call->new_id, type};
    return handle;
}

static void bury_handles(const Call *call)
{
    for (int i = 0; i < call->count; i++) {
        Handle *handle = call->args[i].pointer;
        if (call->args[i].kind != KIND_DEL || !handle)
            continue;
        handle->alive = 0;
        free(handle);
    }
}

static void choose_id(Call *call)
{
    if (call->result != KIND_NEW)
        return;
    if (next_id == WIRE_HANDLES)
        broken("a test makes at most %d objects", WIRE_HANDLES - 1);
    call->new_id = next_id++;
}

static _Noreturn void fail_missing(const Call *call)
{
    char message[200];
    snprintf(message, sizeof message, "your code does not define %s",
             call->name);
    check_fail(message, "the function is missing, or its name is misspelt",
               NULL);
}

ProxyResult proxy_call(uint32_t function, const char *name, Kind result,
                       const char *type, int count, const ProxyArg *args)
{
    Call call = {.function = function,
                 .name = name,
                 .result = result,
                 .count = count,
                 .args = args};
    WireReply reply;
    if (!plain.up) {
        start_plain();
        start_asan();
    }
    describe(&call);
    choose_id(&call);
    call.sequence = ++sequence;
    last_name = function == MAT_ERROR ? last_name : name;
    Patience patience = with_call();
    LinkEnd end = send_call(&plain, &call);
    if (asan.up && send_call(&asan, &call) != LINK_OK)
        drop_asan(&call, LINK_DIED);
    if (end == LINK_OK)
        end = serve_plain(&call, &patience, &reply);
    if (end != LINK_OK)
        fail(&call, end);
    if (reply.what == WIRE_MISSING)
        fail_missing(&call);
    take_outputs(&call);
    if (asan.up) {
        int64_t begin = usage_now();
        follow_asan(&call, asan_left);
        asan_left -= usage_now() - begin;
    }
    bury_handles(&call);
    return (ProxyResult){.num = reply.num,
                         .whole = reply.value,
                         .pointer = result == KIND_NEW && !reply.null
                                        ? new_handle(&call, type)
                                        : NULL};
}

/* Experiments ask for it before they predict: see experiment.h. Objects of
 * the process before are gone with it. */
void experiment_fresh(void);
void experiment_fresh(void)
{
    static char text[TEXT_ROOM];
    if (plain.up)
        link_end(&plain, 0, text, sizeof text);
    if (asan.up)
        link_end(&asan, 0, text, sizeof text);
}

bool student_mat_error(char *text, size_t size)
{
    const ProxyArg args[] = {
        {.name = "text",
         .kind = KIND_TEXT_OUT,
         .pointer = text,
         .bytes = size},
        {.name = "size", .kind = KIND_SIZE, .whole = size}};
    return proxy_call(MAT_ERROR, "mat_error", KIND_NUM, NULL, 2, args).num !=
           0;
}
