/* training.c - runs watched from outside. */
#include "training.h"

#include "experiment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_MOST = 6 * NET_MOST };

static void *room(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory) {
        fprintf(stderr, "no memory for %zu x %zu bytes\n", count, size);
        exit(EXIT_FAILURE);
    }
    return memory;
}

/* Disguise */

Mask mask_new(const Data *data, size_t classes, uint64_t run)
{
    size_t plane = data->features / data->channels;
    Disguise pixels = disguise_new(plane, run);
    Disguise names = disguise_new(classes, run + 1);
    Mask mask = {
        .features = {data->features, room(data->features, sizeof(size_t))},
        .classes = classes};
    for (size_t i = 0; i < data->features; i++)
        mask.features.from[i] = i / plane * plane + pixels.from[i % plane];
    for (size_t c = 0; c < 256; c++)
        mask.names[c] = (uint8_t)(c < classes ? names.from[c] : c);
    disguise_free(&pixels);
    disguise_free(&names);
    return mask;
}

void mask_free(Mask *mask)
{
    disguise_free(&mask->features);
    *mask = (Mask){0};
}

Data mask_data(const Mask *mask, const Data *plain)
{
    Data hidden = *plain;
    size_t features = plain->features, size = plain->count * features;
    uint8_t *bytes = room(size + plain->count, 1), *labels = bytes + size;
    for (size_t i = 0; i < plain->count; i++) {
        for (size_t j = 0; j < features; j++)
            bytes[i * features + j] =
                plain->bytes[i * features + mask->features.from[j]];
        labels[i] = mask->names[plain->labels[i]];
    }
    hidden.bytes = bytes;
    hidden.labels = labels;
    hidden.owned = bytes;
    return hidden;
}

static void rename_columns(const Mask *mask, const Mat *hidden, Mat *plain)
{
    for (size_t i = 0; i < plain->rows; i++)
        for (size_t c = 0; c < plain->cols; c++)
            AT(plain, i, c) = AT(hidden, i, mask->names[c]);
}

static void model_copy(const Model *from, Model *to)
{
    for (size_t i = 0; i < from->count; i++)
        if (from->layers[i].kind == LAYER_LINEAR) {
            mat_assign(&from->layers[i].W, &to->layers[i].W);
            mat_assign(&from->layers[i].b, &to->layers[i].b);
        }
}

void mask_undo(const Mask *mask, const Model *hidden, Model *plain)
{
    size_t first = hidden->count, last = 0;
    for (size_t i = hidden->count; i-- > 0;)
        if (hidden->layers[i].kind == LAYER_LINEAR) {
            last = first == hidden->count ? i : last;
            first = i;
        }
    model_copy(hidden, plain);
    Mat W = mat_copy(&hidden->layers[first].W);
    disguise_undo(&mask->features, &W, &plain->layers[first].W);
    mat_free(&W);
    if (mask->classes != hidden->layers[last].W.cols)
        return;
    W = mat_copy(&plain->layers[last].W);
    rename_columns(mask, &W, &plain->layers[last].W);
    rename_columns(mask, &hidden->layers[last].b, &plain->layers[last].b);
    mat_free(&W);
}

/* Training */

static Net *make_net(const Training *t)
{
    char text[2000];
    Net *net = t->make(t->context);
    if (!net)
        check_fail("there is no net to train", NULL, NULL);
    net_describe(net, text, sizeof text);
    text[sizeof text - 1] = '\0';
    if (strcmp(text, t->plan) != 0)
        check_fail("the net to train has not the layers that were asked for",
                   NULL, NULL);
    return net;
}

/* How many matrices a run's state has, and which. */
static size_t list_state(const Training *t, Model *hidden,
                         Mat *mats[STATE_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < hidden->count; i++)
        if (hidden->layers[i].kind == LAYER_LINEAR) {
            mats[count++] = &hidden->layers[i].W;
            mats[count++] = &hidden->layers[i].b;
        }
    for (size_t i = 0; i < t->extra_count && count < STATE_MOST; i++)
        mats[count++] = t->extra[i];
    return count;
}

/* What the parameters are worth on the plain samples. */
static FitRow look(const Training *t, Outcome *o, double said, bool brief)
{
    FitRow row = {.said = said, .train = {NAN, NAN}};
    mask_undo(&o->mask, &o->hidden, &o->plain);
    if (!brief)
        row.train = model_score(&o->plain, t->train, t->scale, NULL);
    row.test = model_score(&o->plain, t->test, t->scale, NULL);
    return row;
}

/* The epochs that are left; returns how many have ended well in all. */
static size_t run_epochs(const Training *t, const Resume *state, Net *net,
                         Outcome *o, size_t done)
{
    Data hidden = mask_data(&o->mask, t->train);
    Samples *samples = samples_of(&hidden, t->scale);
    data_free(&hidden);
    while (done < t->epochs) {
        double said = t->epoch(net, samples, done, t->context);
        model_take(net, &o->hidden);
        if (!model_finite(&o->hidden))
            break;
        bool last = ++done == t->epochs;
        o->rows[done] = look(t, o, said, t->brief && !last);
        if (t->take)
            t->take(t->context);
        resume_save(state, done);
        if (t->watch)
            t->watch(&o->rows[done], t->context);
    }
    samples_free(samples);
    return done;
}

Outcome training_run(const Training *t)
{
    Outcome o = {.epochs = t->epochs,
                 .rows = room(t->epochs + 1, sizeof *o.rows),
                 .mask = mask_new(t->train, t->train->classes, t->seed)};
    Mat *mats[STATE_MOST];
    if (!model_new(t->plan, &o.hidden) || !model_new(t->plan, &o.plain))
        check_fail("\x1ethe plan of a run is not understood", NULL, NULL);
    Net *net = make_net(t);
    model_take(net, &o.hidden);
    o.rows[0] = look(t, &o, NAN, t->brief);
    Resume state = {.dir = t->dir,
                    .name = t->name,
                    .key = t->key,
                    .mats = mats,
                    .count = list_state(t, &o.hidden, mats),
                    .notes = o.rows,
                    .size = (t->epochs + 1) * sizeof *o.rows};
    size_t done = resume_load(&state);
    if (done > 0) {
        model_give(&o.hidden, net);
        if (t->give)
            t->give(t->context);
    }
    if (done < t->epochs)
        done = run_epochs(t, &state, net, &o, done);
    for (size_t i = done + 1; i <= t->epochs; i++)
        o.rows[i] = o.rows[done];
    mask_undo(&o.mask, &o.hidden, &o.plain);
    net_free(net);
    return o;
}

void outcome_free(Outcome *o)
{
    free(o->rows);
    model_free(&o->hidden);
    model_free(&o->plain);
    mask_free(&o->mask);
}

void training_forget(const Training *t)
{
    resume_forget(&(Resume){.dir = t->dir, .name = t->name, .key = t->key});
}

/* Predictions */

double outcome_disagrees(const Outcome *o, const Training *t,
                         PredictFn predict)
{
    Data hidden = mask_data(&o->mask, t->test);
    size_t *order = room(hidden.count, sizeof *order);
    Mat x = mat_new(hidden.count, hidden.features), z = {0};
    epoch_order(t->seed ^ 0x6f72646572u, order, hidden.count);
    data_gather(&hidden, t->scale, order, &x);
    model_logits(&o->hidden, &x, &z);
    experiment_fresh();
    Net *net = net_build(t->plan, "zero", 1);
    model_give(&o->hidden, net);
    Mat p = mat_new(z.rows, z.cols);
    predict(net, &x, &p);
    double most = 0;
    for (size_t i = 0; i < z.rows; i++) {
        for (size_t c = 0; c < z.cols; c++) {
            double due = model_probability(&AT(&z, i, 0), z.cols, c);
            double d = fabs((double)AT(&p, i, c) - due);
            most = isnan(d) || d > most ? d : most;
            if (isnan(d))
                i = z.rows - 1; /* nothing can be worse */
        }
    }
    net_free(net);
    free(order);
    data_free(&hidden);
    mat_free(&x);
    mat_free(&z);
    mat_free(&p);
    return most;
}
