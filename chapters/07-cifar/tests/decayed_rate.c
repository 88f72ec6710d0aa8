/* Checks of decayed_rate. */
#include "check.h"
#include "cifar.h"

Test(decayed_rate, falls_exponentially_with_the_epoch)
{
    double rate = check_uniform(0.1, 0.9), k = check_uniform(0.15, 0.45);
    size_t epoch = check_size(3, 9);
    double t = (double)epoch;
    check_given_num("rate", rate);
    check_given_num("k", k);
    check_given_num("epoch", t);
    check_suspect_num(rate, "nothing decays: if k * t is computed in whole "
                            "numbers, it is 0");
    if (k * t >= 1)
        check_suspect_num(rate * exp(-floor(k * t)),
                          "k * t is cut to a whole number");
    check_suspect_num(rate * exp(k * t), "the rate grows: the exponent has "
                                         "the wrong sign");
    check_suspect_num(rate * exp(-k * (t + 1)),
                      "epochs are counted from 1: the first is 0 and runs "
                      "at the full rate");
    check_suspect_num(rate * exp(-k * (t - 1)),
                      "one epoch too few is counted");
    check_suspect_num(rate * exp(-k * t * (t + 1) / 2),
                      "the decay is applied on top of that of the epochs "
                      "before: start from the first rate each time");
    check_suspect_num(exp(-k * t), "the rate itself is missing");
    check_suspect_num(rate * exp(-k), "the epoch is missing");
    check_suspect_num(rate * exp(-t), "k is missing");
    check_suspect_num(rate * (1 - k * t), "this falls in a straight line: "
                                          "take the exponential");
    check_suspect_num(rate / (1 + k * t), "this is another schedule, "
                                          "1 / (1 + k t)");
    check_suspect_num(rate * pow(k, t), "this is chapter 1's decay, k to "
                                        "the power t");
    check_suspect_num(rate * pow(2, -k * t), "the base is e: exp(), not "
                                             "exp2()");
    check_suspect_num(rate * pow(10, -k * t), "the base is e, not 10");
    check_num("the rate", decayed_rate(rate, k, epoch), rate * exp(-k * t),
              1e-9);
}

Test(decayed_rate, starts_at_the_full_rate)
{
    double rate = check_uniform(0.1, 0.9);
    check_suspect_num(rate * exp(-0.5),
                      "the first epoch is 0 and runs at the full rate: "
                      "epochs are counted from 1, or not looked at");
    check_num("the rate of epoch 0", decayed_rate(rate, 0.5, 0), rate, 0);
    check_num("the rate when k is 0", decayed_rate(rate, 0, 7), rate, 0);
}

Test(decayed_rate, depends_on_nothing_else)
{
    double rate = check_uniform(0.1, 0.9), k = check_uniform(0.1, 0.5);
    for (size_t i = 0; i < 6; i++) {
        size_t epoch = check_size(0, 12);
        check_num("the rate when epochs are asked for in any order",
                  decayed_rate(rate, k, epoch),
                  rate * exp(-k * (double)epoch), 1e-9);
    }
}
