/* compile.c - a sandboxed compiler makes libraries for the judge.
 *
 * One shell script of ours does a chapter's whole build in one sandbox. All
 * names in it are ours: from skeletons/, chapters/ and the solutions'
 * markers. */
#include "compile.h"
#include "base/fault.h"
#include "base/files.h"
#include "hiding.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

/* From build.mk, so that they are those of what is linked to. */
static const char *const flags[] = {PLAIN_FLAGS, ASAN_FLAGS, FLOAT_FLAGS};

/* A function that the code calls is its own before it is anybody else's: a
 * helper named send() is not the C library's. */
#define LINK                                                                 \
    TOOL                                                                     \
        "gcc -shared -fno-lto -Wl,-Bsymbolic -Wl,-z,now -Wl,-z,noexecstack " \
        "-Wl,--no-undefined"

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
                plan_show(plan, format("%s", found.gl_pathv[i]),
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
        plan_show(plan, path, format("%s", name));
    }
}

static void show_tool(Plan *plan)
{
    plan_show(plan, format("build/grader/tool.sh"), format("tool.sh"));
}

/* The script, and which names it leaves to others. */
static void show_script(Plan *plan, const Chapter *chapter)
{
    plan_show(plan, format("grader/check/build.sh"), format("build.sh"));
    plan_show(plan, format("build/wanted/%s", chapter->name),
              format("wanted"));
}

static void show_library(Plan *plan, const Chapter *chapter, Variant v)
{
    plan_show(
        plan,
        format("build/%s/judge/stubs/%s.o", variant_build(v), chapter->name),
        format("%s/stubs.o", variant_name(v)));
    plan_show(plan,
              format("build/%s/below/%s.a", variant_build(v), chapter->name),
              format("%s/below.a", variant_name(v)));
    plan_show(plan, format("build/judge/%s/given", chapter->name),
              format("%s/given", variant_name(v)));
}

/* Links what build.sh made of the student's files. */
static void link_variant(Plan *plan, Variant v)
{
    const char *name = variant_name(v);
    plan_then(plan, format(LINK " %s -o ../out/%s.so ../out/%s.o %s/stubs.o "
                                "@%s/given %s/below.a -lm",
                           flags[v], name, name, name, name, name));
    texts_add(&plan->results, "%s.so", name);
}

/* The script of practice does it here, too. */
static void compile_variant(Plan *plan, const Chapter *chapter,
                            const Texts *sources, Variant v)
{
    const char *name = variant_name(v);
    char *all = each(" ", sources);
    show_library(plan, chapter, v);
    plan_then(
        plan,
        format(
            "sh ./build.sh ../out/%s.o wanted %s/below.a '" OWN_FLAGS INCLUDE
            "%s'%s",
            name, name, flags[v], all));
    free(all);
    texts_add(&plan->results, "%s.o", name);
    texts_add(&plan->results, "%s.log", name);
    link_variant(plan, v);
}

Build compile(const Isolation *isolation, const Chapter *chapter,
              const Submission *submission, const char *directory,
              bool floating)
{
    Plan plan = plan_new();
    Texts sources = handed_sources(submission, chapter);
    Texts headers = handed_headers(submission, chapter);
    directory_make(directory);
    show_headers(&plan);
    show_handed(&plan, chapter, submission, directory, &sources);
    show_handed(&plan, chapter, submission, directory, &headers);
    show_script(&plan, chapter);
    show_tool(&plan);
    compile_variant(&plan, chapter, &sources, PLAIN);
    hiding_list_symbols(&plan);
    if (floating)
        compile_variant(&plan, chapter, &sources, FLOATING);
    compile_variant(&plan, chapter, &sources, ASAN);
    hiding_preprocess(&plan, &sources);
    Build build = build_by(isolation, &plan, directory);
    plan_free(&plan);
    hiding_flag_sources(chapter, submission, &sources, build.end == COMPILED,
                        directory, &build.flags);
    hiding_flag_sources(chapter, submission, &headers, false, directory,
                        &build.flags);
    hiding_flag_symbols(chapter, directory, &build.flags);
    build_remarks(chapter->name, &build);
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
    plan_show(plan, format("%s/%s.o", build->directory, variant_name(v)),
              format("%s.o", variant_name(v)));
    plan_then(plan, format(TOOL "objcopy%s %s.o ../tmp/%s-own.o", weaken,
                           variant_name(v), variant_name(v)));
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->item[i];
        int stem = (int)(strlen(name) - strlen(".c"));
        plan_show(plan,
                  format("build/%s/solutions/%s/%.*s.o", variant_build(v),
                         chapter->name, stem, name),
                  format("reference/%s-%.*s.o", variant_name(v), stem, name));
        /* what is not asked for stays out of the student's process */
        plan_then(plan,
                  format(TOOL "ld -r --gc-sections%s -o ../tmp/reference.o "
                              "reference/%s-%.*s.o",
                         need_them, variant_name(v), stem, name));
        plan_then(plan, format(TOOL "objcopy%s ../tmp/reference.o "
                                    "../tmp/%s-reference-%.*s.o",
                               keep, variant_name(v), stem, name));
    }
    plan_then(plan,
              format(TOOL "gcc -r -nostdlib -o ../out/%s.o ../tmp/%s-*.o",
                     variant_name(v), variant_name(v)));
    link_variant(plan, v);
    free(need_them);
    free(weaken);
    free(keep);
}

Build compile_again(const Isolation *isolation, const Chapter *chapter,
                    const Build *build, const Texts *functions,
                    const Texts *files, const char *directory)
{
    Plan plan = plan_new();
    directory_make(directory);
    show_tool(&plan);
    replace_variant(&plan, chapter, build, functions, files, PLAIN);
    for (Variant v = ASAN; v < VARIANTS; v++)
        if (build->library[v])
            replace_variant(&plan, chapter, build, functions, files, v);
    Build again = build_by(isolation, &plan, directory);
    plan_free(&plan);
    return again;
}
