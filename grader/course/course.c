/* course.c - reads a course preset. */
#include "course.h"
#include "base/fault.h"
#include "base/files.h"
#include "base/plain.h"
#include "preset.h"

#include <errno.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRESET_MOST = 1 << 16, LINE_MOST = 198 };

bool object(Reading *reading, const char *text, ...)
{
    char line[300];
    va_list args;
    va_start(args, text);
    vsnprintf(line, sizeof line, text, args);
    va_end(args);
    if (!reading->why)
        reading->why = format("%s", line);
    return false;
}

static bool number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return *text && !*end && *value >= 0 && *value < 1e6;
}

/* The plain keys */

static bool keep(char **text, const char *value)
{
    free(*text);
    *text = format("%s", value);
    return true;
}

static bool add_line(char **text, const char *value)
{
    char *longer = format("%s%s%s", *text ? *text : "",
                          *text && **text ? "\n" : "", value);
    free(*text);
    *text = longer;
    return true;
}

static bool required(bool *flag, const char *value)
{
    *flag = strcmp(value, "required") == 0;
    return *flag || strcmp(value, "free") == 0;
}

static bool count(size_t *size, const char *value)
{
    double whole;
    bool good = number(value, &whole) && whole == (double)(size_t)whole;
    *size = good ? (size_t)whole : 0;
    return good;
}

static bool list(Texts *texts, const char *value, const char *separators)
{
    *texts = texts_split(value, separators);
    for (size_t i = 0; i < texts->count; i++) {
        char *trimmed = format("%s", text_trim(texts->item[i]));
        free(texts->item[i]);
        texts->item[i] = trimmed;
    }
    return texts->count > 0;
}

static bool take_all(Catalogue *catalogue)
{
    for (size_t c = 0; c < catalogue->count; c++) {
        Chapter *chapter = &catalogue->chapters[c];
        for (size_t i = 0; i < chapter->exercise_count; i++)
            chapter->exercises[i].taken = true;
    }
    return true;
}

static bool set(Reading *reading, const char *key, const char *value)
{
    Course *c = &reading->course;
    struct {
        const char *key;
        char **text;
    } texts[] = {{"title", &c->title},     {"term", &c->term},
                 {"zone", &c->zone},       {"deadline", &c->deadline_text},
                 {"archive", &c->archive}, {"mail", &c->mail},
                 {"late", &c->late_text}};
    struct {
        const char *key;
        bool *flag;
    } flags[] = {
        {"names", &c->names}, {"number", &c->number}, {"report", &c->report}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(key, texts[i].key) == 0)
            return keep(texts[i].text, value);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strcmp(key, flags[i].key) == 0)
            return required(flags[i].flag, value);
    if (strcmp(key, "group") == 0 || strcmp(key, "pages") == 0)
        return count(*key == 'g' ? &c->group : &c->pages, value);
    if (strcmp(key, "formats") == 0)
        return list(&c->formats, value, " ,");
    if (strcmp(key, "given") == 0)
        return list(&c->given, value, " ,");
    if (strcmp(key, "figures") == 0)
        return list(&c->figures, value, " ,");
    if (strcmp(key, "runs") == 0)
        return list(&c->runs, value, ",");
    if (strcmp(key, "exercises") == 0)
        return strcmp(value, "all") == 0 ? take_all(reading->catalogue)
                                         : strcmp(value, "listed") == 0;
    return object(reading, "'%s' is no key that a preset has", key);
}

/* [breaches] and [declare] */

static const char *const rules[RULES] = {
    [RULE_GROUP] = "group",   [RULE_NAMES] = "names",
    [RULE_NUMBER] = "number", [RULE_ARCHIVE] = "archive",
    [RULE_REPORT] = "report", [RULE_PAGES] = "pages"};

const char *rule_name(Rule rule)
{
    return rules[rule];
}

static bool set_breach(Reading *reading, const char *key, const char *value)
{
    char word[8], rest[2];
    Treatment t = {FLAG, 0};
    Rule rule = 0;
    while (rule < RULES && strcmp(key, rules[rule]) != 0)
        rule++;
    if (rule == RULES)
        return object(reading, "'%s' is no rule that can be broken", key);
    if (strcmp(value, "refuse") == 0)
        t.how = REFUSE;
    else if (sscanf(value, "%lf %7[a-z] %1s", &t.points, word, rest) == 2 &&
             strncmp(word, "point", 5) == 0 && t.points >= 0)
        t.how = COST;
    else if (strcmp(value, "flag") != 0)
        return object(reading, "a breach takes flag, refuse or a number of "
                               "points, such as '2 points'");
    reading->course.breaches[rule] = t;
    return true;
}

static bool add_declarable(Reading *reading, const char *key,
                           const char *value)
{
    double points;
    int at = 0;
    Course *c = &reading->course;
    if (sscanf(value, "%lf for %n", &points, &at) != 1 || !at || !value[at])
        return object(reading,
                      "a declaration reads 'WORD = POINTS for ITEM'");
    c->declarables =
        grow(c->declarables, c->declarable_count + 1, sizeof *c->declarables);
    c->declarables[c->declarable_count++] =
        (Declarable){format("%s", key), points, format("%s", value + at)};
    return points >= 0;
}

/* Items of the sheet */

static Item *item_of(Course *c, const char *label)
{
    for (size_t i = 0; i < c->item_count; i++)
        if (strcmp(c->items[i].label, label) == 0)
            return &c->items[i];
    c->items = grow(c->items, c->item_count + 1, sizeof *c->items);
    c->items[c->item_count] =
        (Item){format("%s", label), format("%s", ""), format("%s", "")};
    return &c->items[c->item_count++];
}

/* "1" or "1 after linear_forward linear_backward" */
static bool take(Reading *reading, const char *label, const char *id,
                 const char *value)
{
    static const char after[] = " after ";
    Exercise *exercise = catalogue_exercise(reading->catalogue, id);
    if (!exercise)
        return object(reading, "there is no exercise '%s'", id);
    if (exercise->item)
        return object(reading, "%s stands under two items", id);
    const char *split = strstr(value, after);
    char *points = format("%.*s", split ? (int)(split - value) : 100, value);
    bool good = number(points, &exercise->points);
    free(points);
    if (split)
        exercise->after = texts_split(split + strlen(after), " ,");
    exercise->item = format("%s", label);
    return exercise->taken = good;
}

static bool set_item(Reading *reading, const char *label, const char *key,
                     const char *value)
{
    Item *item = item_of(&reading->course, label);
    if (strcmp(key, "heading") == 0)
        return keep(&item->heading, value);
    if (strcmp(key, "text") == 0)
        return add_line(&item->text, value);
    return take(reading, label, key, value);
}

bool item_is_below(const char *item, const char *label)
{
    size_t length = strlen(label);
    return item && strncmp(item, label, length) == 0 &&
           (!item[length] || item[length] == ' ' || item[length] == '.');
}

static bool is_second(Reading *reading, const char *section, const char *key)
{
    char *name = format("%s/%s", section, key);
    bool second = texts_have(&reading->seen, name);
    texts_add(&reading->seen, "%s", name);
    free(name);
    return second && strcmp(key, "text") != 0;
}

static bool understood(Reading *reading, const char *section, const char *key,
                       const char *value)
{
    if (is_second(reading, section, key))
        return object(reading, "'%s' is given twice", key);
    if (strcmp(section, "breaches") == 0)
        return set_breach(reading, key, value);
    if (strcmp(section, "declare") == 0)
        return add_declarable(reading, key, value);
    if (*section)
        return set_item(reading, section, key, value);
    if (strcmp(key, "text") == 0)
        return add_line(&reading->course.text, value);
    return set(reading, key, value);
}

static int understand(void *user, const char *section, const char *key,
                      const char *value)
{
    Reading *reading = user;
    if (!reading->why && !understood(reading, section, key, value))
        object(reading, "'%s = %s' is not understood", key, value);
    return !reading->why;
}

/* The file */

static _Noreturn void unknown(const char *name)
{
    Texts names = {0};
    char *shown = clean_ascii(name, strlen(name), 60),
         *all = format("%s", "");
    directory_names("grader/courses", &names);
    for (size_t i = 0; i < names.count; i++) {
        char *longer = format("%s%s%s", all, i ? ", " : "", names.item[i]);
        free(all);
        all = longer;
    }
    die(BAD_INPUT, "there is no course '%s'; COURSE= takes one of: %s", shown,
        all);
}

/* inih would cut a longer line in two. */
static void check_lines(const char *path, const char *text)
{
    int line = 1;
    for (const char *at = text; *at; line++) {
        size_t length = strcspn(at, "\n");
        if (length > LINE_MOST)
            die(BAD_INPUT,
                "%s:%d: the line is too long; go on in the next one, which "
                "begins with blanks",
                path, line);
        at += length + (at[length] == '\n');
    }
}

static void defaults(Course *c)
{
    c->term = format("%s", "");
    c->zone = format("%s", "UTC");
    c->late_text = format("%s", "free");
    c->text = format("%s", "");
}

/* The line that begins with the first word of what is wrong, or 0: what two
 * lines say together is known only when all have been read. */
static int line_about(const char *text, const char *why)
{
    int line = 1;
    size_t word = strcspn(why, " :");
    for (const char *at = text; *at; line++) {
        const char *key = at + strspn(at, " \t");
        if (strncmp(key, why, word) == 0 && strchr(" \t=", key[word]))
            return line;
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return 0;
}

/* As any editor saved it; blanks that do not break are blanks. */
static char *read_preset(const char *path)
{
    const char *problem;
    size_t size;
    char *raw = file_read(path, PRESET_MOST, &size);
    if (!raw)
        die(GRADER_FAULT, "%s cannot be read: %s", path, strerror(errno));
    char *text = plain_text(raw, size, &size, &problem);
    if (!text)
        die(BAD_INPUT, "%s %s", path, problem);
    for (char *at = text; (at = strstr(at, "\xc2\xa0"));)
        at[0] = at[1] = ' ';
    free(raw);
    return text;
}

static void parse(Reading *reading, const char *path)
{
    char *text = read_preset(path);
    check_lines(path, text);
    int line = ini_parse_string(text, understand, reading);
    if (line != 0)
        die(BAD_INPUT, "%s:%d: %s", path, line,
            reading->why ? reading->why : "the line is not understood");
    if (!preset_sound(reading)) {
        line = line_about(text, reading->why);
        if (!line)
            die(BAD_INPUT, "%s: %s", path, reading->why);
        die(BAD_INPUT, "%s:%d: %s", path, line, reading->why);
    }
    free(text);
}

Course course_apply(const char *name, Catalogue *catalogue)
{
    Texts names = {0};
    Reading reading = {.catalogue = catalogue};
    directory_names("grader/courses", &names);
    if (!name)
        name = names.count == 1 ? names.item[0] : "workbook";
    if (!texts_have(&names, name))
        unknown(name);
    char *path = format("grader/courses/%s", name);
    defaults(&reading.course);
    parse(&reading, path);
    reading.course.name = format("%s", name);
    if (!reading.course.title)
        reading.course.title = format("%s", name);
    free(path);
    texts_free(&names);
    texts_free(&reading.seen);
    return reading.course;
}

void course_free(Course *c)
{
    char *texts[] = {c->name,      c->title,         c->term,
                     c->zone,      c->archive,       c->mail,
                     c->late_text, c->deadline_text, c->text};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        free(texts[i]);
    for (size_t i = 0; i < c->declarable_count; i++) {
        free(c->declarables[i].word);
        free(c->declarables[i].item);
    }
    for (size_t i = 0; i < c->item_count; i++) {
        free(c->items[i].label);
        free(c->items[i].heading);
        free(c->items[i].text);
    }
    free(c->declarables);
    free(c->items);
    texts_free(&c->formats);
    texts_free(&c->given);
    texts_free(&c->figures);
    texts_free(&c->runs);
    *c = (Course){0};
}
