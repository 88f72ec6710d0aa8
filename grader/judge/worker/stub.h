/**
 * @file stub.h
 * The worker's side of a signature table. A generated file defines
 * judge_stubs; it is linked into the student's library, where it calls the
 * student's functions by their names.
 */
#ifndef STUB_H
#define STUB_H

#include <stddef.h>
#include <stdint.h>

/** One argument as the function will get it, or its result. */
typedef struct {
    double num;
    uint64_t whole;
    void *pointer;
    double (*fn)(double x, void *context);
} StubArg;

/** One function. `address` is NULL when the student did not write it. */
typedef struct {
    const char *name;
    void (*address)(void);
    void (*call)(const StubArg *args, StubArg *result);
} Stub;

/** The table; its first function is mat_error(). */
typedef struct {
    uint32_t real_size, count;
    const Stub *functions;
} StubTable;

extern const StubTable judge_stubs;

#endif
