/* confine.c - Landlock, rlimits, and another user. The filter for system
 * calls is in calls.c, since only the worker needs libseccomp. */
#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than Debian 12's header; the kernel is asked for its ABI. */
#define FS_ABI1 ((1ULL << 13) - 1)
#define FS_REFER (1ULL << 13)     /* ABI 2 */
#define FS_TRUNCATE (1ULL << 14)  /* ABI 3 */
#define NET_TCP 3ULL              /* ABI 4 */
#define FS_IOCTL_DEV (1ULL << 15) /* ABI 5 */
#define SCOPES 3ULL               /* ABI 6: abstract sockets, signals */

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ON_FILES                                                             \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |          \
     LANDLOCK_ACCESS_FS_EXECUTE | FS_TRUNCATE | FS_IOCTL_DEV)

struct ruleset {
    uint64_t fs, net, scoped;
};

int confine_landlock_abi(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
                       LANDLOCK_CREATE_RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

static uint64_t handled(int abi)
{
    return FS_ABI1 | (abi >= 2 ? FS_REFER : 0) |
           (abi >= 3 ? FS_TRUNCATE : 0) | (abi >= 5 ? FS_IOCTL_DEV : 0);
}

Paths confine_paths(void)
{
    int abi = confine_landlock_abi();
    if (abi < 1)
        return (Paths){-1, false};
    struct ruleset rules = {handled(abi), abi >= 4 ? NET_TCP : 0,
                            abi >= 6 ? SCOPES : 0};
    size_t size = sizeof(uint64_t) * (abi >= 6 ? 3 : abi >= 4 ? 2 : 1);
    int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    return (Paths){fd, fd < 0};
}

void confine_allow(Paths *paths, const char *path, May may)
{
    struct stat info;
    int fd = paths->ruleset < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    uint64_t access = READS;
    if (may == MAY_EXECUTE)
        access |= LANDLOCK_ACCESS_FS_EXECUTE;
    if (may == MAY_WRITE)
        access = handled(confine_landlock_abi()) & ~FS_IOCTL_DEV;
    if (fstat(fd, &info) != 0 || !S_ISDIR(info.st_mode))
        access &= ON_FILES;
    struct landlock_path_beneath_attr rule = {access, fd};
    if (syscall(SYS_landlock_add_rule, paths->ruleset,
                LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0 &&
        errno != EBADFD) /* a memfd: always within reach */
        paths->failed = true;
    close(fd);
}

bool confine_to(Paths *paths)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || paths->failed)
        return false;
    if (paths->ruleset < 0)
        return true;
    bool done = syscall(SYS_landlock_restrict_self, paths->ruleset, 0) == 0;
    close(paths->ruleset);
    return done;
}

bool confine_limit(int what, uint64_t most)
{
    struct rlimit limit;
    if (getrlimit(what, &limit) != 0)
        return false;
    uint64_t grace = what == RLIMIT_CPU ? 1 : 0; /* SIGXCPU, then SIGKILL */
    uint64_t hard = most + grace;
    if (hard > limit.rlim_max)
        hard = limit.rlim_max; /* only root could raise it */
    if (most > hard)
        most = hard;
    return setrlimit(what, &(struct rlimit){most, hard}) == 0;
}

unsigned confine_user(void)
{
    enum { FIRST = 61000, SLOTS = 1000 }; /* a range Debian gives to nobody */
    static unsigned user;
    if (user == 0)
        user = FIRST + (unsigned)getpid() % SLOTS;
    return user;
}

/* In a user namespace that holds nobody but root: root there is an ordinary
 * user outside, and loses what power it has inside. */
static bool drop_capabilities(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {0};
    unsigned long bits = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED |
                         SECBIT_NO_SETUID_FIXUP |
                         SECBIT_NO_SETUID_FIXUP_LOCKED;
    return prctl(PR_SET_SECUREBITS, bits) == 0 &&
           syscall(SYS_capset, &head, none) == 0;
}

bool confine_drop_root(void)
{
    unsigned user = confine_user();
    if (geteuid() != 0)
        return true;
    if (setresgid(user, user, user) != 0)
        return errno == EINVAL && drop_capabilities();
    return setgroups(0, NULL) == 0 && setresuid(user, user, user) == 0 &&
           prctl(PR_SET_PDEATHSIG, 9) == 0; /* setresuid() clears it */
}
