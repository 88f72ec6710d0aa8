/* moment.c - points in time. */
#include "moment.h"
#include "fault.h"

#include <ctype.h>
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

static bool digits_fit(const char *text, const char *shape)
{
    for (; *shape; shape++, text++)
        if (*shape == '0'
                ? !isdigit((unsigned char)*text)
                : *shape != *text && !(*shape == 'T' && *text == ' '))
            return false;
    return true;
}

/* The date and the time; returns what follows, or NULL. */
static const char *fields_of(const char *text, struct tm *t)
{
    static const char shape[] = "0000-00-00T00:00", seconds[] = ":00";
    if (!digits_fit(text, shape))
        return NULL;
    sscanf(text, "%4d-%2d-%2d%*c%2d:%2d", &t->tm_year, &t->tm_mon,
           &t->tm_mday, &t->tm_hour, &t->tm_min);
    text += sizeof shape - 1;
    if (digits_fit(text, seconds)) {
        sscanf(text, ":%2d", &t->tm_sec);
        text += sizeof seconds - 1;
        if (*text == '.' && isdigit((unsigned char)text[1]))
            text += 1 + strspn(text + 1, "0123456789");
    }
    t->tm_year -= 1900;
    t->tm_mon--;
    return text;
}

/* 31 February and 25:00 are no times. */
static bool exists(const struct tm *t)
{
    struct tm copy = *t;
    time_t moment = timegm(&copy);
    return t->tm_sec < 60 && t->tm_year >= 70 && gmtime_r(&moment, &copy) &&
           same_time(t, &copy);
}

MomentEnd moment_read(const char *text, const char *zone, time_t *moment)
{
    long east;
    struct tm fields = {0};
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
