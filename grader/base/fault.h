/**
 * @file fault.h
 * How the grader ends when it cannot grade: one line that says what is wrong
 * and what to do, and one of two exit statuses.
 */
#ifndef FAULT_H
#define FAULT_H

#include <stddef.h>

enum {
    BAD_INPUT = 2,   /**< an unreadable submission, a bad argument */
    GRADER_FAULT = 3 /**< our own fault, or the machine's */
};

/**
 * Prints "PROGRAM: ..." on stderr and ends the program. What exit handlers
 * were asked to remove is removed.
 * @param status BAD_INPUT or GRADER_FAULT
 * @param format as for printf(); one line without its end
 */
_Noreturn void die(int status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Prints "PROGRAM: ..." on stderr and goes on. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** malloc(), realloc() and strdup() that end the program when memory is out.
 *  @{ */
void *need(void *pointer);
void *grow(void *pointer, size_t count, size_t size);
/** @} */

/** As asprintf(), and ends the program when memory is out.
 *  @return text to be freed by the caller */
char *format(const char *text, ...) __attribute__((format(printf, 1, 2)));

#endif
