/**
 * @file finish.h
 * What a class run leaves for people, once all are graded: OUT/grades.csv,
 * the rest of class.json, a summary in words, and what the programs in
 * grader/class/finish/ make of the records.
 */
#ifndef FINISH_H
#define FINISH_H

#include "settings.h"

/** Does it; records are read one after the other.
 *  @return 0, or GRADER_FAULT when something could not be made */
int finish_class(const Settings *settings);

#endif
