/**
 * @file marshal.h
 * A call of a student's function under way: its arguments as a message with
 * slots and shared memory, and what comes back of them.
 */
#ifndef MARSHAL_H
#define MARSHAL_H

#include "link.h"
#include "proxy.h"

/** Values that the test's own functions gave when the plain lane asked for
 *  them in a call. */
typedef struct {
    double *value;
    uint32_t count;
} Answers;

/** What a test holds in place of the student's object. */
typedef struct {
    uint32_t alive, id; /**< ALIVE until the object is ended */
    const char *type;
} Handle;

enum { ALIVE = 0x616c6976 };

/** A call under way. */
typedef struct {
    uint32_t function;
    const char *name;
    const char *blamed; /**< the student's function that it speaks of */
    bool over;          /**< which has returned already */
    Kind result;
    int count;
    const ProxyArg *args;
    WireSlot slots[WIRE_ARGS]; /**< the arguments, see marshal() */
    uint32_t sequence, new_id;
    const Answers *answers;
} Call;

/** Fills the slots: where each argument lies in the shared memory. */
void marshal(Call *call);

/** Puts the arguments into a lane's shared memory, and sends the call. */
LinkEnd marshal_send(Link *link, const Call *call);

/** Sends a value of a callback. */
LinkEnd marshal_answer(Link *link, const Call *call, double value);

/** The one copy of what came back; only the caller's own memory is looked at
 *  afterwards. A text gets an end, whatever it holds. */
void marshal_back(const Link *link, const Call *call);

/** Is an argument NULL, or a matrix without elements? */
bool marshal_lacks(const Call *call);

#endif
