/* threat A10: talks to the grader itself, from a constructor that never
 * returns, and answers every call with what would break whoever believes it
 * expect: . */
#define _GNU_SOURCE
#include "mat.h"
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LOADED = 0x4e4e4f31 + 4, DONE = LOADED + 2, ARGS = 12 };
#define DELAY_US 0

typedef struct {
    uint32_t kind, null, alias, same;
    uint64_t value, cols;
    double num;
    uint64_t offset, bytes;
} Slot;

typedef struct {
    uint32_t what, sequence, arg, null;
    uint64_t value;
    double num;
    uint64_t kept;
} Reply;

/* Bytes of huge numbers, of NaN, of nothing, of text without an end. */
static void fill(char *shared, const Slot *slots, unsigned turn)
{
    static const unsigned char bytes[] = {0x7f, 0xff, 0, 'A', 0x80, 0xfe};
    for (int i = 0; i < ARGS; i++)
        if (!slots[i].null && slots[i].bytes && slots[i].bytes < 1 << 24)
            memset(shared + slots[i].offset, bytes[(turn + i) % 6],
                   slots[i].bytes);
}

static Reply extreme(unsigned turn, uint32_t sequence)
{
    static const uint64_t values[] = {~0ull, 1ull << 63, 1ull << 32, 0, 4097};
    const double numbers[] = {NAN,    INFINITY,  -INFINITY, 1.7e308,
                              -1e308, 0x1p-1074, 1e10,      -1};
    static const uint32_t args[] = {0, 1, 12, 13, ~0u, 1u << 31, 2};
    return (Reply){.what = DONE,
                   .sequence = sequence,
                   .arg = args[turn % 7],
                   .null = turn % 3 == 0,
                   .value = values[turn % 5],
                   .num = numbers[turn % 8],
                   .kept = values[(turn + 1) % 5]};
}

__attribute__((constructor)) static void serve(void)
{
    const uint32_t hello[] = {LOADED, sizeof(real), 1000};
    uint32_t call[5];
    Slot slots[ARGS];
    char *shared = mmap(NULL, 256 << 20, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_NORESERVE, 4, 0);
    if (shared == MAP_FAILED || write(3, hello, sizeof hello) < 0)
        _exit(1);
    for (unsigned turn = (unsigned)getpid();
         read(3, call, sizeof call) == sizeof call; turn++) {
        memcpy(slots, shared, sizeof slots);
        fill(shared, slots, turn);
        Reply reply = extreme(turn, call[1]);
        if (call[2] == 0 && turn % 4) { /* there was no mistake in a shape */
            memset(shared + slots[0].offset, 0, slots[0].bytes);
            reply.num = reply.arg = 0;
        }
        usleep(DELAY_US);
        if (write(3, &reply, sizeof reply) < 0)
            _exit(2);
    }
    _exit(3);
}
