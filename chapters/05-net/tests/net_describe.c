/* Checks of net_describe. */
#include "case.h"
#include "check.h"
#include "evaluate.h"
#include "net.h"

#include <stdio.h>
#include <string.h>

/* Both numbers of each linear layer, the other way round. */
static void exchanged(const char *plan, char *text, size_t size)
{
    size_t in, out, used = 0;
    for (*text = '\0'; *plan && used < size; plan += strcspn(plan, "\n") + 1)
        used += (size_t)(sscanf(plan, "linear %zu %zu", &in, &out) == 2
                             ? snprintf(text + used, size - used,
                                        "linear %zu %zu\n", out, in)
                             : snprintf(text + used, size - used, "%.*s\n",
                                        (int)strcspn(plan, "\n"), plan));
}

static const char *description_cause(const char *text, const char *due)
{
    char other[1000];
    exchanged(due, other, sizeof other);
    return strcmp(text, other) == 0
               ? "the sizes are exchanged: inputs come first"
               : NULL;
}

static void described(const char *plan, const char *due)
{
    char text[1000], details[600];
    Net *net = net_of(plan);
    memset(text, 'x', sizeof text);
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    snprintf(details, sizeof details, "the description reads \"%.200s\"",
             text);
    for (char *c = details; *c; c++)
        *c = *c == '\n' ? '|' : *c;
    if (strcmp(text, due) != 0)
        check_fail(
            "the description is not the one that the contract asks for",
            description_cause(text, due), details);
    net_free(net);
}

Test(net_describe, writes_a_line_for_each_layer)
{
    char plan[200];
    size_t a = check_size(2, 30), b = check_size(31, 60);
    snprintf(plan, sizeof plan,
             "linear %zu %zu\nrelu\nlinear %zu %zu\nsigmoid\n", a, b, b, a);
    described(plan, plan);
    described("sigmoid\nrelu\n", "sigmoid\nrelu\n");
    described("", "");
    described("linear 1 12345\nrelu\nlinear 12345 2\n",
              "linear 1 12345\nrelu\nlinear 12345 2\n");
    Net *none = net_new();
    char text[] = "xx";
    net_describe(none, text, 1);
    check_that(text[0] == '\0' && text[1] == 'x',
               "where there is room for a zero only, a net without layers is "
               "not described by one",
               "the room holds %d, %d is behind it", text[0], text[1]);
    net_free(none);
}

Test(net_describe, describes_the_longest_net)
{
    char plan[1000] = "";
    size_t used = 0, in = check_size(101, 200), out = check_size(201, 300);
    for (size_t i = 0; i < NET_MOST; i++)
        used += (size_t)snprintf(plan + used, sizeof plan - used,
                                 i % 3 == 2 ? "%s" : "%s %zu %zu\n",
                                 i % 3 == 2 ? "sigmoid\n" : "linear",
                                 i % 3 ? out : in, i % 3 ? in : out);
    described(plan, plan);
}

Test(net_describe, keeps_within_the_room_it_is_given)
{
    const char *due = "linear 6 7\nrelu\nlinear 7 4\nsigmoid\nlinear 4 3\n";
    Net *net = net_of(mixed);
    char text[80];
    for (size_t room = 0; room < strlen(due) + 3; room++) {
        memset(text, 'x', sizeof text);
        net_describe(net, text, room);
        size_t keep = room == 0                ? 0
                      : room - 1 < strlen(due) ? room - 1
                                               : strlen(due);
        check_that(room == 0 ||
                       (text[keep] == '\0' && strncmp(text, due, keep) == 0),
                   "the text is not cut off at the end of the room",
                   "room %zu", room);
        for (size_t i = room; i < sizeof text; i++)
            check_that(text[i] == 'x', "the text is longer than the room",
                       "room %zu, byte %zu is written", room, i);
    }
    net_free(net);
}
