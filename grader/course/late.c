/* late.c - what handing in late costs. */
#include "late.h"
#include "base/moment.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "day", "days", "hour", "minutes": seconds, or 0. */
static long unit_of(const char *word)
{
    static const struct {
        const char *word;
        long seconds;
    } units[] = {{"day", DAY_S}, {"hour", 3600}, {"minute", 60}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length = strlen(units[i].word);
        if (strncmp(word, units[i].word, length) == 0 &&
            (!word[length] || strcmp(word + length, "s") == 0))
            return units[i].seconds;
    }
    return 0;
}

/* "10 % a day", "10% a day", "2 points an hour" */
static bool rate(const char *text, Late *late)
{
    double number;
    char what[8], unit[8], rest[2];
    if (sscanf(text, "%lf %7[%a-z] a%*[n] %7s %1s", &number, what, unit,
               rest) != 3 &&
        sscanf(text, "%lf %7[%a-z] a %7s %1s", &number, what, unit, rest) !=
            3)
        return false;
    bool percent = strcmp(what, "%") == 0;
    if (!percent && strcmp(what, "points") != 0 && strcmp(what, "point") != 0)
        return false;
    late->unit_s = unit_of(unit);
    *(percent ? &late->percent : &late->points) = number;
    return late->unit_s && number > 0 && (!percent || number <= 100);
}

static bool clause(const char *text, Late *late)
{
    double number;
    char unit[10], rest[2];
    if (sscanf(text, "at most %lf %1[%] %1s", &number, unit, rest) == 2) {
        late->most_percent = number;
        return number > 0 && number <= 100;
    }
    if (sscanf(text, "nothing after %lf %9s %1s", &number, unit, rest) == 2) {
        late->ends = true;
        late->end = (Span){number, unit_of(unit)};
        return unit_of(unit) && number >= 0 && number < 1000;
    }
    if (sscanf(text, "%lf %9s free %1s", &number, unit, rest) == 2 &&
        strstr(text, " free")) {
        late->free = (Span){number, unit_of(unit)};
        return unit_of(unit) && number >= 0 && number < 1000;
    }
    return rate(text, late);
}

bool late_read(const char *text, Late *late)
{
    *late = (Late){0};
    if (strcmp(text, "free") == 0)
        return true;
    Texts clauses = texts_split(text, ",");
    bool good = clauses.count > 0;
    for (size_t i = 0; i < clauses.count && good; i++)
        good = clause(text_trim(clauses.item[i]), late);
    texts_free(&clauses);
    return good && (late->unit_s || late->ends);
}

/* Did it come more than that after the deadline? */
static bool is_beyond(const Lateness *when, Span span)
{
    return when->received >= moment_later(when->deadline, when->zone,
                                          span.number, span.unit_s) +
                                 (when->minute ? 60 : 1);
}

bool late_is(const Lateness *when)
{
    return is_beyond(when, (Span){0, 1});
}

/* How many units have begun. */
static double units_begun(const Late *late, const Lateness *when)
{
    double least =
        difftime(when->received, when->deadline) / (double)late->unit_s;
    double units = fmax(1, floor(least) - 1);
    while (is_beyond(when, (Span){units, late->unit_s}))
        units++;
    return units;
}

double late_cost(const Late *late, const Lateness *when, double reached)
{
    if (!late_is(when) || !is_beyond(when, late->free))
        return 0;
    if (late->ends && is_beyond(when, late->end))
        return reached;
    if (!late->unit_s)
        return 0;
    double cost = units_begun(late, when) *
                  (late->percent / 100 * reached + late->points);
    double most = late->most_percent > 0 ? late->most_percent / 100 : 1;
    return round(100 * fmin(cost, most * reached)) / 100;
}
