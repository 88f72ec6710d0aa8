/* rng.c - xoshiro256**, and what is drawn from it. */
#include "rng.h"

#include <assert.h>

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

Rng rng_new(uint64_t seed)
{
    Rng rng;
    for (int i = 0; i < 4; i++)
        rng.s[i] = splitmix(&seed);
    return rng;
}

uint64_t rng_next(Rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double rng_uniform(Rng *rng, double lo, double hi)
{
    double unit = (double)(rng_next(rng) >> 11) * 0x1p-53;
    return lo + (hi - lo) * unit;
}

double rng_normal(Rng *rng)
{
    const double pi = 3.14159265358979323846;
    double u = 1 - rng_uniform(rng, 0, 1); /* in (0, 1]: log(0) is no use */
    double v = rng_uniform(rng, 0, 1);
    return sqrt(-2 * log(u)) * cos(2 * pi * v);
}

uint64_t rng_below(Rng *rng, uint64_t n)
{
    assert(n > 0);
    uint64_t rest =
        -n % n; /* 2^64 mod n: values below it would be favoured */
    uint64_t x;
    do
        x = rng_next(rng);
    while (x < rest);
    return x % n;
}

void rng_fill(Rng *rng, double lo, double hi, Mat *m)
{
    for (size_t i = 0; i < mat_size(m); i++)
        m->data[i] = (real)rng_uniform(rng, lo, hi);
}

void rng_shuffle(Rng *rng, size_t *index, size_t n)
{
    for (size_t left = n; left > 1; left--) {
        size_t pick = (size_t)rng_below(rng, left);
        size_t other = index[left - 1];
        index[left - 1] = index[pick];
        index[pick] = other;
    }
}

uint64_t rng_seed_of(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}
