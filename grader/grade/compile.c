/* compile.c - a sandboxed compiler makes libraries for the judge.
 *
 * One shell script of ours does a chapter's whole build in one sandbox. All
 * names in it are ours: from skeletons/, chapters/ and the solutions'
 * markers. */
#include "compile.h"
#include "base/fault.h"
#include "base/files.h"
#include "kept.h"

#include <ctype.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From build.mk, so that they are those of what is linked to. */
static const char *const flags[] = {PLAIN_FLAGS, ASAN_FLAGS, FLOAT_FLAGS};
static const char *const names[] = {"plain", "asan", "float"};
static const char *const builds[] = {"double", "asan", "float"};

#define INCLUDE " -Iinclude "
#define TOOL "sh ./tool.sh " /* which tells when somebody else ended it */
/* A function that the code calls is its own before it is anybody else's: a
 * helper named send() is not the C library's. */
#define LINK                                                                 \
    TOOL                                                                     \
        "gcc -shared -fno-lto -Wl,-Bsymbolic -Wl,-z,now -Wl,-z,noexecstack " \
        "-Wl,--no-undefined"

#define PREPARE                                                              \
    "cd in\nexport LC_ALL=C TMPDIR=../tmp TOOL_MARK=../tmp/killed\n"         \
    "trap '[ ! -s $TOOL_MARK ] || exit 75' EXIT\n"

enum {
    WHY_MOST = 240,
    LINES_MOST = 10,      /* of a chapter */
    LOOK_MOST = 32 << 20, /* bytes that are looked through for flags */
    OUTSIDE = 75,         /* the status of tool.sh and of what runs it */
    TRIES = 3,
    MEMORY_MIB = 768 /* of a part of the compiler: see build_afresh() */
};

const char *variant_name(Variant variant)
{
    return names[variant];
}

const char *variant_build(Variant variant)
{
    return builds[variant];
}

/* The files that the box shows, the script, and the results to keep. */
typedef struct {
    Texts from, as, results;
    char *script;
} Plan;

static void show(Plan *plan, char *from, char *as)
{
    texts_add(&plan->from, "%s", from);
    texts_add(&plan->as, "%s", as);
    free(from);
    free(as);
}

static void then(Plan *plan, char *command)
{
    char *longer = format("%s%s\n", plan->script, command);
    free(plan->script);
    free(command);
    plan->script = longer;
}

static void plan_free(Plan *plan)
{
    texts_free(&plan->from);
    texts_free(&plan->as);
    texts_free(&plan->results);
    free(plan->script);
}

static char *each(const char *before, const Texts *texts)
{
    char *all = format("%s", "");
    for (size_t i = 0; i < texts->count; i++) {
        char *longer = format("%s%s%s", all, before, texts->item[i]);
        free(all);
        all = longer;
    }
    return all;
}

static void show_headers(Plan *plan)
{
    static const char *const patterns[] = {"chapters/[0-9]*/*.h",
                                           "datasets/*.h"};
    for (size_t p = 0; p < 2; p++) {
        glob_t found;
        if (glob(patterns[p], 0, NULL, &found) == 0)
            for (size_t i = 0; i < found.gl_pathc; i++)
                show(plan, format("%s", found.gl_pathv[i]),
                     format("include/%s", basename(found.gl_pathv[i])));
        globfree(&found);
    }
}

static void show_handed(Plan *plan, const Chapter *chapter,
                        const Submission *submission, const char *directory,
                        const Texts *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->item[i];
        const Handed *file = handed(submission, chapter->name, name);
        char *path = format("%s/%s", directory, name);
        if (file && file->bytes)
            file_write(path, file->bytes, file->size);
        else {
            free(path);
            path = format("skeletons/%s/%s", chapter->name, name);
        }
        show(plan, path, format("%s", name));
    }
}

static void show_tool(Plan *plan)
{
    show(plan, format("build/grader/tool.sh"), format("tool.sh"));
}

/* The script, and which names it leaves to others. */
static void show_script(Plan *plan, const Chapter *chapter)
{
    show(plan, format("grader/check/build.sh"), format("build.sh"));
    show(plan, format("build/wanted/%s", chapter->name), format("wanted"));
}

static void show_library(Plan *plan, const Chapter *chapter, Variant v)
{
    show(plan, format("build/%s/judge/stubs/%s.o", builds[v], chapter->name),
         format("%s/stubs.o", names[v]));
    show(plan, format("build/%s/below/%s.a", builds[v], chapter->name),
         format("%s/below.a", names[v]));
    show(plan, format("build/judge/%s/given", chapter->name),
         format("%s/given", names[v]));
}

/* Links what build.sh made of the student's files. */
static void link_variant(Plan *plan, Variant v)
{
    const char *name = names[v];
    then(plan, format(LINK " %s -o ../out/%s.so ../out/%s.o %s/stubs.o "
                           "@%s/given %s/below.a -lm",
                      flags[v], name, name, name, name, name));
    texts_add(&plan->results, "%s.so", name);
}

/* The script of practice does it here, too. */
static void compile_variant(Plan *plan, const Chapter *chapter,
                            const Texts *sources, Variant v)
{
    const char *name = names[v];
    char *all = each(" ", sources);
    show_library(plan, chapter, v);
    then(plan,
         format(
             "sh ./build.sh ../out/%s.o wanted %s/below.a '" OWN_FLAGS INCLUDE
             "%s'%s",
             name, name, flags[v], all));
    free(all);
    texts_add(&plan->results, "%s.o", name);
    texts_add(&plan->results, "%s.log", name);
    link_variant(plan, v);
}

/* The sandbox */

static void run_plan(const Isolation *isolation, const Plan *plan,
                     const char *to, BoxResult *result)
{
    const char *argv[] = {"/usr/bin/sh", "-e", "-c", plan->script, NULL};
    BoxFile *files = grow(NULL, plan->from.count + 1, sizeof *files);
    const char **results =
        grow(NULL, plan->results.count + 1, sizeof *results);
    for (size_t i = 0; i < plan->from.count; i++)
        files[i] = (BoxFile){plan->from.item[i], plan->as.item[i]};
    files[plan->from.count] = (BoxFile){NULL, NULL};
    for (size_t i = 0; i < plan->results.count; i++)
        results[i] = plan->results.item[i];
    results[plan->results.count] = NULL;
    Box box = {.argv = argv,
               .files = files,
               .results = results,
               .to = to,
               .memory_mib = MEMORY_MIB};
    box_run(isolation, &box, result);
    free(files);
    free(results);
}

/* The first line of what build.sh told that says what is wrong. */
static char *complaint(const BoxResult *result, const char *directory)
{
    if (result->end == BOX_KILLED)
        return format("the compiler %s", result->why);
    char *path = format("%s/plain.log", directory);
    char *log = file_read(path, 1 << 20, NULL);
    const char *all = log ? log : result->output;
    const char *line = strstr(all, "error:");
    while (line && line > all && line[-1] != '\n')
        line--;
    line = line ? line : result->output;
    if (strncmp(line, "error: ", strlen("error: ")) == 0)
        line += strlen("error: ");
    char *why = clean_ascii(line, strcspn(line, "\n"), WHY_MOST);
    free(log);
    free(path);
    return why;
}

static void take_line(const char *before, const char *line, Texts *into)
{
    char *clean = clean_ascii(line, strlen(line), WHY_MOST);
    char *whole = format("%s%s", before, clean);
    if (into->count < LINES_MOST && !texts_have(into, whole))
        texts_add(into, "%s", whole);
    free(whole);
    free(clean);
}

/* What build.sh remarked on code that it took, and the compiler's warnings.
 */
static void take_remarks(const Chapter *chapter, Build *build)
{
    static const char mark[] = "remark: ";
    char *path = format("%s/plain.log", build->directory);
    char *chapter_says = format("%s: ", chapter->name);
    char *log = file_read(path, 1 << 20, NULL), *rest = log;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (strncmp(line, mark, strlen(mark)) == 0)
            take_line(chapter_says, line + strlen(mark), &build->flags);
        else if (strstr(line, ": warning: "))
            take_line("", line, &build->warnings);
    free(chapter_says);
    free(log);
    free(path);
}

static bool exists(const char *path)
{
    return access(path, R_OK) == 0;
}

static void find_libraries(Build *build)
{
    for (Variant v = PLAIN; v < VARIANTS; v++) {
        char *path = format("%s/%s.so", build->directory, names[v]);
        if (exists(path))
            build->library[v] = path;
        else
            free(path);
    }
}

static bool from_outside(const BoxResult *result)
{
    return result->end == BOX_BROKEN || result->end == BOX_OUTSIDE ||
           (result->end == BOX_ENDED && result->status == OUTSIDE);
}

/* Runs the plan and says what became of it. A compiler that somebody else
 * ends, as a kernel does that is out of memory, says nothing about the code:
 * it is tried again, and in the end the grader is at fault. Code that takes
 * much by itself fails in our own limits, which do not end by SIGKILL. */
static void build_afresh(const Isolation *isolation, const Plan *plan,
                         Build *build)
{
    BoxResult *result = need(malloc(sizeof *result));
    for (int tries = 0; tries < TRIES; tries++) {
        sleep((unsigned)tries);
        run_plan(isolation, plan, build->directory, result);
        if (!from_outside(result))
            break;
    }
    find_libraries(build);
    if (from_outside(result)) {
        build->end = COMPILE_BROKEN;
        build->why =
            result->end == BOX_BROKEN
                ? format("the compiler could not be run: %s", result->why)
                : format("the compiler was ended by somebody else "
                         "%d times: this machine may be out of memory",
                         TRIES);
    } else if (result->end == BOX_KILLED || !build->library[PLAIN]) {
        build->end = COMPILE_FAILED;
        build->why = complaint(result, build->directory);
    }
    free(result);
}

static Build carry_out(const Isolation *isolation, const Plan *plan,
                       const char *directory)
{
    Build build = {.directory = format("%s", directory)};
    char *place = kept_place(plan->script, &plan->from, &plan->as);
    if (place && kept_fetch(place, directory)) {
        find_libraries(&build);
    } else {
        build_afresh(isolation, plan, &build);
        if (place && build.end == COMPILED)
            kept_store(place, directory, &plan->results);
    }
    free(place);
    return build;
}

/* What a person should see: code that hides from the sanitizers. It is looked
 * for in the source, in what the preprocessor makes of it (macros can paste a
 * word together), and in the names of the object. */

static bool has_word(const char *text, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t length = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at += length)
        if ((at == text || !strchr(letters, at[-1])) &&
            (!at[length] || !strchr(letters, at[length])))
            return true;
    return false;
}

static void flag(Texts *into, const char *path, const char *word)
{
    char *text = format("%s says %s: look at it", path, word);
    if (!texts_have(into, text))
        texts_add(into, "%s", text);
    free(text);
}

/* What hides by its length does not. */
static void flag_length(Texts *into, const char *what)
{
    texts_add(into, "%s: too long to be looked through: look at it", what);
}

static const char *const asm_words[] = {"asm", "__asm", "__asm__", NULL};
static const char *const switches[] = {"no_sanitize", "no_address_safety",
                                       NULL};
static const char *const source_parts[] = {
    "__SANITIZE_", "__asan_", "__ubsan_", "__sanitizer_", "__lsan_", NULL};
static const char *const source_words[] = {"__has_feature", "dlsym", NULL};

/* The blanks and the end of line at `at`, which gcc takes for the end of a
 * line after a backslash, too; 0 where there is none. */
static size_t line_end(const char *at)
{
    size_t blanks = strspn(at, " \t\v\f\r");
    return at[blanks] == '\n' ? blanks + 1 : 0;
}

/* A line that ends in a backslash goes on. */
static char *without_splices(const char *text)
{
    char *whole = format("%s", text), *to = whole;
    for (const char *at = whole; *at; at++) {
        size_t rest = *at == '\\' ? line_end(at + 1) : 0;
        if (rest)
            at += rest;
        else
            *to++ = *at;
    }
    *to = '\0';
    return whole;
}

static const char *behind_blanks(const char *at)
{
    for (;; at++) {
        const char *end =
            at[0] == '/' && at[1] == '*' ? strstr(at + 2, "*/") : NULL;
        if (end)
            at = end + 1;
        else if (!*at || !strchr(" \t\v\f", *at))
            return at;
    }
}

/* Only blanks and the end of a comment may stand before a directive. */
static bool begins_line(const char *text, const char *at)
{
    while (at > text && strchr(" \t\v\f", at[-1]))
        at--;
    return at == text || at[-1] == '\n' ||
           (at > text + 1 && at[-1] == '/' && at[-2] == '*');
}

/* "#line 7" or "# 7", which say that other lines are somebody else's. */
static bool renames_lines(const char *text)
{
    for (const char *at = text; (at = strpbrk(at, "#%")); at++) {
        int sign = *at == '#' ? 1 : at[1] == ':' ? 2 : 0;
        if (!sign || !begins_line(text, at))
            continue;
        const char *word = behind_blanks(at + sign);
        if (isdigit((unsigned char)*word) || strncmp(word, "line", 4) == 0)
            return true;
    }
    return false;
}

static void flag_source(const Handed *file, Texts *into)
{
    char *text = without_splices(file->bytes);
    if (renames_lines(text))
        flag(into, file->path, "#line");
    for (size_t i = 0; asm_words[i]; i++)
        if (has_word(text, asm_words[i]))
            flag(into, file->path, asm_words[i]);
    for (size_t i = 0; source_words[i]; i++)
        if (has_word(text, source_words[i]))
            flag(into, file->path, source_words[i]);
    for (size_t i = 0; source_parts[i]; i++)
        if (strstr(text, source_parts[i]))
            flag(into, file->path, source_parts[i]);
    free(text);
}

/* Headers say asm, but never the switches. */
static void flag_seen(const Handed *file, char *seen, Texts *into)
{
    bool ours = true;
    for (size_t i = 0; switches[i]; i++)
        if (strstr(seen, switches[i]))
            flag(into, file->path, switches[i]);
    for (char *line; (line = strsep(&seen, "\n"));) {
        if (line[0] == '#' && line[1] == ' ')
            ours = !strstr(line, " \"/usr/") && !strstr(line, " \"include/");
        for (size_t i = 0; ours && asm_words[i]; i++)
            if (has_word(line, asm_words[i]))
                flag(into, file->path, asm_words[i]);
    }
}

/* `read`: the preprocessor has gone through them. */
static void flag_sources(const Chapter *chapter, const Submission *submission,
                         const Texts *sources, bool read,
                         const char *directory, Texts *into)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->item[i];
        const Handed *file = handed(submission, chapter->name, name);
        if (!file || !file->bytes)
            continue;
        char *path = format("%s/%s.seen", directory, name);
        char *seen = file_read(path, LOOK_MOST, NULL);
        flag_source(file, into);
        if (seen)
            flag_seen(file, seen, into);
        else if (read)
            flag_length(into, file->path);
        free(seen);
        free(path);
    }
}

/* Names of the sanitizers' in an object that was built without them. `nm`
 * wrote them. */
static void flag_symbols(const Chapter *chapter, const char *directory,
                         Texts *into)
{
    char *path = format("%s/symbols", directory);
    char *found = file_read(path, LOOK_MOST, NULL);
    if (!found && exists(path))
        flag_length(into, chapter->name);
    for (size_t p = 0; found && source_parts[p]; p++) {
        char *name = format(" %s", source_parts[p]);
        if (strstr(found, name))
            texts_add(into, "%s: the code knows%s...: look at it",
                      chapter->name, name);
        free(name);
    }
    free(found);
    free(path);
}

/* After the builds: it may take long, and says nothing about them. */
static void look_for_hiding(Plan *plan, const Texts *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        const char *name = sources->item[i];
        then(plan,
             format(TOOL "gcc " OWN_FLAGS INCLUDE "-E %s -o ../out/%s.seen "
                         "|| rm -f ../out/%s.seen",
                    name, name, name));
        texts_add(&plan->results, "%s.seen", name);
    }
}

Build compile(const Isolation *isolation, const Chapter *chapter,
              const Submission *submission, const char *directory,
              bool floating)
{
    Plan plan = {.script = format(PREPARE)};
    Texts sources = handed_sources(submission, chapter);
    Texts headers = handed_headers(submission, chapter);
    directory_make(directory);
    show_headers(&plan);
    show_handed(&plan, chapter, submission, directory, &sources);
    show_handed(&plan, chapter, submission, directory, &headers);
    show_script(&plan, chapter);
    show_tool(&plan);
    compile_variant(&plan, chapter, &sources, PLAIN);
    then(&plan, format(TOOL "nm ../out/plain.o >../tmp/names || :"));
    then(&plan, format("cat ../tmp/names "
                       "| grep -E ' __(asan|ubsan|sanitizer|lsan)_' "
                       "> ../out/symbols || :"));
    texts_add(&plan.results, "symbols");
    if (floating)
        compile_variant(&plan, chapter, &sources, FLOATING);
    compile_variant(&plan, chapter, &sources, ASAN);
    look_for_hiding(&plan, &sources);
    Build build = carry_out(isolation, &plan, directory);
    plan_free(&plan);
    flag_sources(chapter, submission, &sources, build.end == COMPILED,
                 directory, &build.flags);
    flag_sources(chapter, submission, &headers, false, directory,
                 &build.flags);
    flag_symbols(chapter, directory, &build.flags);
    take_remarks(chapter, &build);
    texts_free(&sources);
    texts_free(&headers);
    return build;
}

/* Once more, with the reference's functions */

static void replace_variant(Plan *plan, const Chapter *chapter,
                            const Build *build, const Texts *functions,
                            const Texts *files, Variant v)
{
    char *weaken = each(" --weaken-symbol=", functions);
    char *keep = each(" --keep-global-symbol=", functions);
    char *need_them = each(" --undefined=", functions);
    show_library(plan, chapter, v);
    show(plan, format("%s/%s.o", build->directory, names[v]),
         format("%s.o", names[v]));
    then(plan, format(TOOL "objcopy%s %s.o ../tmp/%s-own.o", weaken, names[v],
                      names[v]));
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->item[i];
        int stem = (int)(strlen(name) - strlen(".c"));
        show(plan,
             format("build/%s/solutions/%s/%.*s.o", builds[v], chapter->name,
                    stem, name),
             format("reference/%s-%.*s.o", names[v], stem, name));
        /* what is not asked for stays out of the student's process */
        then(plan, format(TOOL "ld -r --gc-sections%s -o ../tmp/reference.o "
                               "reference/%s-%.*s.o",
                          need_them, names[v], stem, name));
        then(plan, format(TOOL "objcopy%s ../tmp/reference.o "
                               "../tmp/%s-reference-%.*s.o",
                          keep, names[v], stem, name));
    }
    then(plan, format(TOOL "gcc -r -nostdlib -o ../out/%s.o ../tmp/%s-*.o",
                      names[v], names[v]));
    link_variant(plan, v);
    free(need_them);
    free(weaken);
    free(keep);
}

Build compile_again(const Isolation *isolation, const Chapter *chapter,
                    const Build *build, const Texts *functions,
                    const Texts *files, const char *directory)
{
    Plan plan = {.script = format(PREPARE)};
    directory_make(directory);
    show_tool(&plan);
    replace_variant(&plan, chapter, build, functions, files, PLAIN);
    for (Variant v = ASAN; v < VARIANTS; v++)
        if (build->library[v])
            replace_variant(&plan, chapter, build, functions, files, v);
    Build again = carry_out(isolation, &plan, directory);
    plan_free(&plan);
    return again;
}

void build_free(Build *build)
{
    free(build->why);
    free(build->directory);
    for (Variant v = PLAIN; v < VARIANTS; v++)
        free(build->library[v]);
    texts_free(&build->flags);
    texts_free(&build->warnings);
    *build = (Build){0};
}
