/* explain.c - from exit statuses and the worker's text to one line. */
#define _GNU_SOURCE
#include "explain.h"

#include "box/confine.h"
#include "box/harmless.h"
#include "box/usage.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { SHORT = 200, SANITIZER_EXIT = 86 };

/* Who did it: "your scale", or "your code, while it was being loaded,". */
static const char *who(const Failed *failed, char to[SHORT])
{
    if (failed->function && failed->over)
        snprintf(to, SHORT, "your code, when %s had returned,",
                 failed->function);
    else if (failed->function)
        snprintf(to, SHORT, "your %s", failed->function);
    else
        snprintf(to, SHORT, "your code, while it was being loaded,");
    return to;
}

__attribute__((format(printf, 4, 5))) static void say(Explanation *e,
                                                      const Failed *failed,
                                                      const char *cause,
                                                      const char *format, ...)
{
    char subject[SHORT], rest[SHORT];
    va_list args;
    va_start(args, format);
    vsnprintf(rest, sizeof rest, format, args);
    va_end(args);
    snprintf(e->message, sizeof e->message, "%s %s", who(failed, subject),
             rest);
    snprintf(e->cause, sizeof e->cause, "%s", cause);
}

/* The text behind a line that starts with "#judge WHAT ", or NULL. */
static const char *marked(const Failed *failed, const char *what)
{
    char mark[40];
    snprintf(mark, sizeof mark, "\n#judge %s ", what);
    const char *at = strstr(failed->text, mark);
    return at ? at + strlen(mark) : NULL;
}

/* Sanitizers. What they print comes from the student's process, which can
 * print whatever it was given, too: only words from these lists, the name of
 * the student's file and a line's number are passed on. */

/* What is told of crashes, here and in practice: crashes.tsv. */
typedef struct {
    const char *words;
    bool damage; /* was memory damaged? */
    const char *cause;
} Finding;
static const Finding findings[] = {
#include "crashes.h"
    {NULL, false, ""}};

/* The entry whose words are in the line at `at`, the list's last for none. */
static const Finding *known(const char *at)
{
    const Finding *kinds = findings;
    char line[SHORT];
    harmless_line(line, sizeof line, at);
    while (kinds->words && !strstr(line, kinds->words))
        kinds++;
    return kinds;
}

static const char *cause_of(const char *words)
{
    const Finding *found = findings;
    while (found->words && strcmp(found->words, words) != 0)
        found++;
    return found->cause;
}

/* What a report of a sanitizer found; NULL when `text` holds none. */
static const Finding *finding_in(const char *text)
{
    static const char address[] = "AddressSanitizer: ";
    static const char undefined[] = "runtime error: ";
    const char *at = strstr(text, address);
    if (at)
        return known(at + sizeof address - 1);
    at = strstr(text, undefined);
    return at ? known(at + sizeof undefined - 1) : NULL;
}

/* Letters of a file's name that grading takes (own.c). */
static bool in_name(char c)
{
    return c && strchr("abcdefghijklmnopqrstuvwxyz"
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-",
                       c);
}

/* Does a student's name start at `name`? It is the chapter's file, or one of
 * the student's own: those lie in the folder in/ where they are compiled. */
static bool is_students(const char *text, const char *name, size_t length,
                        const char *source)
{
    char before = name > text ? name[-1] : '\n';
    bool own = before == '\n' ||
               (name > text + 3 && strncmp(name - 4, "/in/", 4) == 0);
    bool known = strlen(source) == length &&
                 strncmp(name, source, length) == 0 && strchr("/ \n", before);
    bool code = length > 2 && name[length - 2] == '.' &&
                (name[length - 1] == 'c' || name[length - 1] == 'h');
    return known || (own && code && length <= 64);
}

/* The first place in a file of the student's: " in scale.c:12", or nothing.
 * A number has five digits at most. */
static void find_place(const char *text, const char *source, char *to,
                       size_t room)
{
    *to = '\0';
    for (const char *at = text; (at = strchr(at, ':')); at++) {
        size_t length = 0, digits = strspn(at + 1, "0123456789");
        while (at - length > text && in_name(at[-(long)length - 1]))
            length++;
        if (digits == 0 || !is_students(text, at - length, length, source))
            continue;
        snprintf(to, room, " in %.*s:%.*s", (int)length, at - length,
                 digits > 5 ? 5 : (int)digits, at + 1);
        return;
    }
}

static void find_access(const char *text, char *to, size_t room)
{
    const char *read = strstr(text, "\nREAD of size ");
    const char *at = read ? read : strstr(text, "\nWRITE of size ");
    *to = '\0';
    if (!at)
        return;
    int size = atoi(strchr(at, 'z') + strlen("ze "));
    snprintf(to, room, size == 4 || size == 8 ? " (%s of size %d)" : " (%s)",
             read ? "READ" : "WRITE", size);
}

bool explain_sanitizer(const char *text, const char *source, char *to,
                       size_t room)
{
    char access[SHORT], place[SHORT];
    const Finding *found = finding_in(text);
    if (!found)
        return false;
    find_access(text, access, sizeof access);
    find_place(text, source, place, sizeof place);
    snprintf(to, room, "%s%s%s", found->words ? found->words : "an error",
             access, place);
    return true;
}

/* What the worker's own handlers said */

static const char *access_of(int writing)
{
    return writing == 1 ? "wrote" : writing == 0 ? "read" : "went";
}

static void null_access(Explanation *e, const Failed *failed,
                        const char *verb)
{
    e->says = SAYS_SYMPTOM;
    say(e, failed, cause_of(failed->lacks ? ".null-argument" : ".null"),
        "%s through a null pointer", verb);
}

static void no_stack(Explanation *e, const Failed *failed)
{
    const char *why =
        strstr(failed->text, "\n#judge fault recursion ") ? ".recursion"
        : strstr(failed->text, "\n#judge fault array ")   ? ".array"
                                                          : ".stack";
    say(e, failed, cause_of(why), "ran out of stack");
}

static void lost_access(Explanation *e, const Failed *failed,
                        const char *verb)
{
    if (strstr(failed->text, "\n#judge fault gate ")) {
        say(e, failed, "exercises only compute; nothing else is allowed",
            "made a system call by int 0x80, which is not allowed here");
        return;
    }
    e->says = SAYS_SYMPTOM;
    say(e, failed, cause_of(".nowhere"), "crashed: it %s where nothing is",
        verb);
}

static bool bad_access(Explanation *e, const Failed *failed)
{
    char what[20] = "";
    int arg, writing;
    const char *at = marked(failed, "fault");
    if (!at || sscanf(at, "%19s %d %d", what, &arg, &writing) != 3)
        return false;
    const char *name =
        arg >= 0 && arg < failed->arg_count ? failed->args[arg] : "?";
    const char *verb = access_of(writing);
    if (strcmp(what, "past") == 0)
        say(e, failed,
            "an index or a loop's bound that is too large; count from 0, "
            "and stop before the number of rows or columns",
            "%s past the end of %s", verb, name);
    else if (strcmp(what, "before") == 0)
        say(e, failed, "an index below zero; an unsigned 0 - 1 is huge, too",
            "%s before the start of %s", verb, name);
    else if (strcmp(what, "const") == 0)
        say(e, failed, "inputs are only read; the result goes elsewhere",
            "wrote to its const input %s", name);
    else if (strcmp(what, "null") == 0)
        null_access(e, failed, verb);
    else if (strcmp(what, "stale") == 0)
        say(e, failed,
            "a pointer to the caller's data was kept after the call; what is "
            "needed later has to be copied",
            "%s in the memory of an earlier call's argument", verb);
    else if (strcmp(what, "stack") == 0)
        no_stack(e, failed);
    else
        lost_access(e, failed, verb);
    return true;
}

/* The name of the function that the call was given, for its callback. */
static bool wrong_context(Explanation *e, const Failed *failed)
{
    const char *what = marked(failed, "context");
    if (!what)
        return false;
    say(e, failed, cause_of(".context"),
        strncmp(what, "none", 4) == 0
            ? "called f without its context (NULL)"
            : "called f with another context than the one that came with it");
    return true;
}

static bool own_words(Explanation *e, const Failed *failed)
{
    const char *at;
    if ((at = marked(failed, "call"))) {
        say(e, failed, "exercises only compute; nothing else is allowed",
            "made the system call %s, which is not allowed here",
            confine_call_name(atol(at)));
        return true;
    }
    if (!failed->function && marked(failed, "load")) {
        snprintf(e->message, sizeof e->message,
                 "your code compiles, but cannot be loaded");
        return true;
    }
    return wrong_context(e, failed) || bad_access(e, failed);
}

static bool sanitizer(Explanation *e, const Failed *failed)
{
    char text[SHORT];
    if (!explain_sanitizer(failed->text, failed->source, text, sizeof text))
        return false;
    const Finding *found = finding_in(failed->text);
    say(e, failed, found->cause, "crashed: %s", text);
    e->says = found->damage ? SAYS_DAMAGE : SAYS_SYMPTOM;
    return true;
}

/* What the C library says before it aborts. */
static bool library_words(Explanation *e, const Failed *failed)
{
    static const char *const heap[] = {
        "double free", "free(): ",   "malloc(): ",   "malloc_consolidate",
        "realloc(): ", "corrupted ", "munmap_chunk", NULL};
    static const char *const heap_words[] = {
        "double free",     "found in free",    "found in malloc",
        "found in malloc", "found in realloc", "found in a list",
        "found in free"};
    if (strstr(failed->text, "no memory for a matrix of ")) {
        say(e, failed, "sizes that were never set, or a leak in a loop",
            "stopped: no memory for a matrix that it wants");
        return true;
    }
    if (strstr(failed->text, "Assertion ")) {
        say(e, failed, "", "stopped at an assertion that does not hold");
        return true;
    }
    e->says = SAYS_SYMPTOM;
    if (strstr(failed->text, "stack smashing detected") ||
        strstr(failed->text, "buffer overflow detected")) {
        say(e, failed, cause_of("stack-buffer-overflow"),
            "wrote past the end of an array");
        return true;
    }
    for (int i = 0; heap[i]; i++)
        if (strstr(failed->text, heap[i])) {
            say(e, failed, "a write beyond a block, or a pointer freed twice",
                "crashed: the heap is damaged (%s)", heap_words[i]);
            return true;
        }
    return false;
}

static void too_fat(Explanation *e, const Failed *failed)
{
    e->says = SAYS_SYMPTOM;
    say(e, failed, "memory that is taken in a loop and not freed",
        "used more than %zu MiB of memory", failed->memory_mib);
}

static void too_slow(Explanation *e, const Failed *failed)
{
    say(e, failed, "an endless loop",
        "did not finish: all calls together took more than %d s of "
        "processor time",
        failed->cpu_s);
}

/* SIGKILL comes from us, from the limits of processor time and memory, or
 * from outside: mostly from a kernel that is out of memory. */
static void by_kill(Explanation *e, const Failed *failed)
{
    const LinkDeath *death = &failed->death;
    if (death->ours)
        say(e, failed, "", "broke off the conversation with the grader");
    else if (death->cpu_ms >= 1000 * (int64_t)failed->cpu_s)
        too_slow(e, failed);
    else if (death->peak_kib >> 10 > (int64_t)failed->memory_mib)
        too_fat(e, failed);
    else {
        e->says = SAYS_KILLED;
        snprintf(e->message, sizeof e->message,
                 "somebody else ended the process of the code: this "
                 "machine may be out of memory");
    }
}

static void by_signal(Explanation *e, const Failed *failed, int signal)
{
    e->says = SAYS_SYMPTOM;
    switch (signal) {
    case SIGSYS:
        say(e, failed, "exercises only compute; nothing else is allowed",
            "made a system call that is not allowed here");
        break;
    case SIGXFSZ:
        say(e, failed, "debugging output in a loop",
            "printed more than 1 MiB");
        break;
    case SIGXCPU:
        too_slow(e, failed);
        break;
    case SIGFPE:
        say(e, failed, cause_of("division by zero"),
            "crashed: integer division by zero");
        break;
    case SIGABRT:
        if (!library_words(e, failed))
            say(e, failed, "", "crashed: it called abort()");
        break;
    case SIGKILL:
        by_kill(e, failed);
        break;
    default:
        say(e, failed, "", "crashed: %s", strsignal(signal));
    }
}

static void by_status(Explanation *e, const Failed *failed)
{
    int status = failed->death.status;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (WIFSIGNALED(status))
        by_signal(e, failed, WTERMSIG(status));
    else if (code == EXIT_HUNG_UP)
        say(e, failed, "", "broke off the conversation with the grader");
    else if (!library_words(e, failed))
        say(e, failed, "exit() ends everything; a function returns",
            code == 0
                ? "ended the process (exit 0) instead of returning"
                : "ended the process (exit, not 0) instead of returning");
}

Explanation explain(const Failed *failed)
{
    Explanation e = {0};
    switch (failed->end) {
    case LINK_SLOW:
        e.says = SAYS_SYMPTOM;
        say(&e, failed, "an endless loop, or far more work than it takes",
            "did not finish within %d ms of processor time",
            failed->limit_ms);
        break;
    case LINK_ASLEEP:
        e.says = SAYS_SYMPTOM;
        say(&e, failed,
            "it sleeps, or waits for something that does not happen",
            "did not finish: it slept for more than %d s",
            failed->limit_ms * USAGE_WALL / 1000);
        break;
    case LINK_FAT:
        too_fat(&e, failed);
        break;
    case LINK_GREEDY:
        say(&e, failed, "a loop that does not end",
            "asked for too many values of the function it was given");
        break;
    case LINK_GARBLED:
        say(&e, failed, "", "sent the grader a reply it did not ask for");
        break;
    default:
        if (!own_words(&e, failed) && !sanitizer(&e, failed))
            by_status(&e, failed);
    }
    return e;
}
