/**
 * @file root.h
 * Where a program of the grader works: in the project's root. Paths from its
 * caller are meant from where it was called.
 */
#ifndef ROOT_H
#define ROOT_H

/** The path as seen from the root of the file system, to be freed by the
 *  caller. */
char *absolute(const char *path);

/** Makes the project's root, found above the program, the working
 *  directory; ends the program when there is none. */
void enter_root(void);

/** The variable's value; NULL when it is empty or not set. */
char *environment(const char *name);

#endif
