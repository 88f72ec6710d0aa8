/* threat own: hands out a layer that it has freed
 * chapter: 04-linear
 * replaces: linear_new
 * loses: linear_new
 * expect: wrong|crashed|heap */

Linear *linear_new(size_t in, size_t out, const char *rule, uint64_t seed)
{
    Linear *l = honest_linear_new(in, out, rule, seed);
    linear_free(l);
    return l;
}
