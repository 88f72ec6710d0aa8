/**
 * @file box_files.h
 * The directory of a box: files copied in, results copied out. Only box.c
 * needs it.
 */
#ifndef BOX_FILES_H
#define BOX_FILES_H

#include "box.h"

enum { BOX_TOP = 32, BOX_PATH = 4096 };

/**
 * Makes a directory with `in`, `out` and `tmp`, which nobody else can read:
 * its owner is whoever confine_drop_root() turns to.
 * @param top receives its path
 * @param own_user receives whether that user can be had here
 * @return false, with errno, when it cannot be made
 */
bool box_top(char top[BOX_TOP], bool *own_user);

/** Copies `files`, and what directories among them hold, below `top`/in.
 *  @return false, with errno, when one cannot be copied */
bool box_copy_in(const char *top, const BoxFile *files);

/** Copies the results of a command that has ended. @return how many */
size_t box_copy_out(const char *top, const Box *box);

#endif
