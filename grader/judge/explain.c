/* explain.c - from exit statuses and the worker's text to one line. */
#define _GNU_SOURCE
#include "explain.h"

#include "confine.h"
#include "text.h"

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
    if (failed->function)
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

/* Sanitizers */

/* The file's last name and line: what follows the last slash, if any. */
static const char *base_name(const char *place)
{
    const char *slash = strrchr(place, '/');
    return slash ? slash + 1 : place;
}

/* The first line of a stack trace that lies in a C file of the student's:
 * "    #1 0x7f.. in scale in/ground.c:12". */
static void find_frame(const char *text, char *to, size_t room)
{
    char line[SHORT], function[64];
    *to = '\0';
    for (const char *at = text; (at = strstr(at, "    #")); at++) {
        text_line(line, sizeof line, at);
        const char *in = strstr(line, " in ");
        const char *place = in ? strchr(in + 4, ' ') : NULL;
        if (!place || !strstr(place, ".c:"))
            continue;
        snprintf(function, sizeof function, "%.*s", (int)(place - in - 4),
                 in + 4);
        snprintf(to, room, " in %s, %s", function, base_name(place + 1));
        return;
    }
}

static void find_access(const char *text, char *to, size_t room)
{
    const char *at = strstr(text, "\nREAD of size");
    if (!at)
        at = strstr(text, "\nWRITE of size");
    *to = '\0';
    if (!at)
        return;
    text_line(to, room, at + 1);
    char *end = strstr(to, " at 0x");
    if (end)
        *end = '\0';
}

static bool address_sanitizer(const char *text, char *to, size_t room)
{
    const char *at = strstr(text, "AddressSanitizer: ");
    char kind[SHORT], access[SHORT], frame[SHORT];
    if (!at)
        return false;
    text_line(kind, sizeof kind, at + strlen("AddressSanitizer: "));
    char *end = strstr(kind, " on ");
    if (end)
        *end = '\0';
    find_access(text, access, sizeof access);
    find_frame(text, frame, sizeof frame);
    snprintf(to, room, "%.80s%s%.60s%s%.150s", kind, *access ? " (" : "",
             access, *access ? ")" : "", frame);
    return true;
}

static bool undefined_behaviour(const char *text, char *to, size_t room)
{
    const char *at = strstr(text, "runtime error: ");
    char line[SHORT], place[SHORT], what[SHORT];
    if (!at)
        return false;
    text_line(what, sizeof what, at + strlen("runtime error: "));
    const char *start = at;
    while (start > text && start[-1] != '\n')
        start--;
    text_line(line, sizeof line, start);
    char *end = strstr(line, ": runtime error");
    if (end)
        *end = '\0';
    snprintf(place, sizeof place, "%s", base_name(line));
    snprintf(to, room, "%.150s in %.100s", what, place);
    return true;
}

bool explain_sanitizer(const char *text, char *to, size_t room)
{
    return address_sanitizer(text, to, room) ||
           undefined_behaviour(text, to, room);
}

/* What the worker's own handlers said */

static const char *access_of(int writing)
{
    return writing == 1 ? "wrote" : writing == 0 ? "read" : "went";
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
        say(e, failed,
            "an empty matrix or an optional output is a null pointer, and "
            "so is memory that could not be had",
            "%s through a null pointer", verb);
    else if (strcmp(what, "stale") == 0)
        say(e, failed,
            "a pointer to the caller's data was kept after the call; what is "
            "needed later has to be copied",
            "%s in the memory of an earlier call's argument", verb);
    else if (strcmp(what, "stack") == 0)
        say(e, failed,
            "a recursion that does not end, or a large local array",
            "ran out of stack");
    else
        say(e, failed,
            "a pointer that leads nowhere: never set, or freed before",
            "crashed: it %s where nothing is", verb);
    return true;
}

static bool own_words(Explanation *e, const Failed *failed)
{
    char text[SHORT];
    const char *at;
    if ((at = marked(failed, "call"))) {
        say(e, failed, "exercises only compute; nothing else is allowed",
            "made the system call %s, which is not allowed here",
            confine_call_name(atol(at)));
        return true;
    }
    if (!failed->function && (at = marked(failed, "load"))) {
        text_line(text, sizeof text, at);
        snprintf(e->message, sizeof e->message,
                 "your code cannot be loaded: %s", text);
        return true;
    }
    return bad_access(e, failed);
}

static bool sanitizer(Explanation *e, const Failed *failed)
{
    char found[SHORT];
    if (!explain_sanitizer(failed->text, found, sizeof found))
        return false;
    say(e, failed, "", "crashed: %s", found);
    return true;
}

/* What the C library says before it aborts. */
static bool library_words(Explanation *e, const Failed *failed)
{
    static const char *const heap[] = {
        "double free", "free(): ",   "malloc(): ",   "malloc_consolidate",
        "realloc(): ", "corrupted ", "munmap_chunk", NULL};
    char text[100];
    const char *at = strstr(failed->text, "no memory for a matrix of ");
    if (at) {
        text_line(text, sizeof text, at);
        say(e, failed, "sizes that were never set, or a leak in a loop",
            "stopped: %s", text);
        return true;
    }
    if (strstr(failed->text, "Assertion ")) {
        say(e, failed, "", "stopped at an assertion that does not hold");
        return true;
    }
    for (int i = 0; heap[i]; i++)
        if ((at = strstr(failed->text, heap[i]))) {
            text_line(text, sizeof text, at);
            say(e, failed, "a write beyond a block, or a pointer freed twice",
                "crashed: the heap is damaged, %s", text);
            return true;
        }
    return false;
}

static void by_signal(Explanation *e, const Failed *failed, int signal)
{
    switch (signal) {
    case SIGXFSZ:
        say(e, failed, "debugging output in a loop",
            "printed more than 1 MiB");
        break;
    case SIGXCPU:
        say(e, failed, "an endless loop",
            "used more processor time than it may");
        break;
    case SIGFPE:
        say(e, failed, "an integer divided by zero, or taken modulo zero",
            "crashed: integer division by zero");
        break;
    case SIGABRT:
        if (!library_words(e, failed))
            say(e, failed, "", "crashed: it called abort()");
        break;
    case SIGKILL:
        say(e, failed, "", "broke off the conversation with the grader");
        break;
    default:
        say(e, failed, "", "crashed: %s", strsignal(signal));
    }
}

static void by_status(Explanation *e, const Failed *failed)
{
    int code = WIFEXITED(failed->status) ? WEXITSTATUS(failed->status) : -1;
    if (WIFSIGNALED(failed->status))
        by_signal(e, failed, WTERMSIG(failed->status));
    else if (code == EXIT_HUNG_UP)
        say(e, failed, "", "broke off the conversation with the grader");
    else if (!library_words(e, failed))
        say(e, failed, "exit() ends everything; a function returns",
            "ended the process (exit %d) instead of returning", code);
}

Explanation explain(const Failed *failed)
{
    Explanation e = {0};
    switch (failed->end) {
    case LINK_SLOW:
        say(&e, failed, "an endless loop, or a loop whose bound grows",
            "did not finish within %d ms", failed->limit_ms);
        break;
    case LINK_FAT:
        say(&e, failed, "memory that is taken in a loop and not freed",
            "used more than %zu MiB of memory", failed->memory_mib);
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
