/* threat own: frees a net that belongs to the caller
 * chapter: 05-net
 * replaces: net_step
 * loses: net_step
 * expect: W of layer|heap is damaged|crashed */

void net_step(Net *net, double rate)
{
    honest_net_step(net, rate);
    net_free(net);
}
