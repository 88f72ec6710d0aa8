/* threat A15: writes result files wherever it can
 * expect: sigmoid */
#define _GNU_SOURCE
#include "activations.h"
#include <fcntl.h>
#include <unistd.h>

void sigmoid(const Mat *x, Mat *y)
{
    static const char *const paths[] = {
        "result.json",      "../result.json",       "/result.json",
        "/tmp/result.json", "/dev/shm/result.json", "feedback.md"};
    (void)x, (void)y;
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++) {
        int fd = open(paths[i], O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (fd >= 0 && write(fd, "{\"score\": 100}", 14) > 0)
            close(fd);
    }
}
