/**
 * @file compile.h
 * Makes libraries for the judge from the student's code of one chapter. The
 * compiler works inside a sandbox that holds the student's files, the
 * contract headers, and what the code is linked to.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "build.h"
#include "course/catalogue.h"
#include "intake/submission.h"

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

#endif
