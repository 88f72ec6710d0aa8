/* asan.c - hears what the sanitizer build sees in each call, and whether
 * memory grows with calls and objects. */
#include "asan.h"

#include "box/usage.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    BUDGET_MS = 1500, /* what a test waits for this lane in all */
    GROWTH_CALLS = 4, /* calls in a row that keep memory are a leak */
    GROWTH_TRIES = 3, /* rows of calls that a test makes of a function */
    MOST_FUNCTIONS = 128
};

static Link asan = {.order = -1};
static int64_t time_left = BUDGET_MS;
static Explanation damage; /* what has been seen of it */

/* The asan lane has failed: it says why, and is heard no more. Being slow
 * or fat is the sanitizer's own doing. */
static void drop(const Call *call, LinkEnd end)
{
    Explanation e = lane_why(&asan, call, end);
    if (end == LINK_DIED && e.says != SAYS_KILLED)
        verdict_note("asan", e.message);
    if (end == LINK_DIED && e.says == SAYS_DAMAGE)
        damage = e;
}

/* Its sleep before is forgiven. */
static Patience patience_for(int64_t ms)
{
    return link_patience(ms, asan.slept + ms);
}

/* Gives the answers of the plain lane again, so that the test's own
 * functions are called once. */
static LinkEnd serve(const Call *call, Patience *patience, WireReply *reply)
{
    uint32_t given = 0;
    for (;;) {
        LinkEnd end = link_receive(&asan, reply, sizeof *reply, patience);
        if (end != LINK_OK || reply->what != WIRE_ASK)
            return end;
        double value = given < call->answers->count
                           ? call->answers->value[given++]
                           : NAN;
        end = marshal_answer(&asan, call, value);
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
        end = marshal_send(&asan, call);
        if (end == LINK_OK)
            end = serve(call, patience, &reply);
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
    verdict_note("asan", text);
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
    verdict_note("asan", text);
}

/* Hears what the asan lane has to say about a call, if it is in time. */
static void follow(const Call *call, int64_t patience_ms)
{
    WireReply reply;
    char text[200];
    Patience patience = patience_for(patience_ms);
    LinkEnd end = serve(call, &patience, &reply);
    if (end != LINK_OK) {
        drop(call, end);
        return;
    }
    uint32_t i = reply.arg - 1;
    if (reply.what == WIRE_DONE)
        follow_objects(call, &reply);
    /* what goes wrong when a call is made again, the test did not ask for */
    if (reply.what == WIRE_DONE &&
        follow_growth(call, &patience, reply.kept) != LINK_OK) {
        drop(call, LINK_SLOW);
        return;
    }
    if (reply.what != WIRE_DONE || i >= (uint32_t)call->count)
        return;
    snprintf(text, sizeof text, "your %s wrote to its const input %s",
             call->name, call->args[i].name);
    verdict_note("asan", text);
    drop(call, LINK_SLOW);
}

void asan_start(void)
{
    WireHello hello;
    const char *socket = getenv("JUDGE_ASAN");
    const char *library = getenv("JUDGE_ASAN_LIBRARY");
    if (!socket || !library)
        return;
    LinkEnd end = lane_start(&asan, "asan", socket, library, &hello);
    if (end == LINK_BROKEN)
        verdict_note("asan", "the sanitizer build could not be run");
    if (end != LINK_OK)
        drop(NULL, end);
}

void asan_end(void)
{
    lane_end(&asan);
}

void asan_send(const Call *call)
{
    if (asan.up && marshal_send(&asan, call) != LINK_OK)
        drop(call, LINK_DIED);
}

void asan_hear(const Call *call)
{
    if (!asan.up)
        return;
    int64_t begin = usage_now();
    follow(call, time_left);
    time_left -= usage_now() - begin;
}

Explanation asan_hear_last(const Call *call, int64_t patience_ms)
{
    if (asan.up && call)
        follow(call, patience_ms);
    return damage;
}
