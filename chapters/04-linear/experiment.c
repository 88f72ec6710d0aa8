/* experiment.c - chapter 4: the net for paper as a figure, and what
 * linear_check() finds in the six patients of the bug hunt. */
#include "experiment.h"
#include "csv.h"
#include "linear.h"
#include "mynet.h"
#include "patients.h"

const RunCheck run_checks[] = {{NULL, NULL}};

static void write_values(Csv *csv, char patient, const char *gradient,
                         const Mat *came, const Mat *due)
{
    for (size_t i = 0; i < came->rows; i++)
        for (size_t j = 0; j < came->cols; j++)
            csv_row(csv, "%c,%s,%zu,%zu,%.4f,%.4f", patient, gradient, i, j,
                    (double)AT(came, i, j), (double)AT(due, i, j));
}

/* The errors that the checker finds in a patient's gradients. */
static Mat errors_of(const Patient *p)
{
    Mat found = mat_new(1, 3), b = mat_new(1, PATIENT_OUT);
    Linear *l = linear_new(PATIENT_IN, PATIENT_OUT, "xavier", 1);
    if (!l)
        check_fail("linear_new() returned NULL", NULL, NULL);
    linear_set(l, &p->W, &b);
    linear_check(l, &p->x, &p->dy, &p->dx, &p->dW, &p->db, 1e-5, &found);
    linear_free(l);
    mat_free(&b);
    return found;
}

/* One patient: three errors into one table, all values into another. */
static void examine(char patient, size_t row, Csv *errors, Csv *values)
{
    Patient p = patient_new(row), due = patient_new(PATIENT_HEALTHY);
    Mat found = errors_of(&p);
    csv_row(errors, "%c,%.2g,%.2g,%.2g", patient, (double)found.data[0],
            (double)found.data[1], (double)found.data[2]);
    write_values(values, patient, "dx", &p.dx, &due.dx);
    write_values(values, patient, "dW", &p.dW, &due.dW);
    write_values(values, patient, "db", &p.db, &due.db);
    mat_free(&found);
    patient_free(&p);
    patient_free(&due);
}

void experiment(const char *dir)
{
    const char *id = experiment_student();
    MyNet net = mynet_of(id);
    size_t rows[PATIENTS];
    Csv errors, values;
    mynet_draw(&net, dir);
    patients_of(id, rows);
    if (!csv_open(dir, "hunt.csv", NULL, "patient,dx,dW,db", &errors) ||
        !csv_open(dir, "hunt-values.csv", NULL,
                  "patient,gradient,row,column,came,due", &values))
        return;
    for (size_t i = 0; i < PATIENTS; i++)
        examine((char)('A' + i), rows[i], &errors, &values);
    csv_close(&errors);
    csv_close(&values);
}
