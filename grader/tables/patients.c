/* patients.c - makes what chapter 4 hands out in place of broken backward
 * passes: their numbers (patients.inc), and for the check the digests of
 * which has which bug (bug_hunt.inc). Students get neither this file nor what it
 * knows.
 *
 *   patients numbers | digests */
#include "patients.h"

#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The bug of each row of the table. */
static const size_t bug_of[PATIENT_ROWS] = {6, 5, 7, 8, 4, 2, 3, 1};

static const char salt[] = "3f6a09c2b8d14e75";

static void right(const Patient *p, Mat *dx, Mat *dW, Mat *db)
{
    mat_mul_nt(&p->dy, &p->W, dx);
    mat_mul_tn(&p->x, &p->dy, dW);
    mat_column_sums(&p->dy, db);
}

static void times(double factor, Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] *= (real)factor;
}

/* The transpose of m, written into m's shape row by row. */
static void scramble(Mat *m)
{
    Mat old = mat_copy(m);
    for (size_t i = 0; i < m->rows; i++)
        for (size_t j = 0; j < m->cols; j++)
            m->data[j * m->rows + i] = AT(&old, i, j);
    mat_free(&old);
}

static void last_row(const Mat *dy, Mat *db)
{
    for (size_t j = 0; j < dy->cols; j++)
        db->data[j] = AT(dy, dy->rows - 1, j);
}

static void without_dy(const Mat *x, Mat *dW)
{
    Mat sums = mat_new(1, x->cols);
    mat_column_sums(x, &sums);
    for (size_t i = 0; i < mat_size(dW); i++)
        dW->data[i] = sums.data[i / dW->cols];
    mat_free(&sums);
}

static void after_a_step(Patient *p)
{
    Mat moved = mat_copy(&p->W);
    mat_add_scaled(-0.1, &p->dW, &moved);
    mat_mul_nt(&p->dy, &moved, &p->dx);
    mat_free(&moved);
}

/* The backward pass with a bug; with bug 0 the right one. */
static void pass(size_t bug, Patient *p)
{
    right(p, &p->dx, &p->dW, &p->db);
    switch (bug) {
    case 1:
        times(1.0 / PATIENT_N, &p->dW);
        break;
    case 2:
        last_row(&p->dy, &p->db);
        break;
    case 3:
        times(-1, &p->dx);
        break;
    case 4:
        scramble(&p->dW);
        break;
    case 5:
        after_a_step(p);
        break;
    case 6:
        times(1.0 / PATIENT_N, &p->db);
        break;
    case 7:
        without_dy(&p->x, &p->dW);
        break;
    case 8:
        mat_fill(&p->db, PATIENT_N);
        break;
    }
}

/* Three decimals, so that ten show every gradient whole. */
static Mat drawn(Rng *rng, size_t rows, size_t cols, double most)
{
    Mat m = mat_new(rows, cols);
    rng_fill(rng, -most, most, &m);
    for (size_t i = 0; i < mat_size(&m); i++)
        m.data[i] = (real)(round(m.data[i] * 1000) / 1000);
    return m;
}

static Patient fresh(void)
{
    Rng rng = rng_new(rng_seed_of("bug hunt"));
    return (Patient){.x = drawn(&rng, PATIENT_N, PATIENT_IN, 2),
                     .W = drawn(&rng, PATIENT_IN, PATIENT_OUT, 1),
                     .dy = drawn(&rng, PATIENT_N, PATIENT_OUT, 1),
                     .dx = mat_new(PATIENT_N, PATIENT_IN),
                     .dW = mat_new(PATIENT_IN, PATIENT_OUT),
                     .db = mat_new(1, PATIENT_OUT)};
}

static void print_numbers(const Mat *m)
{
    putchar('{');
    for (size_t i = 0; i < mat_size(m); i++)
        printf("%s%.10g", i ? ", " : "", (double)m->data[i]);
    putchar('}');
}

static void print_batch(const char *name, const Mat *m)
{
    printf("static const double batch_%s[] =\n    ", name);
    print_numbers(m);
    puts(";");
}

static void print_pass(const Patient *p)
{
    const Mat *all[] = {&p->dx, &p->dW, &p->db};
    for (size_t i = 0; i < 3; i++) {
        printf("%s", i ? ",\n     " : "    {");
        print_numbers(all[i]);
    }
    puts("},");
}

static void print_all(void)
{
    Patient p = fresh();
    print_batch("x", &p.x);
    print_batch("W", &p.W);
    print_batch("dy", &p.dy);
    puts(
        "\n/* dx, dW and db, in the order of the table; the last row is what "
        "is due. */\nstatic const Pass passes[PATIENT_ROWS + 1] = {");
    for (size_t row = 0; row <= PATIENT_ROWS; row++) {
        pass(row == PATIENT_HEALTHY ? 0 : bug_of[row], &p);
        print_pass(&p);
    }
    puts("};");
    patient_free(&p);
}

static void print_digests(void)
{
    printf("static const char hunt_salt[] = \"%s\";\n"
           "static const uint64_t hunt_digests[PATIENT_ROWS] = {\n",
           salt);
    for (size_t row = 0; row < PATIENT_ROWS; row++)
        printf("    0x%016llx,\n",
               (unsigned long long)patient_digest(salt, row, bug_of[row]));
    puts("};");
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    bool digests = strcmp(argv[1], "digests") == 0;
    printf("/* %s.inc - made by `make tables`. */\n",
           digests ? "bug_hunt" : "patients");
    if (digests)
        print_digests();
    else
        print_all();
    return 0;
}
