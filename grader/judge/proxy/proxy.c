/* proxy.c - carries calls of the student's functions to the workers and
 * brings the answers back. Two lanes answer the same calls: plain decides,
 * asan (when there is one) only adds notes to the record. */
#define _GNU_SOURCE
#include "proxy.h"

#include "asan.h"
#include "lane.h"
#include "marshal.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef PROXY_QUOTA
#define PROXY_QUOTA 1000000
#endif

enum {
    QUOTA = PROXY_QUOTA, /* values of a callback that a call may ask for */
    GLANCE_MS = 100      /* at what the asan lane may have said already */
};

bool student_mat_error(char *text, size_t size);

enum { MAT_ERROR = 0 /* given code, see stubs.awk */ };

static Link plain = {.order = -1};
static uint32_t sequence, next_id = 1;
static const char *last_name; /* of the student's function called last */
static Answers answers;       /* in this call */

static _Noreturn void fail(const Call *call, LinkEnd end)
{
    if (end == LINK_BROKEN)
        verdict_broken("the sandbox did not answer");
    Explanation e = lane_why(&plain, call, end);
    if (e.says == SAYS_KILLED)
        verdict_broken("%s", e.message);
    Explanation damage = asan_hear_last(
        call, end == LINK_DIED ? LANE_LAST_WORDS_MS : GLANCE_MS);
    if (e.says == SAYS_SYMPTOM && damage.says == SAYS_DAMAGE)
        e = damage; /* which the crash follows from */
    check_fail(e.message, *e.cause ? e.cause : NULL, NULL);
}

static void start_plain(void)
{
    WireHello hello;
    const char *socket = getenv("JUDGE_PLAIN");
    const char *library = getenv("JUDGE_PLAIN_LIBRARY");
    if (!socket || !library)
        verdict_broken("no lane: run this program by judge_run()");
    LinkEnd end = lane_start(&plain, "plain", socket, library, &hello);
    if (end == LINK_BROKEN)
        verdict_broken("the worker did not start");
    if (end != LINK_OK)
        fail(NULL, end);
    if (hello.real_size != sizeof(real))
        verdict_broken("the library's numbers have %u bytes, the test's %zu",
                       hello.real_size, sizeof(real));
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
    if (!answers.value)
        answers.value = malloc(QUOTA * sizeof *answers.value);
    if (!answers.value)
        verdict_broken("no memory");
    answers.value[answers.count++] = value;
    return value;
}

static LinkEnd serve_plain(const Call *call, Patience *patience,
                           WireReply *reply)
{
    answers.count = 0;
    for (;;) {
        LinkEnd end = link_receive(&plain, reply, sizeof *reply, patience);
        if (end == LINK_OK && !is_reply(call, reply))
            end = LINK_GARBLED;
        if (end != LINK_OK || reply->what != WIRE_ASK)
            return end;
        const ProxyArg *a = asked(call, reply);
        if (!a)
            return LINK_GARBLED;
        if (answers.count == QUOTA)
            return LINK_GREEDY;
        end = marshal_answer(&plain, call, answer_plain(a, reply->num));
        if (end != LINK_OK)
            return end;
    }
}

static void *new_handle(const Call *call, const char *type)
{
    Handle *handle = malloc(sizeof *handle);
    if (!handle)
        verdict_broken("no memory");
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
        verdict_broken("a test makes at most %d objects", WIRE_HANDLES - 1);
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
                 .args = args,
                 .answers = &answers};
    WireReply reply;
    if (!plain.up) {
        start_plain();
        asan_start();
    }
    marshal(&call);
    choose_id(&call);
    call.sequence = ++sequence;
    call.over = function == MAT_ERROR;
    last_name = call.over ? last_name : name;
    call.blamed = last_name;
    Patience patience = lane_patience();
    LinkEnd end = marshal_send(&plain, &call);
    asan_send(&call);
    if (end == LINK_OK)
        end = serve_plain(&call, &patience, &reply);
    if (end != LINK_OK)
        fail(&call, end);
    if (reply.what == WIRE_MISSING)
        fail_missing(&call);
    marshal_back(&plain, &call);
    asan_hear(&call);
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
    lane_end(&plain);
    asan_end();
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
