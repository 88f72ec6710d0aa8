/* unnamed.c - what Criterion shares between its processes has no name here.
 *
 * Criterion and BoxFort name shared memory and a socket by a process's
 * number. Two runs in two PID namespaces may have the same, and see the same
 * /dev/shm and /tmp: each would take the other's away. A run that is killed
 * would leave the names behind, too. Here a test's process finds both among
 * the descriptors of its parent, the run, and dies with it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int nn_bind(int socket, const char *address);
int nn_connect(int socket, const char *address);

/* Where the run keeps them, in the environment of its tests. */
#define MEMORY "CHECK_MEMORY"
#define SOCKET "CHECK_SOCKET"

static void publish(const char *name, int fd)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), fd);
    setenv(name, path, 1);
}

/* The run makes memory, a test's process opens what was made last. */
int shm_open(const char *name, int flags, mode_t mode)
{
    static int kept = -1;
    const char *path = getenv(MEMORY);
    (void)mode;
    if (!(flags & O_CREAT))
        return path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (kept >= 0 && fd >= 0)
        dup3(fd, kept, O_CLOEXEC);
    else if (fd >= 0) {
        kept = fcntl(fd, F_DUPFD_CLOEXEC, 0);
        publish(MEMORY, kept);
    }
    return fd;
}

int shm_unlink(const char *name)
{
    (void)name;
    return 0;
}

/* nanomsg's own, which ours hide. */
typedef int Attach(int socket, const char *address);

static int attach(const char *name, int socket, const char *path)
{
    char address[128];
    Attach *real = (Attach *)dlsym(RTLD_NEXT, name);
    snprintf(address, sizeof address, "ipc://%s", path);
    return real ? real(socket, address) : -1;
}

/* The socket gets a name for as long as it takes to open it. */
int nn_bind(int socket, const char *address)
{
    char dir[] = "/tmp/check-XXXXXX", path[64];
    (void)address;
    if (!mkdtemp(dir))
        return -1;
    snprintf(path, sizeof path, "%s/socket", dir);
    int end = attach("nn_bind", socket, path);
    int kept = end < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);
    unlink(path);
    rmdir(dir);
    if (kept >= 0)
        publish(SOCKET, kept);
    return kept < 0 ? -1 : end;
}

int nn_connect(int socket, const char *address)
{
    const char *path = getenv(SOCKET);
    (void)address;
    return path ? attach("nn_connect", socket, path) : -1;
}
