/* threat C30: asks the preprocessor for the tests in every place
 * expect: y: .*wrong|Permission denied */
#define _GNU_SOURCE
#include "activations.h"

#if __has_include("tests/sigmoid.c") ||                                              \
                  __has_include(                                             \
                      "../tests/sigmoid.c") ||                                       \
                      __has_include(                                         \
                          "include/tests/sigmoid.c") ||                              \
                          __has_include(                                     \
                              "reference/plain.c") ||                        \
                              __has_include(                                 \
                                  "check.h") ||                              \
                                  __has_include(                             \
                                      "proxy.h") ||                          \
                                      __has_include(                         \
                                          "experiment.h") ||                 \
                                          __has_include(                     \
                                              "/proc/1/cmdline") ||          \
                                              __has_include(                 \
                                                  "/proc/self/maps") ||      \
                                                  __has_include(             \
                                                      "/etc/hostname")
#error "FOUND"
#endif

void sigmoid(const Mat *x, Mat *y)
{
    (void)x, (void)y;
}
