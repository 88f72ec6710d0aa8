/* sheet.c - the assignment sheet of a course. */
#include "sheet.h"
#include "archive_name.h"
#include "base/fault.h"
#include "base/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double points_of(const Catalogue *catalogue, const char *label)
{
    double sum = 0;
    for (size_t c = 0; c < catalogue->count; c++)
        for (size_t i = 0; i < catalogue->chapters[c].exercise_count; i++) {
            const Exercise *e = &catalogue->chapters[c].exercises[i];
            if (e->taken && (!label || item_is_below(e->item, label)))
                sum += e->points;
        }
    return sum;
}

static double declared_points(const Course *course)
{
    double sum = 0;
    for (size_t i = 0; i < course->declarable_count; i++)
        sum += course->declarables[i].points;
    return sum;
}

static const char *plural(double points)
{
    return points == 1 ? "point" : "points";
}

/* The head */

static void put_breach(const Course *c, Rule rule)
{
    Treatment t = c->breaches[rule];
    if (t.how == REFUSE)
        printf(" What breaks this is not accepted.");
    else if (t.how == COST && t.points > 0)
        printf(" What breaks this costs %g %s.", t.points, plural(t.points));
}

static void put_group(const Course *c)
{
    if (c->group == 1)
        printf("- Everybody hands in their own work.");
    else if (c->group)
        printf("- Groups of at most %zu.", c->group);
    else
        return;
    put_breach(c, RULE_GROUP);
    puts("");
}

static void put_names(const Course *c)
{
    if (c->names) {
        printf("- %s in `student.txt`, and on the first page of the report.",
               c->group == 1 ? "Your name stands" : "All names stand");
        put_breach(c, RULE_NAMES);
        puts("");
    }
    if (c->number) {
        printf("- `student.txt` says the group's number, as in `group: 7`.");
        put_breach(c, RULE_NUMBER);
        puts("");
    }
}

static void put_deadline(const Course *c)
{
    if (!c->deadline_text)
        return;
    char *due = moment_text(c->deadline, c->zone);
    printf("- Due %s. ", due);
    if (strcmp(c->late_text, "free") == 0)
        puts("Work that comes later is marked as late.");
    else
        printf("What comes later costs: %s.\n", c->late_text);
    free(due);
}

static void put_formats(const Course *c)
{
    for (size_t i = 0; i < c->formats.count; i++)
        printf("%s`.%s`",
               i == 0                     ? ""
               : i + 1 < c->formats.count ? ", "
                                          : " or ",
               c->formats.item[i]);
}

static void put_archive(const Course *c)
{
    if (c->archive) {
        char *shown = archive_shown(c->archive);
        printf("- Hand in one archive, called `%s`, as ", shown);
        free(shown);
    } else if (c->formats.count)
        printf("- Hand in one archive, as ");
    else
        return;
    put_formats(c);
    printf(". `make submit` packs it.");
    put_breach(c, RULE_ARCHIVE);
    puts("");
    if (c->mail) {
        char *subject = archive_shown(c->mail);
        printf("- The mail's subject is `%s`.\n", subject);
        free(subject);
    }
}

static void put_report(const Course *c)
{
    if (!c->report)
        return;
    printf("- The archive holds exactly one PDF, your report");
    if (c->pages)
        printf(", of at most %zu pages", c->pages);
    printf(". `make report` makes one of your plots, numbers and answers.");
    put_breach(c, RULE_REPORT);
    if (c->pages)
        put_breach(c, RULE_PAGES);
    puts("");
}

static void put_declarations(const Course *c)
{
    if (!c->declarable_count)
        return;
    printf("- What you are willing to present stands in `student.txt`, in a "
           "line such as `present: ");
    for (size_t i = 0; i < c->declarable_count; i++)
        printf("%s%s", i ? ", " : "", c->declarables[i].word);
    printf("`:");
    for (size_t i = 0; i < c->declarable_count; i++)
        printf("%s `%s` for exercise %s, %g %s", i ? ";" : "",
               c->declarables[i].word, c->declarables[i].item,
               c->declarables[i].points, plural(c->declarables[i].points));
    puts(".");
}

static void put_given(const Course *c)
{
    for (size_t i = 0; i < c->given.count; i++)
        printf("%s`%s`%s",
               i == 0                   ? "- The code of "
               : i + 1 < c->given.count ? ", "
                                        : " and ",
               c->given.item[i],
               i + 1 == c->given.count ? " is handed out.\n" : "");
}

static void put_rules(const Course *c)
{
    puts("## Rules {.unnumbered}\n");
    put_deadline(c);
    put_group(c);
    put_names(c);
    put_archive(c);
    put_report(c);
    put_declarations(c);
    put_given(c);
    if (*c->text)
        puts(c->text);
    puts("");
}

/* Items */

/* Does it stand in answers.md? So do numbers that are checked. */
static bool is_answered(const Chapter *chapter, const Exercise *e)
{
    enum { MOST = 1 << 20 };
    char *path = format("skeletons/%s/answers.md", chapter->name);
    char *heading = format("\n## %s\n", e->id);
    char *text = file_read(path, MOST, NULL);
    bool found = text && strstr(text, heading);
    free(text);
    free(heading);
    free(path);
    return found;
}

static void put_exercise(const Chapter *chapter, const Exercise *e,
                         const char *indent, const char *label)
{
    const char *file = is_answered(chapter, e)  ? "answers.md"
                       : chapter->sources.count ? chapter->sources.item[0]
                                                : "";
    fputs(indent, stdout);
    fputs("- ", stdout);
    if (label)
        printf("**%s** ", label);
    printf("%s (%s", e->title, e->number);
    if (e->points > 0)
        printf(", %g %s", e->points, plural(e->points));
    if (e->kind == RUN)
        printf("): the run `%s` and its plot\n", e->id);
    else
        printf("): `%s` in `%s/%s`\n", e->id, chapter->name, file);
}

static bool is_under(const Exercise *e, const char *item)
{
    return e->taken && (item ? e->item && !strcmp(e->item, item) : !e->item);
}

static size_t count_exercises(const Catalogue *catalogue, const char *item)
{
    size_t count = 0;
    for (size_t c = 0; c < catalogue->count; c++)
        for (size_t i = 0; i < catalogue->chapters[c].exercise_count; i++)
            count += is_under(&catalogue->chapters[c].exercises[i], item);
    return count;
}

/* Those of an item, or those of none. */
static void put_exercises(const Catalogue *catalogue, const char *item,
                          const char *indent, const char *label)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        const Chapter *chapter = &catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++)
            if (is_under(&chapter->exercises[i], item))
                put_exercise(chapter, &chapter->exercises[i], indent, label);
    }
}

/* "2.2" stands above "2.2 a". */
static bool is_part(const Course *course, const Item *item)
{
    for (size_t i = 0; i < course->item_count; i++)
        if (&course->items[i] != item &&
            item_is_below(item->label, course->items[i].label))
            return true;
    return false;
}

/* Without a heading of its own it is a line of the item above, and its
 * exercises, where there are several, stand below that line. */
static void put_small(const Catalogue *catalogue, const Item *item)
{
    size_t count = count_exercises(catalogue, item->label);
    double points = points_of(catalogue, item->label);
    if (count == 1) {
        put_exercises(catalogue, item->label, "", item->label);
        return;
    }
    printf("- **%s** %s", item->label, item->text);
    if (points > 0)
        printf("(%g %s)", points, plural(points));
    puts("");
    put_exercises(catalogue, item->label, "    ", NULL);
}

static void put_item(const Course *course, const Catalogue *catalogue,
                     const Item *item)
{
    double points = points_of(catalogue, item->label);
    if (is_part(course, item) && !*item->heading) {
        put_small(catalogue, item);
        return;
    }
    printf("\n%s %s%s%s", is_part(course, item) ? "###" : "##", item->label,
           *item->heading ? ". " : "", item->heading);
    if (points > 0)
        printf(" (%g %s)", points, plural(points));
    printf(" {.unnumbered}\n\n");
    if (*item->text)
        printf("%s\n\n", item->text);
    put_exercises(catalogue, item->label, "", NULL);
}

void sheet_put(const Course *course, const Catalogue *catalogue)
{
    double points = points_of(catalogue, NULL),
           declared = declared_points(course);
    printf("# %s\n\n", course->title);
    printf("%s%s**%g points**", course->term, *course->term ? ", " : "",
           points + declared);
    if (declared > 0)
        printf(", of which %g for willingness to present", declared);
    puts(".\n");
    put_rules(course);
    puts("`make start` copies the files named below to `work/`, `make check` "
         "says how far\nyou are, `make hint EX=...` helps. The numbers in "
         "brackets are the book's.\n");
    for (size_t i = 0; i < course->item_count; i++)
        put_item(course, catalogue, &course->items[i]);
    if (!course->item_count)
        put_exercises(catalogue, NULL, "", NULL);
}
