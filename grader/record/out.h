/**
 * @file out.h
 * The directory of results, OUT. Everything is written below OUT/.new first
 * and put in its place at the end, the record last: a record that is there
 * is whole, and so is what belongs to it.
 *
 *     result.json          the record
 *     feedback.md          for the student
 *     verdicts.json        for a class run that merges marks later
 *     plots/CHAPTER/NAME.csv  what the submission's runs wrote
 *     answers/CHAPTER.md   answers that were handed in, with their pictures
 *     answers/CHAPTER/NAME.png (.jpg)
 *     sources/CHAPTER/NAME.c  C files that were handed in
 *     answers/report.pdf   the report that was handed in
 */
#ifndef OUT_H
#define OUT_H

#include "intake/submission.h"

/** Makes the directory, locks it against another grader, and clears
 *  OUT/.new; ends the program when that is impossible. */
void out_open(const char *path);

/** The directory for the tables of the runs. */
const char *out_plots(void);

/** Copies the answers, pictures and C files that were handed in. */
void out_handed(const Submission *submission);

/** Puts everything in its place.
 *  @param record text of result.json
 *  @param feedback text of feedback.md
 *  @param verdicts text of verdicts.json, or NULL */
void out_commit(const char *record, const char *feedback,
                const char *verdicts);

/** Replaces the record and the feedback, and nothing else. */
void out_commit_marks(const char *record, const char *feedback);

#endif
