/* clock.c - what the student's code gets when it asks for the time: build.sh
 * sends its questions here. Between two of them more than a year goes by, and
 * an odd number of each unit: what hangs on the time is another each time it
 * is asked for, and no check has to sleep. */
#include <stdatomic.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

enum { SECONDS = 34560007, FRACTION = 7919 };

time_t moved_time(time_t *now);
clock_t moved_clock(void);
int moved_gettimeofday(struct timeval *now, void *zone);
int moved_clock_gettime(clockid_t clock, struct timespec *now);
int moved_timespec_get(struct timespec *now, int base);

static int64_t questions(void)
{
    static atomic_int_fast64_t asked;
    return atomic_fetch_add(&asked, 1);
}

/* `unit` parts make a second. */
static void move(time_t *seconds, long *part, long unit)
{
    int64_t n = questions();
    *seconds += SECONDS * n;
    *part = (long)((*part + FRACTION * n) % unit);
}

time_t moved_time(time_t *now)
{
    time_t moved = time(NULL) + SECONDS * questions();
    if (now)
        *now = moved;
    return moved;
}

clock_t moved_clock(void)
{
    return clock() + SECONDS * questions();
}

int moved_gettimeofday(struct timeval *now, void *zone)
{
    int end = gettimeofday(now, zone);
    move(&now->tv_sec, &now->tv_usec, 1000000);
    return end;
}

int moved_clock_gettime(clockid_t clock, struct timespec *now)
{
    int end = clock_gettime(clock, now);
    if (end == 0)
        move(&now->tv_sec, &now->tv_nsec, 1000000000);
    return end;
}

int moved_timespec_get(struct timespec *now, int base)
{
    int end = timespec_get(now, base);
    move(&now->tv_sec, &now->tv_nsec, 1000000000);
    return end;
}
