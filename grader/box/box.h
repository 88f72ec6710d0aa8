/**
 * @file box.h
 * Runs one untrusted command (the compiler, nm, pandoc, LaTeX, gnuplot)
 * confined.
 *
 * The command's working directory holds three directories: `in` with copies
 * of the files it may read, under names of our choice; `out`, and `tmp`
 * (64 MiB, also TMPDIR and HOME), which it may write. It has at most 64
 * processes and threads at a time. It sees /usr without Criterion's
 * headers and gcc's plug-ins, no /etc, no network, and nobody else's
 * processes; without namespaces, Landlock and rlimits keep it to the same
 * files. All of it is dead when box_run() returns; only then are the results
 * copied out. As root, it runs as an unused user, without capabilities;
 * nobody else can read its directory.
 */
#ifndef BOX_H
#define BOX_H

#include "isolation.h"

#include <stdbool.h>
#include <stddef.h>

enum { BOX_OUTPUT = 64 * 1024 };

/** A file or directory that the command may read. */
typedef struct {
    const char *from; /**< a regular file of ours, or a directory
                         that holds such, anywhere */
    const char *as;   /**< its name below `in/`; may hold directories */
} BoxFile;

/** What to run. Zero limits stand for the defaults in brackets. */
typedef struct {
    const char *const *argv; /**< ended by NULL; argv[0] an absolute path */
    const BoxFile *files;    /**< ended by {NULL, NULL}; may be NULL */
    const char *const *results; /**< names in `out/` to keep, no paths;
                                     then NULL */
    const char *to; /**< directory of ours for the results; existing files
                         there are replaced */
    int cpu_s;      /**< processor seconds of one process [20], and half as
                         many again of all together */
    int wall_s;     /**< seconds in all [USAGE_WALL times cpu_s] */
    int memory_mib; /**< address space of one process [2048] */
    int file_mib;   /**< size of one file [32] */
    bool tex; /**< for LaTeX and gnuplot: also /usr/share, its settings and
                 fonts */
} Box;

typedef enum {
    BOX_ENDED,   /**< it ran and ended: see status */
    BOX_KILLED,  /**< a limit ended it, or a signal of its own: see why */
    BOX_OUTSIDE, /**< somebody else ended it, by SIGKILL: see why */
    BOX_BROKEN   /**< it could not be run, which is our own fault: see why */
} BoxEnd;

/** How it went. */
typedef struct {
    BoxEnd end;
    int status;    /**< exit status; of results only 0 means anything */
    char why[200]; /**< for all but BOX_ENDED: one plain line, such
                        as "did not finish within 30 s" */
    double wall_s;
    size_t results; /**< how many of the results were there: regular files
                         within the size limit */
    bool cut;       /**< it wrote more than BOX_OUTPUT */
    char output[BOX_OUTPUT + 1]; /**< stdout and stderr: printable ASCII,
                                      tabs and line ends */
} BoxResult;

/**
 * Runs `box` and waits for its end.
 * @param isolation the layers to use, from isolation_probe()
 * @param box what to run
 * @param result receives how it went (70 kB: keep it off small stacks)
 * @return result->end
 */
BoxEnd box_run(const Isolation *isolation, const Box *box, BoxResult *result);

#endif
