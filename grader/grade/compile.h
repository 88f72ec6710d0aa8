/**
 * @file compile.h
 * Makes libraries for the judge from the student's code of one chapter. The
 * compiler works inside a sandbox that holds the student's files, the
 * contract headers, and what the code is linked to.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "box/box.h"
#include "course/catalogue.h"
#include "intake/submission.h"

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
 * Compiles the chapter's files; an untouched skeleton stands for one that
 * was not handed in.
 * @param isolation the layers to use
 * @param chapter whose code
 * @param submission the files
 * @param directory where results go; made
 * @param floating also for training?
 */
Build compile(const Isolation *isolation, const Chapter *chapter,
              const Submission *submission, const char *directory,
              bool floating);

/**
 * Links the plain build (and asan, where there is one) once more, with the
 * reference's definition of some functions in place of the student's.
 * @param build what compile() made
 * @param functions their names
 * @param files the reference's files that define them, such as "ground.c"
 * @param directory where the libraries go; made
 * @return as compile(); COMPILE_FAILED when the linker refuses
 */
Build compile_again(const Isolation *isolation, const Chapter *chapter,
                    const Build *build, const Texts *functions,
                    const Texts *files, const char *directory);

/** Releases its texts. */
void build_free(Build *build);

#endif
