/* marshal.c - arguments become slots and bytes in shared memory, and outputs
 * come back from there. */
#include "marshal.h"

#include "verdict.h"

#include <stdio.h>
#include <string.h>

static bool is_mat(Kind kind)
{
    return kind == KIND_MAT_IN || kind == KIND_MAT_OUT;
}

bool marshal_lacks(const Call *call)
{
    for (int i = 0; i < call->count; i++)
        if (call->slots[i].null ||
            (is_mat(call->args[i].kind) && call->slots[i].bytes == 0))
            return true;
    return false;
}

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
        verdict_broken("the test passes %s without data", a->name);
    for (int j = 0; j < i && !slot->alias; j++) {
        const ProxyArg *other = &call->args[j];
        if (!is_bulk(other->kind) || call->slots[j].null ||
            slot->bytes == 0 || bytes_of(other) != bytes_of(a))
            continue;
        if (call->slots[j].bytes != slot->bytes)
            verdict_broken("the test passes %s and %s, which overlap",
                           other->name, a->name);
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
        verdict_broken("the test passes more than %zu MiB to %s",
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
        verdict_broken("the test passes %s of %s, which is no %s", a->name,
                       call->name, a->type);
    call->slots[i].value = handle->id;
}

void marshal(Call *call)
{
    uint64_t used = WIRE_ARGS * sizeof(WireSlot);
    used = (used + WIRE_ALIGN - 1) / WIRE_ALIGN * WIRE_ALIGN;
    if (call->count > WIRE_ARGS)
        verdict_broken("%s has more than %d arguments", call->name,
                       WIRE_ARGS);
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

LinkEnd marshal_send(Link *link, const Call *call)
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

LinkEnd marshal_answer(Link *link, const Call *call, double value)
{
    WireAnswer answer = {
        .what = WIRE_ANSWER, .sequence = call->sequence, .num = value};
    return link_send(link, &answer, sizeof answer);
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

void marshal_back(const Link *link, const Call *call)
{
    for (int i = 0; i < call->count; i++) {
        const ProxyArg *a = &call->args[i];
        const WireSlot *slot = &call->slots[i];
        if (!is_output(a->kind) || slot->null || slot->bytes == 0)
            continue;
        memcpy(bytes_of(a), link->shared + slot->offset, slot->bytes);
        if (a->kind == KIND_TEXT_OUT)
            end_text(call, a);
    }
}
