/**
 * @file zygote.h
 * What judge_run() asks of a zygote, besides judge.h.
 */
#ifndef ZYGOTE_H
#define ZYGOTE_H

#include "judge.h"

#include <sys/types.h>

/** The socket at which it takes orders. */
const char *zygote_path(const Zygote *zygote);

/** The process above all that runs in it. */
pid_t zygote_supervisor(const Zygote *zygote);

#endif
