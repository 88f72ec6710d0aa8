/**
 * @file chapter.h
 * Judges the code of one chapter.
 */
#ifndef CHAPTER_H
#define CHAPTER_H

#include "judging.h"

/**
 * Compiles the chapter's code, runs its checks and, when training is asked
 * for, its experiments.
 * @return {"exercises": [...], "flags": [...], "warnings": [...], "data":
 * [...], "fault":
 *   "..."}: the verdicts on the exercises of kinds code and run; fault is ""
 *   or the grader's own
 */
json_t *chapter_judge(const Grading *grading, const Chapter *chapter);

#endif
