/* Checks of by_hand. */
#include "check.h"
#include "mynet.h"
#include "student.h"

#include <stdio.h>

static _Noreturn void wrong_answer(const char *name, double came,
                                   const char *cause)
{
    char message[120], details[60];
    snprintf(message, sizeof message, "%s is not right", name);
    snprintf(details, sizeof details, "came %.9g", came);
    check_fail(message, cause, details);
}

static bool close_to(double came, double due)
{
    return fabs(came - due) <= 1e-3 * fabs(due) + 1e-9;
}

/* A number found by hand, and what a slip would give. */
static void by_hand_is(const char *name, double due, size_t slips,
                       const double *wrong, const char *const *causes)
{
    double came = check_answer("by_hand", name);
    if (close_to(came, due))
        return;
    const char *cause = NULL;
    for (size_t i = 0; i < slips; i++)
        if (close_to(came, wrong[i]) && !close_to(wrong[i], due))
            cause = causes[i];
    wrong_answer(name, came, cause);
}

/* What comes out of the net for paper. */
typedef struct {
    double h[2], y[2], loss;
} Paper;

static double squash(double z)
{
    return 1 / (1 + exp(-z));
}

static Paper paper_of(const MyNet *net)
{
    Paper run = {.loss = 0};
    for (size_t k = 0; k < 2; k++) {
        double z = net->b1[k];
        for (size_t j = 0; j < 3; j++)
            z += net->x[j] * net->w1[j][k];
        run.h[k] = squash(z);
    }
    for (size_t m = 0; m < 2; m++) {
        double z = net->b2[m];
        for (size_t k = 0; k < 2; k++)
            z += run.h[k] * net->w2[k][m];
        run.y[m] = squash(z);
        run.loss += (run.y[m] - net->t[m]) * (run.y[m] - net->t[m]) / 2;
    }
    return run;
}

/* The hidden units with a slip: W1 with rows and columns exchanged, or no
 * biases. */
static void hidden_slips(const MyNet *net, double h[2][2])
{
    MyNet no_bias = *net;
    no_bias.b1[0] = no_bias.b1[1] = 0;
    Paper run = paper_of(&no_bias);
    h[0][0] = run.h[0];
    h[0][1] = run.h[1];
    run = paper_of(net);
    for (size_t k = 0; k < 2; k++) /* no sigmoid */
        h[1][k] = log(run.h[k] / (1 - run.h[k]));
}

Test(by_hand, has_the_forward_pass)
{
    static const char *const causes[] = {
        "the bias is missing", "this is the sum before the sigmoid"};
    MyNet net = mynet_of(student());
    Paper run = paper_of(&net);
    double slip[2][2];
    hidden_slips(&net, slip);
    by_hand_is("h1", run.h[0], 2, (double[]){slip[0][0], slip[1][0]}, causes);
    by_hand_is("h2", run.h[1], 2, (double[]){slip[0][1], slip[1][1]}, causes);
    for (size_t k = 0; k < 2; k++) {
        double z = log(run.y[k] / (1 - run.y[k])), no = z - net.b2[k];
        by_hand_is(k ? "y2" : "y1", run.y[k], 2, (double[]){squash(no), z},
                   causes);
    }
    static const char *const loss_causes[] = {
        "the factor 1/2 of the loss is missing",
        "the loss is divided by the number of outputs once too often"};
    by_hand_is("loss", run.loss, 2, (double[]){2 * run.loss, run.loss / 2},
               loss_causes);
}

/* The slope of the loss in w11, leaving parts of the chain out. */
static double chain(const MyNet *net, const Paper *run, bool out_slope,
                    bool hidden_slope, size_t outputs)
{
    double sum = 0, h = run->h[0];
    for (size_t m = 0; m < outputs; m++)
        sum += (run->y[m] - net->t[m]) *
               (out_slope ? run->y[m] * (1 - run->y[m]) : 1) * net->w2[0][m];
    return sum * (hidden_slope ? h * (1 - h) : 1) * net->x[0];
}

Test(by_hand, has_the_gradient_and_the_step)
{
    MyNet net = mynet_of(student());
    Paper run = paper_of(&net);
    static const char *const causes[] = {
        "the slope of the hidden sigmoid is missing",
        "the slopes of the output sigmoids are missing",
        "both outputs depend on h1: this follows only the first",
        "the sign is the other way round: dL/dy is y - t",
        "the last factor is missing: dz/dw is the input x1"};
    double d = chain(&net, &run, true, true, 2);
    by_hand_is("dw11", d, 5,
               (double[]){chain(&net, &run, true, false, 2),
                          chain(&net, &run, false, true, 2),
                          chain(&net, &run, true, true, 1), -d, d / net.x[0]},
               causes);
    double came = check_answer("by_hand", "w11"), w = net.w1[0][0];
    double room = fmax(fabs(d) * net.rate * 0.02, 5e-7);
    if (fabs(came - (w - net.rate * d)) <= room)
        return;
    wrong_answer("w11", came,
                 fabs(came - (w + net.rate * d)) <= room
                     ? "the step goes against the gradient"
                 : fabs(came - (w - d)) <= room
                     ? "the learning rate is missing"
                 : fabs(came - w) <= room ? "the weight has not moved; give "
                                            "seven decimals"
                                          : NULL);
}
