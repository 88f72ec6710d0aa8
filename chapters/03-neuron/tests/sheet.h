/* sheet.h - the samples and the neurons that the chapter prints. */
#ifndef TESTS_03_SHEET_H
#define TESTS_03_SHEET_H

#include "check.h"

/* [region table] */
static const double sheet_y[] = {1, 0, 1, 0, 0};
static const double sheet_p[] = {.676255, .39111, .332814, .598309, .186734};
static const double sheet_loss[] = {.391186, .496117, 1.100172, .912072,
                                    .206697};
static const double sheet_dp[] = {-1.478733, 1.642332, -3.004682, 2.489474,
                                  1.22961};
/* [end] */

/* [region neurons] */
static const double sheet_w[] = {-1.423825, 1.263728, -.870662, -.259173,
                                 -.075343};
static const double sheet_b = -.740885;
static const double sheet_x[2][5] = {
    {.598309, .186734, .672756, .941803, .248246},
    {.227336, .316758, .797365, .676255, .39111}};
static const double sheet_neuron_loss[] = {2.309880, 1.753416};
static const double sheet_dx[2][5] = {
    {1.282477, -1.138274, .784228, .233444, .067864},
    {1.177245, -1.044874, .719879, .214289, .062295}};
/* [end] */

#endif
