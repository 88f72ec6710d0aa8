/* threat own: a layer is written after it was freed
 * chapter: 04-linear
 * replaces: linear_free
 * loses: none
 * tells: linear_new linear_forward
 * expect: use-after-free|heap is damaged|SEGV|crashed */

void linear_free(Linear *l)
{
    if (!l)
        return;
    real *weights = l->W.data;
    honest_linear_free(l);
    if (weights)
        *(volatile real *)weights = 1;
}
