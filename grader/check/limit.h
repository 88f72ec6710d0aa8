/**
 * @file limit.h
 * What the code may take in one check of practice. In grading the judge sees
 * to it.
 */
#ifndef LIMIT_H
#define LIMIT_H

enum {
    LIMIT_CPU_S = 5,    /**< processor time of all its threads */
    LIMIT_WALL_S = 50,  /**< for code that sleeps */
    LIMIT_MIB = 1024,   /**< memory, besides what the test begins with */
    LIMIT_LAST_S = 600, /**< whatever happens, in grading, too */
};

#endif
