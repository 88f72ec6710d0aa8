/* sandbox.c - what every bubblewrap sandbox of ours has in common. */
#include "sandbox.h"

#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

void sandbox_add(Sandbox *sandbox, const char *a, const char *b,
                 const char *c, const char *d)
{
    const char *words[] = {a, b, c, d};
    for (int i = 0; i < 4 && words[i]; i++) {
        if (sandbox->count == SANDBOX_WORDS)
            abort(); /* a fixed list of ours has outgrown the constant */
        sandbox->words[sandbox->count++] = words[i];
    }
}

void sandbox_show(Sandbox *sandbox, const char *path)
{
    sandbox_add(sandbox, "--ro-bind-try", path, path, NULL);
}

Sandbox sandbox_new(void)
{
    Sandbox s = {0};
    sandbox_add(&s, "bwrap", "--unshare-all", "--unshare-user",
                "--disable-userns");
    sandbox_add(&s, "--uid", "65534", "--gid", "65534");
    sandbox_add(&s, "--cap-drop", "ALL", "--die-with-parent",
                "--new-session");
    sandbox_add(&s, "--clearenv", "--proc", "/proc", NULL);
    sandbox_add(&s, "--symlink", "usr/lib", "/lib", NULL);
    sandbox_add(&s, "--symlink", "usr/lib64", "/lib64", NULL);
    return s;
}

void sandbox_exec(Sandbox *sandbox, const char *const *argv)
{
    sandbox_add(sandbox, "--", NULL, NULL, NULL);
    for (; *argv; argv++)
        sandbox_add(sandbox, *argv, NULL, NULL, NULL);
    sandbox->words[sandbox->count] = NULL;
    execv("/usr/bin/bwrap", (char *const *)sandbox->words);
}
