/* choose.c - which files are meant. */
#include "choose.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TOLD = 10 };

/* What a file would be taken as. The lower rank has the better right. */
typedef struct {
    Candidate *candidate;
    char *path;
    enum { IN_PLACE, SPELLED, LOOSE, LOOSE_SPELLED } rank;
} Claim;

typedef struct {
    Candidates *all;
    Claim *claims;
    size_t count;
    Texts tops; /* folders that hold chapters */
    const char *top;
    Submission *s;
    Texts *ignored;
    size_t told;
} Choice;

void handed_free(Handed *file)
{
    free(file->path);
    free(file->bytes);
    free(file->problem);
    *file = (Handed){0};
}

void handed_leave_out(Handed *file, char *why)
{
    free(file->bytes);
    free(file->problem);
    file->bytes = NULL;
    file->problem = why;
}

void candidates_free(Candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        free(candidates->item[i].path);
        place_free(&candidates->item[i].place);
        handed_free(&candidates->item[i].file);
    }
    free(candidates->item);
    *candidates = (Candidates){0};
}

/* The folder */

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Folders of the workbook itself, which stand in a checkout beside the
 * student's. */
static bool is_workbooks(const char *top)
{
    static const char *const names[] = {"skeletons", "solutions", "chapters",
                                        "grader",    "datasets",  "book",
                                        "build"};
    bool found = false;
    Texts parts = texts_split(top, "/");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found |= texts_have(&parts, names[i]);
    texts_free(&parts);
    return found;
}

static bool is_chapters(const Candidate *c)
{
    return c->place.chapter && !c->place.own && !c->place.loose;
}

static Texts find_tops(const Candidates *all)
{
    Texts tops = {0}, others = {0};
    for (size_t i = 0; i < all->count; i++) {
        const char *top = all->item[i].place.top;
        if (!is_chapters(&all->item[i]) || texts_have(&tops, top))
            continue;
        texts_add(&tops, "%s", top);
        if (!is_workbooks(top))
            texts_add(&others, "%s", top);
    }
    if (!others.count)
        return tops;
    texts_free(&tops);
    return others;
}

/* The one that all others lie in. */
static const char *find_top(const Texts *tops, const char *shown)
{
    const char *top = tops->count ? tops->item[0] : NULL;
    for (size_t i = 1; i < tops->count; i++)
        if (strlen(tops->item[i]) < strlen(top))
            top = tops->item[i];
    for (size_t i = 0; i < tops->count; i++)
        if (!begins(tops->item[i], top))
            die(BAD_INPUT,
                "%s holds chapters in several folders, such as %s and %s; "
                "name one of them",
                shown, clean_ascii(top, strlen(top), 60),
                clean_ascii(tops->item[i], strlen(tops->item[i]), 60));
    return top;
}

static size_t common(const char *a, const char *b)
{
    size_t length = 0;
    for (size_t i = 0; a[i] && a[i] == b[i]; i++)
        length = a[i] == '/' ? i + 1 : length;
    return length;
}

static bool is_source(const Candidate *c)
{
    return c->place.loose && c->place.chapter;
}

/* Where no folder is a chapter's: the one that holds all loose sources. */
static char *loose_top(const Candidates *all)
{
    const char *top = NULL;
    size_t length = 0;
    for (size_t i = 0; i < all->count; i++) {
        const char *this = all->item[i].place.top;
        if (!is_source(&all->item[i]))
            continue;
        size_t shared = top ? common(top, this) : strlen(this);
        length = !top || shared < length ? shared : length;
        top = this;
    }
    return format("%.*s", (int)length, top ? top : "");
}

/* The claims */

static void claim(Choice *choice, Candidate *c, char *path)
{
    const Place *place = &c->place;
    choice->claims =
        grow(choice->claims, choice->count + 1, sizeof *choice->claims);
    choice->claims[choice->count++] =
        (Claim){c, path,
                place->loose ? (place->exact ? LOOSE : LOOSE_SPELLED)
                             : (place->exact ? IN_PLACE : SPELLED)};
}

static void claim_placed(Choice *choice)
{
    for (size_t i = 0; i < choice->all->count; i++) {
        Candidate *c = &choice->all->item[i];
        if (!c->place.loose && strcmp(c->place.top, choice->top) == 0)
            claim(choice, c, format("%s", c->place.name));
    }
}

/* student.txt beside the folder, or beside the one around it. */
static void claim_student(Choice *choice)
{
    Candidate *best = NULL;
    for (size_t i = 0; i < choice->all->count; i++) {
        Candidate *c = &choice->all->item[i];
        if (strcmp(c->place.name, "student.txt") == 0 &&
            begins(choice->top, c->place.top) &&
            (!best || strlen(c->place.top) > strlen(best->place.top)))
            best = c;
    }
    if (best && strcmp(best->place.top, choice->top) != 0)
        claim(choice, best, format("student.txt"));
}

/* In the folder that was chosen, and in none that holds other chapters. */
static bool is_within(const Choice *choice, const Candidate *c)
{
    const char *top = c->place.top;
    bool within =
        begins(top, choice->top) && !is_workbooks(top + strlen(choice->top));
    for (size_t i = 0; i < choice->tops.count; i++) {
        const char *other = choice->tops.item[i];
        within = within &&
                 (strcmp(other, choice->top) == 0 || !begins(top, other));
    }
    return within;
}

/* The chapter of which alone there are loose sources beside it, or NULL. */
static const Chapter *chapter_beside(const Choice *choice,
                                     const Candidate *file)
{
    const Chapter *chapter = NULL;
    for (size_t i = 0; i < choice->all->count; i++) {
        const Candidate *c = &choice->all->item[i];
        if (!is_source(c) || strcmp(c->place.top, file->place.top) != 0)
            continue;
        if (chapter && c->place.chapter != chapter)
            return NULL;
        chapter = c->place.chapter;
    }
    return chapter;
}

static void claim_loose(Choice *choice)
{
    for (size_t i = 0; i < choice->all->count; i++) {
        Candidate *c = &choice->all->item[i];
        if (!c->place.loose || !is_within(choice, c))
            continue;
        const Chapter *chapter =
            is_source(c) ? c->place.chapter : chapter_beside(choice, c);
        if (!chapter)
            continue;
        c->file.own = c->place.own;
        char *why = c->place.own ? own_problem(chapter, c->place.name) : NULL;
        if (why)
            handed_leave_out(&c->file, why);
        claim(choice, c, format("%s/%s", chapter->name, c->place.name));
    }
}

/* The verdicts */

static int by_right(const void *a, const void *b)
{
    const Claim *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order
           : x->rank != y->rank
               ? (x->rank > y->rank ? 1 : -1)
               : strcmp(x->candidate->path, y->candidate->path);
}

static void ignore(Choice *choice, Candidate *c)
{
    char *shown = clean_ascii(c->path, strlen(c->path), 80);
    texts_add(choice->ignored, "%s", shown);
    free(shown);
}

/* A few are told one by one. */
static void refuse(Choice *choice, Candidate *c, const char *path)
{
    if (choice->told++ >= TOLD) {
        ignore(choice, c);
        return;
    }
    char *shown = clean_ascii(c->path, strlen(c->path), 120);
    texts_add(&choice->s->flags, "%s is not taken: %s lies where it belongs",
              shown, path);
    free(shown);
}

static void tell_taken(Choice *choice, const Claim *claim)
{
    bool elsewhere = !begins(claim->candidate->place.top, choice->top) ||
                     claim->rank != IN_PLACE;
    if (claim->candidate->file.problem || !elsewhere ||
        choice->told++ >= TOLD)
        return;
    const char *path = claim->candidate->path;
    char *shown = clean_ascii(path, strlen(path), 120);
    texts_add(&choice->s->flags, "%s is taken as %s", shown, claim->path);
    free(shown);
}

static void take(Choice *choice, const Claim *claim, bool alone)
{
    Submission *s = choice->s;
    Handed *file = &claim->candidate->file;
    bool report = strcmp(claim->path, "report.pdf") == 0;
    if (!alone)
        handed_leave_out(file,
                         format("%s", report ? "is not the only PDF, so none "
                                               "was taken"
                                             : "occurs twice, so neither was "
                                               "taken"));
    tell_taken(choice, claim);
    file->path = clean_ascii(claim->path, strlen(claim->path), 200);
    s->files = grow(s->files, s->file_count + 1, sizeof *s->files);
    s->files[s->file_count++] = *file;
    *file = (Handed){0};
}

/* Two that have the same right, and nothing that lies where it belongs. */
static _Noreturn void refuse_all(const Claim *claims, const char *shown)
{
    const char *one = claims[0].candidate->path,
               *two = claims[1].candidate->path;
    die(BAD_INPUT, "%s holds both %s and %s, and no %s; name one of them",
        shown, clean_ascii(one, strlen(one), 80),
        clean_ascii(two, strlen(two), 80), claims->path);
}

/* The claims to one path: the best right wins, two of them lose. Returns the
 * next path's first. */
static size_t settle(Choice *choice, size_t first, const char *shown)
{
    size_t end = first, best = first;
    const Claim *claims = choice->claims;
    for (; end < choice->count &&
           strcmp(claims[end].path, claims[first].path) == 0;
         end++)
        best += claims[end].rank == claims[first].rank;
    if (best > first + 1 && is_source(claims[first].candidate) &&
        !choice->tops.count)
        refuse_all(&claims[first], shown);
    for (size_t i = best; i < end; i++)
        refuse(choice, claims[i].candidate, claims[i].path);
    take(choice, &claims[first], best == first + 1);
    return end;
}

static void ignore_rest(Choice *choice)
{
    bool *claimed = need(calloc(choice->all->count + 1, sizeof *claimed));
    for (size_t i = 0; i < choice->count; i++)
        claimed[choice->claims[i].candidate - choice->all->item] = true;
    for (size_t i = 0; i < choice->all->count; i++)
        if (!claimed[i])
            ignore(choice, &choice->all->item[i]);
    free(claimed);
}

/* Of the files of a student's own, the first of each chapter. */
static void leave_out_many(Submission *s)
{
    size_t taken = 0, folder = 0;
    for (size_t i = 0; i < s->file_count; i++) {
        Handed *file = &s->files[i];
        if (strncmp(file->path, s->files[i ? i - 1 : 0].path, folder) != 0)
            taken = 0;
        folder = strcspn(file->path, "/");
        if (!file->own || !file->bytes || ++taken <= OWN_MOST)
            continue;
        handed_leave_out(file, own_too_many());
    }
}

bool choose_any(const Candidates *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_chapters(&all->item[i]) || is_source(&all->item[i]))
            return true;
    return false;
}

static void tell_top(Choice *choice)
{
    const char *slash = strchr(choice->top, '/');
    if (!slash || !slash[1])
        return;
    char *shown = clean_ascii(choice->top, strlen(choice->top) - 1, 120);
    texts_add(&choice->s->flags, "the chapters lie in %s", shown);
    free(shown);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const Candidate *)a)->path, ((const Candidate *)b)->path);
}

void choose_files(Candidates *all, const char *shown, Submission *s,
                  Texts *ignored)
{
    if (all->count)
        qsort(all->item, all->count, sizeof *all->item, by_path);
    Choice choice = {
        .all = all, .tops = find_tops(all), .s = s, .ignored = ignored};
    const char *top = find_top(&choice.tops, shown);
    char *loose = loose_top(all);
    choice.top = top ? top : loose;
    tell_top(&choice);
    claim_placed(&choice);
    claim_student(&choice);
    claim_loose(&choice);
    if (choice.count)
        qsort(choice.claims, choice.count, sizeof *choice.claims, by_right);
    for (size_t i = 0; i < choice.count;)
        i = settle(&choice, i, shown);
    ignore_rest(&choice);
    leave_out_many(s);
    for (size_t i = 0; i < choice.count; i++)
        free(choice.claims[i].path);
    free(choice.claims);
    free(loose);
    texts_free(&choice.tops);
    candidates_free(all);
}
