/**
 * @file hiding.h
 * What a person should see: code that hides from the sanitizers. It is looked
 * for in the source, in what the preprocessor makes of it (macros can paste a
 * word together), and in the names of the object.
 */
#ifndef HIDING_H
#define HIDING_H

#include "course/catalogue.h"
#include "intake/intake.h"
#include "plan.h"

/** Adds to a plan what lists the plain object's names: after it is built. */
void hiding_list_symbols(Plan *plan);

/** Adds to a plan what preprocesses the sources. After the builds: it may
 *  take long, and says nothing about them. */
void hiding_preprocess(Plan *plan, const Texts *sources);

/**
 * Flags what hides in files that were handed in.
 * @param chapter whose they are
 * @param submission where they are
 * @param sources their names
 * @param read the preprocessor has gone through them
 * @param directory where the plan's results are
 * @param into receives the flags
 */
void hiding_flag_sources(const Chapter *chapter, const Submission *submission,
                         const Texts *sources, bool read,
                         const char *directory, Texts *into);

/** Flags names of the sanitizers' in an object that was built without
 *  them. */
void hiding_flag_symbols(const Chapter *chapter, const char *directory,
                         Texts *into);

#endif
