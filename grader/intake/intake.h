/**
 * @file intake.h
 * Takes a submission in: a directory or an archive.
 */
#ifndef INTAKE_H
#define INTAKE_H

#include "submission.h"

/**
 * Takes in what lies at `path`; ends the program with one line when it
 * cannot be read or holds no file that is graded.
 * @param path a directory, .zip, .tar, .tar.gz, .tar.bz2 or .tar.xz
 * @param name under which it is recorded; NULL: the path's last part
 * @param catalogue the names to take
 */
Submission intake(const char *path, const char *name,
                  const Catalogue *catalogue);

#endif
