/* csv.c - a table appears whole under its name or not at all. */
#include "csv.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

static bool complain(const char *path)
{
    fprintf(stderr, "%s: %s; free the place and run again\n", path,
            strerror(errno));
    return false;
}

bool csv_open(const char *dir, const char *name, const char *key,
              const char *header, Csv *csv)
{
    snprintf(csv->path, sizeof csv->path, "%s/%s", dir, name);
    snprintf(csv->part, sizeof csv->part, "%s.part", csv->path);
    csv->file = fopen(csv->part, "w");
    if (!csv->file)
        return complain(csv->part);
    if (key)
        fprintf(csv->file, "# %s\n", key);
    fprintf(csv->file, "%s\n", header);
    return true;
}

void csv_row(Csv *csv, const char *format, ...)
{
    if (!csv->file)
        return;
    va_list args;
    va_start(args, format);
    vfprintf(csv->file, format, args);
    va_end(args);
    fputc('\n', csv->file);
}

bool csv_close(Csv *csv)
{
    if (!csv->file)
        return false;
    bool failed = ferror(csv->file) != 0;
    failed |= fclose(csv->file) != 0;
    csv->file = NULL;
    if (failed || rename(csv->part, csv->path) != 0) {
        complain(csv->path);
        remove(csv->part);
        return false;
    }
    return true;
}
