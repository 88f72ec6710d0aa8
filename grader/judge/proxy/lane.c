/* lane.c - starts a worker, ends it, and finds out why it failed. */
#include "lane.h"

#include "box/usage.h"
#include "verdict.h"

enum { TEXT_ROOM = 65536 };

Patience lane_patience(void)
{
    return link_patience(check_call_ms, USAGE_WALL * (int64_t)check_call_ms);
}

LinkEnd lane_start(Link *link, const char *name, const char *socket,
                   const char *library, WireHello *hello)
{
    Patience patience = lane_patience();
    return link_start(link, name, socket, library, &patience, hello);
}

Explanation lane_why(Link *link, const Call *call, LinkEnd end)
{
    static char text[TEXT_ROOM];
    const char *names[WIRE_ARGS];
    bool died = end == LINK_DIED;
    size_t memory_mib = link->memory_mib;
    LinkDeath death =
        link_end(link, died ? LANE_LAST_WORDS_MS : 0, text, sizeof text);
    for (int i = 0; call && i < call->count; i++)
        names[i] = call->args[i].name;
    Failed failed = {.function = call ? call->blamed : NULL,
                     .over = call && call->over,
                     .args = names,
                     .arg_count = call ? call->count : 0,
                     .lacks = call && marshal_lacks(call),
                     .end = end,
                     .death = death,
                     .text = text,
                     .source = proxy_source,
                     .limit_ms = check_call_ms,
                     .cpu_s = link_cpu_s(),
                     .memory_mib = memory_mib};
    return explain(&failed);
}

void lane_end(Link *link)
{
    static char text[TEXT_ROOM];
    if (link->up)
        link_end(link, 0, text, sizeof text);
}
