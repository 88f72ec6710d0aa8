/* moodle-feedback.c - a zip of feedback files for a Moodle assignment, each
 * in the folder in which the submission was downloaded:
 * NAME_1234_assignsubmission_file. Moodle takes what stands between the first
 * two underscores for the participant's number, so a name has none here. */
#include "base/fault.h"
#include "base/files.h"
#include "export/export.h"
#include "record/record.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 64 << 20 };

static void check(struct archive *zip, int status)
{
    if (status < ARCHIVE_WARN)
        die(BAD_INPUT, "the archive cannot be written: %s",
            archive_error_string(zip));
}

static void add_file(struct archive *zip, const char *name, const char *bytes,
                     size_t size)
{
    struct archive_entry *entry = need(archive_entry_new());
    archive_entry_set_pathname_utf8(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_entry_set_mtime(entry, 1577836800, 0); /* the same each time */
    check(zip, archive_write_header(zip, entry));
    if (archive_write_data(zip, bytes, size) < 0)
        check(zip, ARCHIVE_FATAL);
    archive_entry_free(entry);
}

/* The folder as Moodle named it, "" for a submission that has none; to be
 * freed. */
static char *folder_of(const Class *class, size_t number)
{
    char *name = class_platform(class, number, "full_name"),
         *participant = class_platform(class, number, "participant"), *folder;
    for (char *c = name; *c; c++)
        *c = strchr("_/\\", *c) ? ' ' : *c;
    char *shown = text_trim(name);
    while (*shown == '.' || *shown == '~')
        shown++;
    bool sound =
        *participant && !participant[strspn(participant, "0123456789")];
    folder = sound ? format("%s_%s_assignsubmission_file",
                            *shown ? shown : "Participant", participant)
                   : format("%s", "");
    free(name);
    free(participant);
    return folder;
}

static size_t add(struct archive *zip, const Class *class, size_t number,
                  const char *folder, const char *file)
{
    size_t size;
    char *path =
        format("%s/%s/%s", class->out, class_name(class, number), file);
    char *bytes = file_read(path, FILE_MOST, &size);
    char *name = format("%s/%s", folder, file);
    if (bytes)
        add_file(zip, name, bytes, size);
    free(path);
    free(name);
    bool added = bytes;
    free(bytes);
    return added;
}

/* Feedback, or a line that says why there is none. */
static size_t add_submission(struct archive *zip, const Class *class,
                             size_t number, const char *folder)
{
    size_t added = add(zip, class, number, folder, "feedback.md") +
                   add(zip, class, number, folder, "report.pdf");
    json_t *view = added ? NULL : class_view(class, number);
    if (view && view_problem(view)) {
        char *name = format("%s/feedback.md", folder),
             *text = format("Your submission could not be graded: %s\n",
                            view_problem(view));
        add_file(zip, name, text, strlen(text));
        free(name);
        free(text);
        added = 1;
    }
    json_decref(view);
    return added;
}

static void write_it(FILE *out, const Class *class)
{
    size_t files = 0;
    struct archive *zip = need(archive_write_new());
    check(zip, archive_write_set_format_zip(zip));
    check(zip, archive_write_set_options(zip, "hdrcharset=UTF-8"));
    check(zip, archive_write_open_FILE(zip, out));
    for (size_t i = 0; i < class->count; i++) {
        char *folder = folder_of(class, i);
        if (*folder)
            files += add_submission(zip, class, i, folder);
        else
            complain("'%s' did not come from a Moodle download, and is left "
                     "out",
                     class_name(class, i));
        free(folder);
    }
    check(zip, archive_write_close(zip));
    archive_write_free(zip);
    if (!files)
        die(BAD_INPUT, "there is no feedback for anybody; moodle-feedback is "
                       "for submissions as Moodle's \"Download all "
                       "submissions\" hands them out");
}

EXPORT_FORMAT(.name = "moodle-feedback", .file = "moodle-feedback.zip",
              .about = "a zip of feedback files for a Moodle assignment",
              .all = write_it)
