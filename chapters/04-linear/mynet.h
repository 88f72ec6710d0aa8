/**
 * @file mynet.h
 * @ingroup ch04
 * A net small enough for paper: 3 inputs, 2 hidden units, 2 outputs, all
 * sigmoids. Every student has weights of their own.
 */
#ifndef MYNET_H
#define MYNET_H

#include <stddef.h>

/** @addtogroup ch04
 * @{ */

/** The net, its sample, its target and the learning rate. */
typedef struct {
    double x[3], t[2], rate;
    double w1[3][2]; /**< w1[j][k] leads from input j to hidden unit k */
    double b1[2];
    double w2[2][2]; /**< w2[k][m] leads from hidden unit k to output m */
    double b2[2];
} MyNet;

/**
 * The net of a student: weights from -0.9 to 0.9 in steps of 0.1, none 0,
 * drawn from the generator seeded by rng_seed_of("by_hand:" + id).
 * @param id the first id in student.txt, trimmed, in lower case
 * @return the net
 */
MyNet mynet_of(const char *id);

/** Writes two tables that mynet.gp draws: nodes.csv and edges.csv.
 * @param net the net
 * @param dir where to
 */
void mynet_draw(const MyNet *net, const char *dir);

/** @} */

#endif
