/* Checks of adam_by_hand. */
#include "adam.h"
#include "check.h"

/* adam_by_hand: f(x) = x^2 from x = 2, rate .1, three updates */

typedef struct {
    double x[4];
} Walk;

static Walk walk_by_hand(AdamWay way)
{
    Walk w = {{2}};
    double m = 0, v = 0;
    for (size_t t = 1; t <= 3; t++) {
        double g = 2 * w.x[t - 1];
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * (way == V_FROM_G ? g : g * g);
        double at = way == T_STUCK ? 1 : (double)t;
        w.x[t] = w.x[t - 1] + 0.1 * adam_delta(way, m, v, g, at);
    }
    return w;
}

static void check_by_hand(const char *name, size_t step)
{
    static const AdamWay ways[] = {NO_CORRECTION, ONLY_FIRST, ONLY_SECOND,
                                   MULTIPLIED,    T_STUCK,    V_FROM_G,
                                   UPHILL,        NO_ROOT,    PLAIN};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        check_suspect_num(walk_by_hand(ways[i]).x[step],
                          adam_causes[ways[i]]);
    check_num(name, check_answer("adam_by_hand", name),
              walk_by_hand(ADAM_RIGHT).x[step], 2e-5);
}

Test(adam_by_hand, three_updates_with_corrected_moments)
{
    check_by_hand("x1", 1);
    check_by_hand("x2", 2);
    check_by_hand("x3", 3);
}

Test(adam_by_hand, one_update_without_correction)
{
    check_suspect_num(walk_by_hand(ADAM_RIGHT).x[1],
                      "this is the corrected one");
    check_num("raw", check_answer("adam_by_hand", "raw"),
              walk_by_hand(NO_CORRECTION).x[1], 2e-5);
}
