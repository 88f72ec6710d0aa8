/**
 * @file serve.h
 * A worker's life: confine itself, load the student's library, answer calls.
 */
#ifndef SERVE_H
#define SERVE_H

#include "judge/wire.h"

/** Serves until the judge hangs up; FD_CONTROL, FD_SHARED and FD_LIBRARY are
 *  in place. */
_Noreturn void serve(const WireOrder *order);

#endif
