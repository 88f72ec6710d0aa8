/* moment.c - points in time. */
#include "moment.h"
#include "fault.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool zone_known(const char *zone)
{
    if (!*zone || *zone == '/' || strstr(zone, ".."))
        return false;
    char *path = format("/usr/share/zoneinfo/%s", zone);
    FILE *file = fopen(path, "re");
    char magic[4];
    bool known = file && fread(magic, 1, sizeof magic, file) == 4 &&
                 memcmp(magic, "TZif", 4) == 0;
    if (file)
        fclose(file);
    free(path);
    return known || strcmp(zone, "UTC") == 0;
}

/* The C library knows one time zone at a time. */
static char *enter_zone(const char *zone)
{
    const char *before = getenv("TZ");
    char *kept = before ? format("%s", before) : NULL;
    setenv("TZ", zone, 1);
    tzset();
    return kept;
}

static void leave_zone(char *kept)
{
    if (kept)
        setenv("TZ", kept, 1);
    else
        unsetenv("TZ");
    tzset();
    free(kept);
}

static bool same_time(const struct tm *a, const struct tm *b)
{
    return a->tm_min == b->tm_min && a->tm_hour == b->tm_hour &&
           a->tm_mday == b->tm_mday && a->tm_mon == b->tm_mon &&
           a->tm_year == b->tm_year;
}

/* Of the readings with and without summer time the later that the clocks
 * really show. */
static bool local(const struct tm *fields, const char *zone, time_t *moment)
{
    bool found = false;
    char *kept = enter_zone(zone);
    for (int summer = 0; summer < 2; summer++) {
        struct tm try = *fields, shown;
        try.tm_isdst = summer;
        time_t t = mktime(&try);
        localtime_r(&t, &shown);
        if (!same_time(fields, &shown) || (found && t <= *moment))
            continue;
        *moment = t;
        found = true;
    }
    leave_zone(kept);
    return found;
}

/* "Z", "+01:00", "+0100", "+01": seconds east of Greenwich. */
static bool offset(const char *text, long *seconds)
{
    int hours = 0, minutes = 0, end = 0;
    if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0) {
        *seconds = 0;
        return true;
    }
    if ((*text != '+' && *text != '-') || !isdigit((unsigned char)text[1]))
        return false;
    size_t length = strlen(text);
    if (sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &end) != 2 &&
        sscanf(text + 1, "%2d%2d%n", &hours, &minutes, &end) != 2)
        sscanf(text + 1, "%2d%n", &hours, &end);
    bool shape =
        length == 3 || length == 5 || (length == 6 && text[3] == ':');
    if (!shape || (size_t)end + 1 != length || hours > 14 || minutes > 59 ||
        minutes < 0)
        return false;
    *seconds = (hours * 60L + minutes) * 60 * (*text == '-' ? -1 : 1);
    return true;
}

/* Dates and times. Each function takes what it knows and returns what
 * follows, or NULL. */

static const char *skip(const char *text, const char *what)
{
    return text + strspn(text, what);
}

/* "23:59", "23:59:30", "23:59:30.5", and 24:00 for the end of a day. */
static const char *clock_in(const char *text, struct tm *t)
{
    int end = 0;
    if (!isdigit((unsigned char)*text) ||
        sscanf(text, "%2d:%2d%n", &t->tm_hour, &t->tm_min, &end) != 2 ||
        text[end - 3] != ':' || !isdigit((unsigned char)text[end - 2]))
        return NULL;
    text += end;
    if (text[0] == ':' && isdigit((unsigned char)text[1]) &&
        isdigit((unsigned char)text[2])) {
        t->tm_sec = 10 * (text[1] - '0') + text[2] - '0';
        text += 3;
        if (*text == '.' && isdigit((unsigned char)text[1]))
            text = skip(text + 1, "0123456789");
    }
    return text;
}

/* "2024-11-05T23:59" */
static const char *iso(const char *text, struct tm *t)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '0' ? !isdigit((unsigned char)text[i])
                            : text[i] != shape[i])
            return NULL;
    sscanf(text, "%4d-%2d-%2d", &t->tm_year, &t->tm_mon, &t->tm_mday);
    text += sizeof shape - 1;
    return strchr("T ", *text) && *text ? clock_in(text + 1, t) : NULL;
}

/* "5.11.2024 23:59", "05.11.2024, 23:59 Uhr" */
static const char *german(const char *text, struct tm *t)
{
    int end = 0;
    if (sscanf(text, "%2d.%2d.%4d%n", &t->tm_mday, &t->tm_mon, &t->tm_year,
               &end) != 3 ||
        t->tm_year < 1000 || !end)
        return NULL;
    text = clock_in(skip(text + end, ", "), t);
    if (text && strncmp(skip(text, " "), "Uhr", 3) == 0)
        text = skip(text, " ") + 3;
    return text;
}

static bool month_of(const char *name, int *month)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    for (int i = 0; i < 12; i++)
        if (strcmp(name, months[i]) == 0)
            return *month = i + 1, true;
    return false;
}

/* "Tue, 5 Nov 2024 23:59:00 +0100": mail, RFC 5322, and git's rfc */
static const char *mail(const char *text, struct tm *t)
{
    char month[4];
    int end = 0;
    if (isalpha((unsigned char)*text)) {
        if (strcspn(text, ",") != 3)
            return NULL;
        text = skip(text + 4, " ");
    }
    if (sscanf(text, "%2d %3[A-Za-z] %4d %n", &t->tm_mday, month, &t->tm_year,
               &end) != 3 ||
        !end || !month_of(month, &t->tm_mon))
        return NULL;
    return clock_in(text + end, t);
}

/* "Tue Nov 5 23:59:00 2024 +0100": git's own */
static const char *git(const char *text, struct tm *t)
{
    char day[4], month[4];
    int end = 0;
    if (sscanf(text, "%3[A-Za-z] %3[A-Za-z] %2d %n", day, month, &t->tm_mday,
               &end) != 3 ||
        !end || !month_of(month, &t->tm_mon))
        return NULL;
    text = clock_in(text + end, t);
    end = 0;
    return text && sscanf(text, " %4d%n", &t->tm_year, &end) == 1 ? text + end
                                                                  : NULL;
}

/* The date and the time in any of these ways. */
static const char *fields_of(const char *text, struct tm *t)
{
    static const char *(*const ways[])(const char *, struct tm *) = {
        iso, german, mail, git};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        *t = (struct tm){0};
        const char *rest = ways[i](text, t);
        if (!rest)
            continue;
        t->tm_year -= 1900;
        t->tm_mon--;
        return skip(rest, " ");
    }
    return NULL;
}

/* 31 February and 25:00 are no times; 24:00 is the next day's 00:00. */
static bool exists(struct tm *t)
{
    bool midnight = t->tm_hour == 24 && t->tm_min == 0 && t->tm_sec == 0;
    t->tm_hour -= midnight ? 24 : 0;
    struct tm copy = *t;
    time_t moment = timegm(&copy);
    if (t->tm_sec >= 60 || t->tm_year < 70 || !gmtime_r(&moment, &copy) ||
        !same_time(t, &copy))
        return false;
    if (midnight) {
        moment += 86400;
        gmtime_r(&moment, t);
    }
    return true;
}

bool moment_has_seconds(const char *text)
{
    for (; (text = strchr(text, ':')); text++)
        if (isdigit((unsigned char)text[1]) &&
            isdigit((unsigned char)text[2]) && text[3] == ':')
            return true;
    return false;
}

time_t moment_later(time_t moment, const char *zone, double number,
                    long unit_s)
{
    if (unit_s != DAY_S)
        return moment + (time_t)(number * (double)unit_s);
    struct tm fields;
    time_t later;
    double days = floor(number);
    char *kept = enter_zone(zone);
    localtime_r(&moment, &fields);
    fields.tm_mday += (int)days;
    fields.tm_isdst = -1;
    later = mktime(&fields); /* an hour that is skipped is passed over */
    localtime_r(&later, &fields);
    leave_zone(kept);
    local(&fields, zone, &later); /* of two such hours the later one */
    return later + (time_t)((number - days) * DAY_S);
}

MomentEnd moment_read(const char *text, const char *zone, time_t *moment)
{
    long east;
    struct tm fields;
    const char *rest = fields_of(text, &fields);
    if (!rest || !exists(&fields))
        return MOMENT_MALFORMED;
    if (*rest) {
        if (!offset(rest, &east))
            return MOMENT_MALFORMED;
        *moment = timegm(&fields) - east;
        return MOMENT_GOOD;
    }
    if (!zone_known(zone))
        return MOMENT_NO_ZONE;
    return local(&fields, zone, moment) ? MOMENT_GOOD : MOMENT_NEVER;
}

char *moment_text(time_t moment, const char *zone)
{
    static const char *const days[] = {"Sunday",    "Monday",   "Tuesday",
                                       "Wednesday", "Thursday", "Friday",
                                       "Saturday"};
    static const char *const months[] = {"January", "February", "March",
                                         "April",   "May",      "June",
                                         "July",    "August",   "September",
                                         "October", "November", "December"};
    struct tm t;
    char *kept = enter_zone(zone);
    localtime_r(&moment, &t);
    leave_zone(kept);
    return format("%s, %d %s %d, %02d:%02d (%s)", days[t.tm_wday], t.tm_mday,
                  months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min,
                  zone);
}

char *duration_text(long long s)
{
    long long days = s / 86400, hours = s / 3600 % 24, minutes = s / 60 % 60;
    if (days)
        return format("%lld day%s %lld h", days, days == 1 ? "" : "s", hours);
    if (hours)
        return format("%lld h %lld min", hours, minutes);
    return minutes ? format("%lld min %lld s", minutes, s % 60)
                   : format("%lld s", s);
}
