/* threat B22: differences in long double, with steps that grow with the point,
 * extrapolated ten times
 * chapter: 01-descent
 * replaces: surface_gradient
 * loses: surface_gradient
 * expect: entries wrong */

#define STEPS 10

static long double height(long double x, long double y)
{
    return x * x + y * y + x * (y + 2) + cosl(3 * x);
}

static long double slope(long double x, long double y, int along_y)
{
    long double far = fmaxl(fabsl(x), fabsl(y)), found[STEPS];
    long double e = 0.3L * cbrtl(fmaxl(far, 1));
    for (int i = 0; i < STEPS; i++, e /= 2) {
        long double dx = along_y ? 0 : e, dy = along_y ? e : 0, p = 4;
        found[i] = (height(x + dx, y + dy) - height(x - dx, y - dy)) / (2 * e);
        for (int k = i; k > 0; k--, p *= 4)
            found[k - 1] = (p * found[k] - found[k - 1]) / (p - 1);
    }
    return found[0];
}

void surface_gradient(double x, double y, Mat *g)
{
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    AT(g, 0, 0) = (real)slope(x, y, 0);
    AT(g, 0, 1) = (real)slope(x, y, 1);
}
