/* patients.c - the numbers of the bug hunt, and who gets which. */
#include "patients.h"

#include "rng.h"

#include <stdio.h>

/* What one backward pass made of the batch. */
typedef struct {
    double dx[PATIENT_N * PATIENT_IN], dW[PATIENT_IN * PATIENT_OUT],
        db[PATIENT_OUT];
} Pass;

#include "patients.inc"

Patient patient_new(size_t row)
{
    return (Patient){.x = mat_of(PATIENT_N, PATIENT_IN, batch_x),
                     .W = mat_of(PATIENT_IN, PATIENT_OUT, batch_W),
                     .dy = mat_of(PATIENT_N, PATIENT_OUT, batch_dy),
                     .dx = mat_of(PATIENT_N, PATIENT_IN, passes[row].dx),
                     .dW = mat_of(PATIENT_IN, PATIENT_OUT, passes[row].dW),
                     .db = mat_of(1, PATIENT_OUT, passes[row].db)};
}

void patient_free(Patient *p)
{
    Mat *all[] = {&p->x, &p->W, &p->dy, &p->dx, &p->dW, &p->db};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mat_free(all[i]);
}

void patients_of(const char *id, size_t rows[PATIENTS])
{
    char text[300];
    size_t order[PATIENT_ROWS];
    snprintf(text, sizeof text, "patients:%s", id);
    Rng rng = rng_new(rng_seed_of(text));
    for (size_t i = 0; i < PATIENT_ROWS; i++)
        order[i] = i;
    rng_shuffle(&rng, order, PATIENT_ROWS);
    for (size_t i = 0; i < PATIENTS; i++)
        rows[i] = order[i];
}

uint64_t patient_digest(const char *salt, size_t row, size_t bug)
{
    char text[300];
    snprintf(text, sizeof text, "%s:%zu:%zu", salt, row, bug);
    Rng rng = rng_new(rng_seed_of(text));
    return rng_next(&rng);
}
