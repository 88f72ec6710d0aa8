/* Checks of penalised_loss. */
#include "check.h"
#include "cifar.h"
#include "passes.h"
#include "set.h"

static Mat fresh_labels(size_t n)
{
    Mat labels = mat_new(n, 1);
    for (size_t i = 0; i < n; i++)
        labels.data[i] = (real)check_size(0, OUT - 1);
    return labels;
}

Test(penalised_loss, is_the_cross_entropy_and_the_penalty)
{
    Net *net = fresh_net();
    Set p = values_of(net);
    Mat x = check_random(BATCH, IN, -1, 1), labels = fresh_labels(BATCH);
    double lambda = check_uniform(0.1, 0.9);
    double loss = naive_batch(&p, &x, &labels, NULL);
    double penalty = lambda / 2 * sum_over(&p, true, square);
    check_given_num("lambda", lambda);
    check_given("x", &x);
    if (fabs(l2_loss(net, lambda) - penalty) < 1e-9)
        check_suspect_num(loss + 2 * penalty, "the penalty is added twice");
    check_suspect_num(loss, "the penalty is not there");
    check_suspect_num(penalty, "only the penalty is there");
    check_suspect_num(loss - penalty, "the penalty is taken away: it makes "
                                      "the loss larger");
    check_suspect_num(loss + penalty / BATCH,
                      "the penalty is divided by the batch size: it belongs "
                      "to the net, not to the samples");
    check_suspect_num(BATCH * (loss + penalty), "the mean is multiplied by "
                                                "the batch size");
    check_suspect_num(loss + BATCH * penalty,
                      "the penalty is added once for each sample: once is "
                      "enough");
    check_num("the loss", penalised_loss(net, &x, &labels, lambda),
              loss + penalty, 1e-9);
    check_num("the loss for lambda = 0", penalised_loss(net, &x, &labels, 0),
              loss, 1e-9);
    check_no_shape_error();
    net_free(net);
}

Test(penalised_loss, takes_batches_of_any_size)
{
    const size_t sizes[] = {3, 1, 9, check_size(1030, 1200), 4};
    Net *net = fresh_net();
    Set p = values_of(net);
    double penalty = 0.15 * sum_over(&p, true, square);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Mat x = check_random(sizes[i], IN, -1, 1);
        Mat labels = fresh_labels(sizes[i]);
        check_num("the loss of a batch of another size",
                  penalised_loss(net, &x, &labels, 0.3),
                  naive_batch(&p, &x, &labels, NULL) + penalty, 1e-9);
    }
    net_free(net);
}

Test(penalised_loss, reports_shapes_that_differ)
{
    Net *net = fresh_net();
    Mat x = check_random(BATCH, IN, -1, 1), labels = fresh_labels(BATCH + 1);
    double loss = penalised_loss(net, &x, &labels, 0.1);
    check_shape_error("6 x 1", "5 x 1");
    check_that(isnan(loss), "a shape error has to return NaN", "came %g",
               loss);
    x = check_random(BATCH, IN + 1, -1, 1);
    labels = fresh_labels(BATCH);
    loss = penalised_loss(net, &x, &labels, 0.1);
    check_shape_error("5 x 10", "5 x 9");
    check_that(isnan(loss), "a shape error has to return NaN", "came %g",
               loss);
    net_free(net);
}
