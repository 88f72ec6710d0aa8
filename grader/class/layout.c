/* layout.c - recognises how submissions lie in a directory. */
#include "layout.h"
#include "base/fault.h"
#include "gradescope.h"
#include "names.h"
#include "platform.h"
#include "teams.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Things */

typedef enum { NOTHING, LINK, A_FILE, A_FOLDER } Thing;

static Thing thing(const char *path)
{
    struct stat s;
    if (lstat(path, &s) != 0)
        return NOTHING;
    return S_ISDIR(s.st_mode)   ? A_FOLDER
           : S_ISREG(s.st_mode) ? A_FILE
           : S_ISLNK(s.st_mode) ? LINK
                                : NOTHING;
}

static bool is_archive(const char *name)
{
    return name[archive_stem(name)] != '\0';
}

/* What programs leave behind. */
static bool is_litter(const char *name)
{
    static const char *const litter[] = {"__MACOSX",  ".DS_Store",
                                         ".git",      "desktop.ini",
                                         "Thumbs.db", "Icon\r"};
    for (size_t i = 0; i < sizeof litter / sizeof *litter; i++)
        if (strcmp(name, litter[i]) == 0)
            return true;
    return strncmp(name, "._", 2) == 0;
}

static int is_name(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 &&
           strcmp(entry->d_name, "..") != 0 && !is_litter(entry->d_name);
}

/* All names, sorted; a person's may begin with a dot. */
static Texts names_in(const char *directory)
{
    Texts names = {0};
    struct dirent **entries;
    int count = scandir(directory, &entries, is_name, alphasort);
    for (int i = 0; i < count; i++) {
        texts_add(&names, "%s", entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return names;
}

static char *below(const char *directory, const char *name)
{
    return format("%s/%s", directory, name);
}

/* A folder of one submission */

typedef struct {
    size_t files, archives;
    bool chapters;
    char *archive; /* the path of the first */
} Folder;

static bool is_chapter(const char *name)
{
    return isdigit((unsigned char)name[0]) &&
           isdigit((unsigned char)name[1]) && name[2] == '-';
}

static void look(const char *path, int levels, Folder *folder)
{
    Texts names = names_in(path);
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.item[i];
        char *inside = below(path, name);
        Thing what = thing(inside);
        folder->files += what == A_FILE || what == LINK;
        if (what == A_FILE && is_archive(name) && folder->archives++ == 0)
            folder->archive = format("%s", inside);
        folder->chapters |= what == A_FOLDER && is_chapter(name);
        if (what == A_FOLDER && levels > 1)
            look(inside, levels - 1, folder);
        free(inside);
    }
    texts_free(&names);
}

/* The entry is this folder, or the one archive that it holds. */
static void take_folder(Entry *entry, const char *path)
{
    Folder folder = {0};
    look(path, 3, &folder);
    bool inner = !folder.chapters && folder.archives == 1;
    set_text(&entry->path, inner ? folder.archive : path);
    if (!folder.files)
        set_text(&entry->problem, "it is an empty folder");
    else if (!folder.chapters && folder.archives > 1)
        set_text(&entry->problem,
                 "it holds several archives and no chapters; which one "
                 "counts?");
    free(folder.archive);
}

/* Files that a platform put side by side: the archive among them counts. */
static void take_file(Entry *entry, const char *path)
{
    bool archive = is_archive(path);
    if (!entry->path) {
        set_text(&entry->path, path);
        if (!archive)
            set_text(&entry->problem, "no archive was handed in");
        return;
    }
    bool had = is_archive(entry->path);
    if (archive && had)
        set_text(&entry->problem,
                 "several archives were handed in; which one counts?");
    if (!archive || had)
        return;
    set_text(&entry->path, path);
    free(entry->problem);
    entry->problem = NULL;
}

/* What platforms put in front of an archive's name is not the student's. */
static void set_archive(Entry *entry, const char *path, const char *file)
{
    bool other = strcmp(entry->path, path) != 0;
    if (!is_archive(entry->path) || thing(entry->path) != A_FILE ||
        (other && entry->archive))
        return;
    set_text(&entry->archive,
             other || !file ? strrchr(entry->path, '/') + 1 : file);
}

/* `file` is its name when it was handed in, NULL for the path's own. */
static void take(Entry *entry, const char *path, const char *file)
{
    Thing what = thing(path);
    if (what == A_FOLDER)
        take_folder(entry, path);
    else if (what == A_FILE)
        take_file(entry, path);
    else {
        set_text(&entry->path, path);
        set_text(&entry->problem,
                 what == LINK ? "it is a link, and links are not followed"
                              : "it is neither a folder nor a file");
    }
    set_archive(entry, path, file);
}

/* Layouts */

static void leave(Class *class, const char *name)
{
    char *shown = clean_line(name, strlen(name), 200);
    texts_add(&class->not_taken, "%s", shown);
    free(shown);
}

static void take_plain(Class *class, const char *name, const char *path)
{
    bool folder = thing(path) != A_FILE;
    if (!folder && !is_archive(name)) {
        leave(class, name);
        return;
    }
    int base = folder ? (int)strlen(name) : archive_stem(name);
    take(class_add(class, name, base, folder ? FOLDER : ARCHIVE), path, NULL);
}

/* Somebody wrote into the platform's own field. It counts as handed in, where
 * no file came as well. */
static void take_text(Entry *entry, const char *path)
{
    if (entry->path)
        return;
    set_text(&entry->path, path);
    set_text(&entry->problem,
             "a text or a web address was handed in, and no files");
}

/* Of a person there may be several files. */
static void take_platform(Class *class, const char *name, const char *path,
                          Layout layout, const PlatformName *parts)
{
    char *person = format("%.*s", parts->person, name),
         *id = format("%.*s", parts->id, name + parts->id_at),
         *raw = format("%s_%s", person, id);
    Entry *entry = class_find(class, raw);
    if (!entry)
        entry = class_add(class, raw, (int)strlen(raw), layout);
    set_text(layout == MOODLE ? &entry->full_name : &entry->user, person);
    set_text(&entry->participant, id);
    entry->late |= parts->late;
    if (parts->text)
        take_text(entry, path);
    else
        take(entry, path, *parts->file ? parts->file : NULL);
    free(raw);
    free(id);
    free(person);
}

static void take_name(Class *class, const char *name, const char *path,
                      Layout layout)
{
    PlatformName parts;
    if (layout == MOODLE && moodle_name(name, &parts) && !parts.text)
        take_platform(class, name, path, layout, &parts);
    else if (layout == CANVAS && thing(path) == A_FILE &&
             canvas_name(name, &parts))
        take_platform(class, name, path, layout, &parts);
    else if (layout == GRADESCOPE && thing(path) == A_FOLDER)
        take(class_add(class, name, (int)strlen(name), layout), path, NULL);
    else if (layout == FOLDER)
        take_plain(class, name, path);
    else
        leave(class, name);
}

/* One name of Moodle's is enough; a group of students may call its archive
 * what Canvas would, so there all folders and archives have to look so. */
static Layout recognise(const char *directory, const Texts *names)
{
    size_t moodle = 0, canvas = 0, others = 0;
    PlatformName parts;
    if (texts_have(names, GRADESCOPE_FILE))
        return GRADESCOPE;
    for (size_t i = 0; i < names->count; i++) {
        char *path = below(directory, names->item[i]);
        bool file = thing(path) == A_FILE;
        moodle += moodle_name(names->item[i], &parts);
        if (file && canvas_name(names->item[i], &parts))
            canvas++;
        else
            others += !file || is_archive(names->item[i]);
        free(path);
    }
    return moodle ? MOODLE : canvas && !others ? CANVAS : FOLDER;
}

static void check(const char *directory)
{
    struct stat s;
    char *shown = clean_ascii(directory, strlen(directory), 300);
    if (stat(directory, &s) != 0)
        die(BAD_INPUT, "SUBMISSIONS=%s cannot be read: %s", shown,
            strerror(errno));
    if (!S_ISDIR(s.st_mode))
        die(BAD_INPUT, "SUBMISSIONS=%s is neither a directory nor a .zip",
            shown);
    free(shown);
}

Class layout_read(const char *directory)
{
    Class class = {0};
    check(directory);
    Texts names = names_in(directory);
    Layout layout = recognise(directory, &names);
    for (size_t i = 0; i < names.count; i++) {
        char *path = below(directory, names.item[i]);
        if (layout != GRADESCOPE ||
            strcmp(names.item[i], GRADESCOPE_FILE) != 0)
            take_name(&class, names.item[i], path, layout);
        free(path);
    }
    texts_free(&names);
    if (layout == GRADESCOPE)
        gradescope_read(directory, &class);
    if (layout == MOODLE)
        teams_find(&class);
    if (!class.count)
        die(BAD_INPUT, "SUBMISSIONS=%s holds no folders and no archives",
            clean_ascii(directory, strlen(directory), 300));
    class_name(&class);
    return class;
}
