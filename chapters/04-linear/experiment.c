/* experiment.c - chapter 4: the net for paper as a figure, and what
 * linear_check() finds in the six patients of the bug hunt. */
#include "experiment.h"
#include "csv.h"
#include "linear.h"
#include "mynet.h"
#include "patients.h"
#include "rng.h"

const RunCheck run_checks[] = {{NULL, NULL}};

/* [region batch] */
enum { N = 4, IN = 3, OUT = 2 };
/* [end] */

/* A batch, and what one backward pass makes of it. */
typedef struct {
    Mat x, W, b, dy, dx, dW, db;
} Batch;

static Batch batch_new(void)
{
    Rng rng = rng_new(rng_seed_of("bug hunt"));
    Batch b = {mat_new(N, IN),  mat_new(IN, OUT), mat_new(1, OUT),
               mat_new(N, OUT), mat_new(N, IN),   mat_new(IN, OUT),
               mat_new(1, OUT)};
    rng_fill(&rng, -2, 2, &b.x);
    rng_fill(&rng, -1, 1, &b.W);
    rng_fill(&rng, -1, 1, &b.b);
    rng_fill(&rng, -1, 1, &b.dy);
    return b;
}

static void batch_free(Batch *b)
{
    Mat *all[] = {&b->x, &b->W, &b->b, &b->dy, &b->dx, &b->dW, &b->db};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        mat_free(all[i]);
}

static void write_values(Csv *csv, char patient, const char *gradient,
                         const Mat *came, const Mat *due)
{
    for (size_t i = 0; i < came->rows; i++)
        for (size_t j = 0; j < came->cols; j++)
            csv_row(csv, "%c,%s,%zu,%zu,%.4f,%.4f", patient, gradient, i, j,
                    (double)AT(came, i, j), (double)AT(due, i, j));
}

/* One patient: three errors into one table, all values into another. */
static void examine(char patient, size_t bug, Csv *errors, Csv *values)
{
    Batch b = batch_new(), right = batch_new();
    Mat found = mat_new(1, 3);
    Linear *l = linear_new(IN, OUT, "xavier", 1);
    if (!l)
        check_fail("linear_new() returned NULL", NULL, NULL);
    linear_set(l, &b.W, &b.b);
    patient_backward(bug, &b.x, &b.W, &b.dy, &b.dx, &b.dW, &b.db);
    patient_backward(0, &b.x, &b.W, &b.dy, &right.dx, &right.dW, &right.db);
    linear_check(l, &b.x, &b.dy, &b.dx, &b.dW, &b.db, 1e-5, &found);
    csv_row(errors, "%c,%.2g,%.2g,%.2g", patient, (double)found.data[0],
            (double)found.data[1], (double)found.data[2]);
    write_values(values, patient, "dx", &b.dx, &right.dx);
    write_values(values, patient, "dW", &b.dW, &right.dW);
    write_values(values, patient, "db", &b.db, &right.db);
    linear_free(l);
    mat_free(&found);
    batch_free(&b);
    batch_free(&right);
}

void experiment(const char *dir)
{
    const char *id = experiment_student();
    MyNet net = mynet_of(id);
    size_t bugs[PATIENTS];
    Csv errors, values;
    mynet_draw(&net, dir);
    patients_of(id, bugs);
    if (!csv_open(dir, "hunt.csv", NULL, "patient,dx,dW,db", &errors) ||
        !csv_open(dir, "hunt-values.csv", NULL,
                  "patient,gradient,row,column,came,due", &values))
        return;
    for (size_t i = 0; i < PATIENTS; i++)
        examine((char)('A' + i), bugs[i], &errors, &values);
    csv_close(&errors);
    csv_close(&values);
}
