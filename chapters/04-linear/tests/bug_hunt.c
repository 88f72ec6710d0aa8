/* Checks of bug_hunt. */
#include "check.h"
#include "patients.h"
#include "student.h"

#include "bug_hunt.inc"

#include <stdio.h>

static bool is_diagnosis(size_t row, double bug)
{
    return bug >= 1 && bug <= PATIENT_BUGS && bug == floor(bug) &&
           patient_digest(hunt_salt, row, (size_t)bug) == hunt_digests[row];
}

Test(bug_hunt, names_every_bug)
{
    static const char *letters[] = {"A", "B", "C", "D", "E", "F"};
    size_t rows[PATIENTS], wrong = 0;
    patients_of(student(), rows);
    char message[80];
    for (size_t i = 0; i < PATIENTS; i++)
        wrong += !is_diagnosis(rows[i], check_answer("bug_hunt", letters[i]));
    snprintf(message, sizeof message, "%zu of %d bugs are named wrongly",
             wrong, PATIENTS);
    check_that(wrong == 0, message, "which ones is for you to find");
}
