/* Checks of class_predict. */
#include "../../05-net/tests/trace.h"
#include "case.h"
#include "check.h"
#include "mnist.h"
#include "naive.h"
#include "suspects.h"

Test(class_predict, gives_a_probability_for_each_class)
{
    Case c = fresh_case();
    Trace t = forward_of(&c.m, &c.x);
    const Mat *z = &t.value[t.count];
    Mat due = naive_softmax(z), again = naive_softmax(&due);
    Mat p = check_junk(COUNT, CLASSES), junk = mat_copy(&p);
    Mat single = mat_copy(z);
    for (size_t k = 0; k < mat_size(z); k++)
        single.data[k] = sigma(z->data[k]);
    check_given("x", &c.x);
    check_suspect(z, "these are the logits: the softmax turns them into "
                     "probabilities");
    check_suspect(&again, twice);
    check_suspect(&single, "this is the sigmoid of each logit: the classes "
                           "share one softmax");
    check_suspect(&junk, "p has not been written");
    class_predict(c.net, &c.x, &p);
    check_no_shape_error();
    check_mat("p", &p, &due, tiny);
    case_free(&c);
}

Test(class_predict, takes_batches_of_any_size)
{
    Case c = fresh_case();
    size_t sizes[] = {3, 1, 9, check_size(1030, 1200)};
    for (size_t i = 0; i < 4; i++) {
        Mat x = check_random(sizes[i], FEATURES, -2, 2);
        Trace t = forward_of(&c.m, &x);
        Mat due = naive_softmax(&t.value[t.count]);
        Mat p = check_junk(sizes[i], CLASSES);
        class_predict(c.net, &x, &p);
        check_mat("p of a batch of another size", &p, &due, tiny);
        trace_free(&t);
    }
    case_free(&c);
}

Test(class_predict, leaves_p_alone_when_the_shapes_differ)
{
    Case c = fresh_case();
    Mat p = check_random(COUNT, 4, 0, 1), before = mat_copy(&p);
    class_predict(c.net, &c.x, &p);
    check_shape_error("11 x 4", "11 x 6");
    check_mat("p after a shape error", &p, &before, 0);
    Mat x = check_random(COUNT, 3, -1, 1);
    p = check_random(COUNT, CLASSES, 0, 1);
    before = mat_copy(&p);
    class_predict(c.net, &x, &p);
    check_shape_error("11 x 3", "11 x 4");
    check_mat("p after a shape error", &p, &before, 0);
    case_free(&c);
}
