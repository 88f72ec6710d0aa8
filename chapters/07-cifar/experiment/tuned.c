/* tuned.c - settings that the student chose. */
#include "tuned.h"
#include "checks.h"
#include "cifar.h"
#include "evaluate.h"
#include "experiment.h"
#include "graded.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

static double weights_of(const Settings *s)
{
    char plan[1000];
    Model model;
    double sum = 0;
    settings_plan(s, plan, sizeof plan);
    if (!model_new(plan, &model))
        return INFINITY;
    for (size_t i = 0; i < model.count; i++)
        sum += (double)mat_size(&model.layers[i].W);
    model_free(&model);
    return sum;
}

/* What is wrong with them; NULL when they can be used. */
static const char *objection(const Settings *s)
{
    unsigned long width[6];
    char rest, plan[1000];
    settings_plan(s, plan, sizeof plan);
    int widths =
        sscanf(s->layers, "%5lu-%5lu-%5lu-%5lu-%5lu-%5lu%c", &width[0],
               &width[1], &width[2], &width[3], &width[4], &width[5], &rest);
    if (!*plan || widths < 2 || widths > 6 || width[0] != 3 * 32 * 32 ||
        width[widths - 1] != CLASSES)
        return "the layers have to be 2 to 6 widths, from 3072 to 10";
    for (int i = 1; i < widths; i++)
        if (width[i] < 1 || width[i] > 4096)
            return "a layer may have 1 to 4096 outputs";
    if (strcmp(s->optimiser, "adam") != 0 && strcmp(s->optimiser, "sgd") != 0)
        return "the optimiser is neither \"adam\" nor \"sgd\"";
    if (!(s->rate > 0 && s->rate < 100 && s->l2 >= 0 && s->l2 < 100 &&
          s->decay >= 0 && s->decay < 100))
        return "a rate has to be above 0, and the penalty and the decay not "
               "below it";
    if (s->batch < 8 || s->batch > 4096 || s->epochs < 1 || s->epochs > 100)
        return "a batch has 8 to 4096 samples, and there are 1 to 100 epochs";
    if (weights_of(s) * (double)s->epochs > MOST_WORK)
        return "the run is too long: epochs times weights may be 40 million";
    return NULL;
}

const char *ask_settings(const Session *s, Settings *set)
{
    char text[1000] = "";
    Settings *told = settings_new();
    tuned_settings(s->test.name, text, sizeof text);
    text[sizeof text - 1] = '\0';
    bool read = settings_read(text, told) == 1;
    settings_get_text(told, "layers", set->layers, SETTINGS_TEXT);
    settings_get_text(told, "optimiser", set->optimiser, SETTINGS_TEXT);
    set->rate = settings_get(told, "rate");
    set->l2 = settings_get(told, "l2");
    set->decay = settings_get(told, "decay");
    set->decoupled = settings_get(told, "decoupled") > 0;
    double batch = settings_get(told, "batch");
    double epochs = settings_get(told, "epochs");
    set->batch = batch >= 0 && batch < 1e9 ? (size_t)batch : 0;
    set->epochs = epochs >= 0 && epochs < 1e9 ? (size_t)epochs : 0;
    settings_free(told);
    return read ? objection(set) : "settings_read() does not accept the text";
}

void run_tuned(Session *s)
{
    Settings set = {0};
    const char *wrong = ask_settings(s, &set);
    run_verdict(TUNED_RUN, ALLOWED, !wrong,
                "the settings that tuned_settings() gives cannot be used",
                "%s", wrong ? wrong : "");
    if (wrong) {
        run_verdict(TUNED_RUN, REACHED, false,
                    "there was no run: the settings cannot be used", "%s",
                    wrong);
        return;
    }
    judge(s, TUNED_RUN, MEASURE_TUNED,
          run_seeds(s, "tuned", &set, s->real ? 1 : SEEDS, true, NULL));
}
