/* tests.c - what the judge's tests judge with: `kinds` uses every kind of
 * argument, `twice` is for students who do something wrong. */
#include "check.h"
#include "kinds.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

Test(twice, doubles)
{
    const double values[] = {1, 2, 3, 4, 5, 6};
    Mat x = mat_of(2, 3, values), y = check_junk(2, 3),
        due = mat_of(2, 3, values);
    mat_add_scaled(1, &x, &due);
    twice(&x, &y);
    check_mat("y", &y, &due, 0);
    check_mat("x", &x, &x, 0);
}

Test(kinds, matrices_cross_both_ways)
{
    Mat x = check_random(3, 4, -1, 1), y = check_junk(3, 4);
    twice(&x, &y);
    for (size_t i = 0; i < 12; i++)
        cr_assert(y.data[i] == 2 * x.data[i]);
    cr_assert(total(&x) != 0 && width(&x) == 4);
}

Test(kinds, an_output_may_be_the_input)
{
    Mat x = check_random(3, 4, -1, 1), before = mat_copy(&x);
    twice(&x, &x);
    for (size_t i = 0; i < 12; i++)
        cr_assert(x.data[i] == 2 * before.data[i]);
    Mat again = x; /* another head, the same data */
    twice(&x, &again);
    cr_assert(x.data[3] == 4 * before.data[3]);
}

Test(kinds, an_output_may_be_absent)
{
    Mat x = check_random(2, 2, 1, 2), half = check_junk(2, 2);
    split(&x, NULL, &half);
    cr_assert(half.data[3] == x.data[3] / 2);
    split(&x, &half, NULL);
    cr_assert(half.data[0] == x.data[0] / 2);
}

Test(kinds, a_matrix_may_be_empty)
{
    Mat x = mat_new(0, 4), y = mat_new(0, 4);
    twice(&x, &y);
    check_no_shape_error();
    cr_assert(total(&x) == 0 && width(&x) == 4);
}

Test(kinds, a_shape_error_is_read_through_the_link)
{
    Mat x = mat_new(1, 4), y = mat_new(2, 2);
    twice(&x, &y);
    check_shape_error("1 x 4", "2 x 2");
    check_no_shape_error();
}

Test(kinds, an_order_crosses)
{
    const double values[] = {1, 2, 3, 4, 5, 6};
    const size_t order[] = {2, 0};
    Mat x = mat_of(3, 2, values), y = check_junk(2, 2);
    gather(&x, order, 2, &y);
    cr_assert(AT(&y, 0, 0) == 5 && AT(&y, 1, 1) == 2);
    gather(&x, order, 0, &y);
    cr_assert(AT(&y, 0, 0) == 5);
}

static double counted(double x, void *context)
{
    ++*(size_t *)context;
    return 3 * x + 1;
}

Test(kinds, a_function_is_asked_once_for_each_value)
{
    size_t calls = 0;
    cr_assert(sum_of(counted, &calls, 100) == 3 * 99 * 50 + 100);
    cr_assert(calls == 100, "there were %zu calls", calls);
}

Test(kinds, texts_cross)
{
    char text[20], small[6];
    greet("Ada", text, sizeof text);
    cr_assert_str_eq(text, "Hello, Ada!");
    greet("Ada", small, sizeof small);
    cr_assert_str_eq(small, "Hello");
}

Test(kinds, bytes_cross)
{
    static uint8_t bytes[5000000];
    memset(bytes, 3, sizeof bytes);
    cr_assert(sum_bytes(bytes, sizeof bytes) == 15000000);
    cr_assert(sum_bytes(NULL, 0) == 0);
}

Test(kinds, objects_are_told_apart)
{
    Counter *a = counter_new(5, 12), *b = counter_new(100, 3);
    counter_add(a, 1.5);
    counter_add(b, -3);
    cr_assert(counter_value(a) == 8.5 && counter_value(b) == 100);
    counter_free(a);
    counter_free(b);
}

Test(kinds, an_object_can_be_given_away)
{
    Jar *jar = jar_new();
    Counter *counter = counter_new(1, 0);
    cr_assert(jar_value(jar) == -1);
    jar_take(jar, counter);
    counter_add(counter, 2);
    cr_assert(jar_value(jar) == 3);
    jar_take(jar, NULL);
    counter_free(counter);
    jar_free(jar);
    jar_free(NULL);
}

Test(kinds, two_thousand_calls_are_nothing)
{
    Mat x = mat_new(4, 4), y = mat_new(4, 4);
    for (int i = 0; i < 2000; i++)
        twice(&x, &y);
    cr_assert(y.data[0] == 0);
}

Test(kinds, sizes_may_change_between_calls)
{
    for (size_t n = 1; n < 3000; n = 2 * n + 1) {
        Mat x = check_random(n, 7, -1, 1), y = check_junk(n, 7);
        twice(&x, &y);
        cr_assert(y.data[7 * n - 1] == 2 * x.data[7 * n - 1]);
        mat_free(&x);
        mat_free(&y);
    }
}

/* judge.sh sets the quota to 1000. */
Test(repeated, calls_it_eight_times)
{
    Mat x = check_random(2, 2, -1, 1), y = mat_new(2, 2);
    for (int i = 0; i < 8; i++)
        twice(&x, &y);
}

/* A counter grows and shrinks; none of it is a leak. */
Test(repeated, makes_and_frees_objects)
{
    for (int i = 0; i < 8; i++) {
        Counter *counter = counter_new(1, 2);
        Jar *jar = jar_new();
        jar_take(jar, counter);
        counter_add(counter, 1);
        jar_free(jar);
    }
}

Test(greedy, asks_too_often)
{
    size_t calls = 0;
    sum_of(counted, &calls, 1001);
}

Test(forever, never_ends, .timeout = 100)
{
    for (;;)
        usleep(1000000);
}

Test(grader, crashes)
{
    Mat x = mat_new(2, 2);
    twice(&x, &x);
    raise(SIGSEGV);
}

Test(grader, passes_a_freed_object)
{
    Counter *counter = counter_new(1, 2);
    Jar *jar = jar_new();
    jar_take(jar, (Counter *)jar);
    counter_free(counter);
}

Test(grader, passes_matrices_that_overlap)
{
    Mat x = check_random(2, 2, 0, 1), part = {1, 2, x.data};
    twice(&x, &part);
}
