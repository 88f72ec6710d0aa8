/* given.c - optimisers and settings: making them, and what is inside. */
#include "cifar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *room_for(size_t size)
{
    void *room = calloc(1, size);
    if (!room)
        abort();
    return room;
}

Optimiser *optimiser_new(const char *kind, Net *net)
{
    bool adam = strcmp(kind, "adam") == 0;
    if (!adam && strcmp(kind, "sgd") != 0)
        return NULL;
    Optimiser *o = room_for(sizeof *o);
    Param params[2 * NET_MOST];
    o->adam = adam;
    o->count = net_params(net, params);
    for (size_t i = 0; i < o->count && adam; i++) {
        const Mat *value = params[i].value;
        o->m[i] = mat_new(value->rows, value->cols);
        o->v[i] = mat_new(value->rows, value->cols);
    }
    return o;
}

void optimiser_free(Optimiser *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < o->count; i++) {
        mat_free(&o->m[i]);
        mat_free(&o->v[i]);
    }
    free(o);
}

void optimiser_step(Optimiser *o, Net *net, double rate)
{
    if (o->adam)
        adam_step(o, net, rate);
    else
        sgd_step(net, rate);
}

size_t optimiser_steps(const Optimiser *o)
{
    return o->steps;
}

void optimiser_get(const Optimiser *o, size_t i, Mat *m, Mat *v)
{
    if (i >= o->count || !o->adam)
        return;
    mat_assign(&o->m[i], m);
    mat_assign(&o->v[i], v);
}

void optimiser_set(Optimiser *o, size_t steps, size_t i, const Mat *m,
                   const Mat *v)
{
    o->steps = steps;
    if (i >= o->count || !o->adam)
        return;
    mat_assign(m, &o->m[i]);
    mat_assign(v, &o->v[i]);
}

Settings *settings_new(void)
{
    return room_for(sizeof(Settings));
}

void settings_free(Settings *s)
{
    free(s);
}

void settings_put(Settings *s, const char *name, double value)
{
    if (strcmp(name, "rate") == 0)
        s->rate = value;
    else if (strcmp(name, "l2") == 0)
        s->l2 = value;
    else if (strcmp(name, "decay") == 0)
        s->decay = value;
    else if (strcmp(name, "decoupled") == 0)
        s->decoupled = value > 0;
    else if (strcmp(name, "batch") == 0)
        s->batch = (size_t)value;
    else if (strcmp(name, "epochs") == 0)
        s->epochs = (size_t)value;
}

double settings_get(const Settings *s, const char *name)
{
    return strcmp(name, "rate") == 0        ? s->rate
           : strcmp(name, "l2") == 0        ? s->l2
           : strcmp(name, "decay") == 0     ? s->decay
           : strcmp(name, "decoupled") == 0 ? s->decoupled
           : strcmp(name, "batch") == 0     ? (double)s->batch
           : strcmp(name, "epochs") == 0    ? (double)s->epochs
                                            : NAN;
}

void settings_put_text(Settings *s, const char *name, const char *text)
{
    char *to = strcmp(name, "layers") == 0      ? s->layers
               : strcmp(name, "optimiser") == 0 ? s->optimiser
                                                : NULL;
    if (to)
        snprintf(to, SETTINGS_TEXT, "%s", text);
}

void settings_get_text(const Settings *s, const char *name, char *text,
                       size_t size)
{
    const char *from = strcmp(name, "layers") == 0      ? s->layers
                       : strcmp(name, "optimiser") == 0 ? s->optimiser
                                                        : "";
    snprintf(text, size, "%.*s", SETTINGS_TEXT - 1, from);
}

void settings_plan(const Settings *s, char *plan, size_t size)
{
    size_t used = 0, before = 0;
    const char *at = s->layers;
    for (bool more = true; more;) {
        char *end;
        size_t width = *at >= '1' && *at <= '9' ? strtoul(at, &end, 10) : 0;
        more = width > 0 && *end == '-';
        if (width == 0 || (!more && *end != '\0') || (!more && !before))
            used = size; /* not understood */
        else if (before)
            used += (size_t)snprintf(plan + used, size - used,
                                     "linear %zu %zu\n%s", before, width,
                                     more ? "relu\n" : "");
        if (used >= size)
            break;
        before = width;
        at = end + 1;
    }
    if (used >= size && size > 0)
        *plan = '\0';
}
