/* threat B22: central differences in place of both slopes
 * chapter: 01-descent
 * replaces: surface_gradient
 * loses: surface_gradient
 * expect: entries wrong */

void surface_gradient(double x, double y, Mat *g)
{
    const double e = 6e-6;
    if (!mat_shape("surface_gradient", g, 1, 2))
        return;
    AT(g, 0, 0) = (surface(x + e, y) - surface(x - e, y)) / (2 * e);
    AT(g, 0, 1) = (surface(x, y + e) - surface(x, y - e)) / (2 * e);
}
