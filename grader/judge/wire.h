/**
 * @file wire.h
 * What judge and worker say to each other. Native byte order: both are on
 * one machine.
 *
 * Three voices on sockets that keep messages apart (SOCK_SEQPACKET): an
 * order to the zygote and its answers; calls, replies, questions and answers
 * between a test and its worker. Bulk data lie in shared memory whose size
 * is sealed: first the call's slots, then the bytes of each argument, at
 * offsets that the judge chose. A reply puts the outputs' bytes where the
 * call's were. Every message has a fixed length; nothing a worker sends is
 * ever used as a length, an index, a pointer or a format.
 *
 * Room is left for a data set that is mapped once per run: one more
 * descriptor in the order, and a kind of argument that names a part of it.
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdint.h>

enum {
    WIRE_ORDER = 0x4e4e4f31, /* the first word of each message */
    WIRE_STARTED,
    WIRE_ENDED,
    WIRE_READY,
    WIRE_LOADED,
    WIRE_CALL,
    WIRE_DONE,
    WIRE_MISSING,
    WIRE_ASK,
    WIRE_ANSWER
};

enum {
    WIRE_ARGS = 12,      /* most arguments of a function */
    WIRE_HANDLES = 4096, /* most objects made in one test */
    WIRE_ALIGN = 64,     /* of offsets into shared memory */
    WIRE_DESCRIPTORS = 4 /* that come with an order, see below */
};

/** Exit statuses of a worker that only explain why it ended. */
enum {
    EXIT_HUNG_UP = 97,
    EXIT_NOT_LOADED,
    EXIT_GRADER_FAULT,
    EXIT_WRONG_CONTEXT
};

/** Where a worker finds what came with the order. */
enum { FD_CONTROL = 3, FD_SHARED = 4, FD_LIBRARY = 5, FD_FREE = 6 };

/** Kinds of arguments and of results. */
typedef enum {
    KIND_VOID,
    KIND_NUM,
    KIND_SIZE,
    KIND_U64,
    KIND_MAT_IN,
    KIND_MAT_OUT,
    KIND_HANDLE,
    KIND_NEW,
    KIND_DEL,
    KIND_TEXT_IN,
    KIND_TEXT_OUT,
    KIND_BYTES,
    KIND_ORDER,
    KIND_FN
} Kind;

/** To the zygote, with the descriptors control, shared, text, library: make
 *  a worker. */
typedef struct {
    uint32_t what; /**< WIRE_ORDER */
    uint32_t cpu_s;
    uint64_t memory; /**< bytes it may use */
    uint64_t shared_size;
} WireOrder;

/** The zygote's answers: WIRE_STARTED with a pidfd, then WIRE_ENDED. */
typedef struct {
    uint32_t what;
    int32_t status;           /**< as from waitpid() */
    int64_t cpu_ms, peak_kib; /**< what the worker took */
} WireEnd;

/** The worker's first two messages: WIRE_READY, confined, nothing of the
 *  student's loaded yet; WIRE_LOADED. */
typedef struct {
    uint32_t what;
    uint32_t real_size; /**< sizeof(real) of the worker, of the library */
    uint32_t functions; /**< how many the library's table has */
} WireHello;

/** To the worker: call function `function`; 0 is mat_error(). */
typedef struct {
    uint32_t what; /**< WIRE_CALL */
    uint32_t sequence, function, args;
    uint32_t new_id; /**< where to keep a new object, 0 for none */
} WireCall;

/** One argument, in shared memory. */
typedef struct {
    uint32_t kind;
    uint32_t null;  /**< the pointer is NULL, or the data is */
    uint32_t alias; /**< 1 + the argument whose bytes these are, else 0 */
    uint32_t same;  /**< 1 + the argument that is the same Mat, else 0 */
    uint64_t value; /**< size, u64, id of an object, rows */
    uint64_t cols;
    double num;
    uint64_t offset, bytes;
} WireSlot;

/** From the worker: WIRE_DONE, WIRE_MISSING, or WIRE_ASK. */
typedef struct {
    uint32_t what;
    uint32_t sequence;
    uint32_t arg;  /**< WIRE_ASK: 1 + the argument that is the function;
                        WIRE_DONE: 1 + a const input that was changed */
    uint32_t null; /**< a new object is NULL */
    uint64_t value;
    double num;
    uint64_t kept; /**< bytes of the heap more than before the call */
    uint64_t heap; /**< bytes of the heap after it; both are counted by the
                        asan worker only */
} WireReply;

/** To the worker: the value it asked for. */
typedef struct {
    uint32_t what; /**< WIRE_ANSWER */
    uint32_t sequence;
    double num;
} WireAnswer;

#endif
