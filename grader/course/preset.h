/**
 * @file preset.h
 * A course preset while it is read: what course.c and sound.c share.
 */
#ifndef PRESET_H
#define PRESET_H

#include "course.h"

/** A preset while it is read. */
typedef struct {
    Course course;
    Catalogue *catalogue;
    Texts seen; /**< "section/key": keys that may stand only once */
    char *why;  /**< what is wrong with it */
} Reading;

/** Notes what is wrong; the first word counts. @return false */
__attribute__((format(printf, 2, 3))) bool object(Reading *reading,
                                                  const char *text, ...);

/** Does the whole hold together: its times, its names, its chapters? Else
 *  object() is told. */
bool preset_sound(Reading *reading);

#endif
