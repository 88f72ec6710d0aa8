/**
 * @file gradescope.h
 * What a Gradescope export tells of its submissions: submission_metadata.yml.
 */
#ifndef CLASS_GRADESCOPE_H
#define CLASS_GRADESCOPE_H

#include "class.h"

#define GRADESCOPE_FILE "submission_metadata.yml"

/** Reads the file and completes the entries, whose `raw` is the folder's
 *  name: who handed in, and when. Ends the program when it is malformed. */
void gradescope_read(const char *directory, Class *class);

#endif
