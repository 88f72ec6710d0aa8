/* threat B22: finite differences in place of the fused gradient
 * chapter: 06-mnist
 * replaces: class_grad
 * loses: class_grad
 * expect: entries wrong|did not finish */
#include <string.h>

void class_grad(const Mat *z, const Mat *t, Mat *dz)
{
    const double e = 6e-6;
    if (!mat_same("class_grad", z, t) || !mat_same("class_grad", z, dz))
        return;
    Mat kept = mat_copy(z); /* which may be written over */
    for (size_t i = 0; i < z->rows; i++)
        for (size_t c = 0; c < z->cols; c++) {
            Mat row = mat_new(1, z->cols);
            const Mat label = {1, z->cols, &AT(t, i, 0)};
            memcpy(row.data, &AT(&kept, i, 0), z->cols * sizeof(real));
            row.data[c] += (real)e;
            double up = class_loss(&row, &label);
            row.data[c] -= (real)(2 * e);
            double down = class_loss(&row, &label);
            AT(dz, i, c) = (real)((up - down) / (2 * e) / (double)z->rows);
            mat_free(&row);
        }
    mat_free(&kept);
}
