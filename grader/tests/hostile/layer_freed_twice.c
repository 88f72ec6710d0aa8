/* threat own: a layer is freed twice
 * chapter: 04-linear
 * replaces: linear_free
 * loses: linear_new
 * expect: heap is damaged|crashed */

void linear_free(Linear *l)
{
    honest_linear_free(l);
    honest_linear_free(l);
}
