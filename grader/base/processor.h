/**
 * @file processor.h
 * On which processors this process runs, and all that it starts from now on.
 */
#ifndef PROCESSOR_H
#define PROCESSOR_H

#include <stdbool.h>

/** Stays on the processor it is on. A conversation is quicker so: of those
 *  who talk hardly two are busy at a time, and none has to be woken
 *  elsewhere. Which processor it is, the kernel chose at the fork: the least
 *  busy. Where it can't be had, nothing but time is lost. */
void processor_stay(void);

/** Goes where there is room: what computes for minutes may not wait for
 *  another that happens to stay on the same processor.
 *  @return whether it had stayed on one */
bool processor_roam(void);

#endif
