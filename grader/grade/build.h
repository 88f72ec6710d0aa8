/**
 * @file build.h
 * What a plan of compilation comes to: it is carried out in a sandbox, or
 * taken from what is kept, and the libraries and the compiler's words are
 * found.
 */
#ifndef BUILD_H
#define BUILD_H

#include "box/box.h"
#include "plan.h"

/** The builds: plain decides, asan adds messages, floating trains. */
typedef enum { PLAIN, ASAN, FLOATING, VARIANTS } Variant;

typedef enum {
    COMPILED,
    COMPILE_FAILED, /**< the student's fault: see why */
    COMPILE_BROKEN  /**< our own: see why */
} CompileEnd;

/** What came of it. The directory holds VARIANT.so, VARIANT.o
 *  and what was said of it, VARIANT.log. */
typedef struct {
    CompileEnd end;
    char *why;
    char *library[VARIANTS]; /**< path, or NULL where it was not wanted, or
                                  (asan) did not work */
    char *directory;
    Texts flags;    /**< what a person should see */
    Texts warnings; /**< the compiler's, for the student */
} Build;

/** "plain", "asan", "float". */
const char *variant_name(Variant variant);

/** Its directory below build/: "double", "asan", "float". */
const char *variant_build(Variant variant);

/**
 * Carries out a plan, or takes what it came to before.
 * @param isolation the layers to use
 * @param plan what to do
 * @param directory where results go; there already
 */
Build build_by(const Isolation *isolation, const Plan *plan,
               const char *directory);

/** Takes what build.sh remarked on code that it took, as flags that begin
 *  with the chapter's name, and the compiler's warnings. */
void build_remarks(const char *chapter, Build *build);

/** Releases its texts. */
void build_free(Build *build);

#endif
