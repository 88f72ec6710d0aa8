/* threat E61: markup and escapes in a text that is handed back
 * chapter: 05-net
 * replaces: net_describe
 * loses: net_describe
 * expect: text|wrong|describ */

void net_describe(const Net *net, char *text, size_t size)
{
    (void)net;
    snprintf(text, size,
             "<script>\n\033[2J\xff\xfe\\input{/etc/passwd}%%n%%s");
}
