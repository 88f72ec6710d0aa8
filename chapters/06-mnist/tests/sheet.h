/* sheet.h - the row that the chapter prints. */
#ifndef TESTS_06_SHEET_H
#define TESTS_06_SHEET_H

#include "check.h"

/* [region table] */
static const double sheet_z[] = {2.0, 1.0, 0.1};
static const double sheet_p[] = {0.659001, 0.242433, 0.098566};
static const double sheet_loss[] = {0.417030, 1.417030, 2.317030};
/* [end] */

#endif
