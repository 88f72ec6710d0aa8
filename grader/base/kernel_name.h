/**
 * @file kernel_name.h
 * Which of the ground's product kernels a grading runs on: results are the
 * same to the last bit for one kernel only, so the record names it.
 */
#ifndef KERNEL_NAME_H
#define KERNEL_NAME_H

/** The kernel's name, to be freed by the caller. Ends the program when
 *  KERNEL= asks for one that this processor does not have. */
char *kernel_name(void);

#endif
