/**
 * @file proxy.h
 * The judge's side of a signature table. A generated file defines a function
 * of each of the student's names; it gathers its arguments and hands them to
 * proxy_call(), which asks the worker. When that fails the test has failed:
 * proxy_call() ends it by check_fail() and does not return.
 */
#ifndef PROXY_H
#define PROXY_H

#include "judge/wire.h"
#include "mat.h"

/** The name of the student's file. Defined by the generated file. */
extern const char proxy_source[];

/** One argument: its name in the table, and what the caller passed. */
typedef struct {
    const char *name;
    Kind kind;
    const char *type; /**< of an object */
    double num;
    uint64_t whole;
    const Mat *mat;
    void *pointer; /**< text, order, object, context of a function */
    size_t bytes;  /**< of text and order */
    double (*fn)(double x, void *context);
    bool gives; /**< the callee owns the object afterwards */
} ProxyArg;

/** What came back. */
typedef struct {
    double num;
    uint64_t whole;
    void *pointer;
} ProxyResult;

/**
 * Calls the student's function.
 * @param function its number in the table
 * @param name its name
 * @param result KIND_VOID, KIND_NUM, KIND_SIZE or KIND_NEW
 * @param type of a new object
 * @param count how many arguments
 * @param args the arguments; outputs are written through them
 */
ProxyResult proxy_call(uint32_t function, const char *name, Kind result,
                       const char *type, int count, const ProxyArg *args);

#endif
