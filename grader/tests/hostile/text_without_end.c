/* threat own: fills a text to its last byte
 * chapter: 05-net
 * replaces: net_describe
 * loses: net_describe
 * expect: without an end */

void net_describe(const Net *net, char *text, size_t size)
{
    (void)net;
    for (size_t i = 0; i < size; i++)
        text[i] = '9';
}
