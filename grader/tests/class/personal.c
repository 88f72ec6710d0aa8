/* personal.c - the right answers of a student to the exercises with numbers
 * of their own: "exercise, name, value" a line.
 *
 *   personal ID */
#include "mynet.h"
#include "patients.h"

#include <stdio.h>

static void by_hand(const char *name, double value)
{
    printf("by_hand\t%s\t%.9g\n", name, value);
}

static void print_net(const char *id)
{
    MyNet net = mynet_of(id);
    MyNetRun run = mynet_run(&net);
    by_hand("h1", run.h[0]);
    by_hand("h2", run.h[1]);
    by_hand("y1", run.y[0]);
    by_hand("y2", run.y[1]);
    by_hand("loss", run.loss);
    by_hand("dw11", run.dw11);
    by_hand("w11", net.w1[0][0] - net.rate * run.dw11);
}

int main(int argc, char **argv)
{
    size_t bugs[PATIENTS];
    if (argc != 2)
        return 2;
    print_net(argv[1]);
    patients_of(argv[1], bugs);
    for (size_t i = 0; i < PATIENTS; i++)
        printf("bug_hunt\t%c\t%zu\n", (char)('A' + i), bugs[i]);
    return 0;
}
