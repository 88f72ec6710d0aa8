/* search.c - from a folder to the files of a set. */
#include "search.h"

#include "cifar10.h"

#include <ctype.h>
#include <dirent.h>
#include <fnmatch.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LOOKED_AT = 20000, MNIST_FILES = 4, CIFAR_FILES = 6, CLASSES = 10 };

/* Files */

typedef struct {
    char **item;
    size_t count;
} Paths;

static void add_path(Paths *paths, const char *dir, const char *name)
{
    size_t room = strlen(dir) + strlen(name) + 2;
    char **more = realloc(paths->item, (paths->count + 1) * sizeof *more);
    char *path = malloc(room);
    if (more)
        paths->item = more;
    if (!more || !path || room > PATH_MAX) {
        free(path); /* a set that is not found is complained about */
        return;
    }
    snprintf(path, room, "%s/%s", dir, name);
    paths->item[paths->count++] = path;
}

static void free_paths(Paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->item[i]);
    free(paths->item);
    *paths = (Paths){0};
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A folder's entries, in one order everywhere. What begins with a dot is
 * nobody's data, and stand-ins carry the names of what they stand for. */
static Paths entries_of(const char *dir)
{
    Paths found = {0};
    DIR *open = opendir(dir);
    struct dirent *entry;
    while (open && found.count < LOOKED_AT && (entry = readdir(open)))
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "standin") != 0)
            add_path(&found, dir, entry->d_name);
    if (open)
        closedir(open);
    if (found.count)
        qsort(found.item, found.count, sizeof *found.item, by_name);
    return found;
}

/* All regular files, those of a folder before those of folders in it. */
static void walk(const char *dir, int depth, Paths *files)
{
    Paths entries = entries_of(dir);
    struct stat s;
    for (size_t i = 0; i < entries.count && files->count < LOOKED_AT; i++)
        if (stat(entries.item[i], &s) == 0 && S_ISREG(s.st_mode))
            add_path(files, dir, strrchr(entries.item[i], '/') + 1);
    for (size_t i = 0; i < entries.count && files->count < LOOKED_AT; i++)
        if (depth > 0 && stat(entries.item[i], &s) == 0 && S_ISDIR(s.st_mode))
            walk(entries.item[i], depth - 1, files);
    free_paths(&entries);
}

/* Is this the name of the file, or what people make of it: other case, dots
 * or underscores for hyphens, packed? */
static bool is_called(const char *path, const char *due)
{
    const char *name = strrchr(path, '/') + 1;
    for (; *name && *due; name++, due++) {
        char c = (char)tolower((unsigned char)*name);
        if (c != *due && !(strchr("-._", c) && strchr("-._", *due)))
            return false;
    }
    return !*due && (!*name || strcasecmp(name, ".gz") == 0);
}

/* MNIST */

static const struct {
    const char *name, *sha256;
} mnist[MNIST_FILES] = {
    {"train-images-idx3-ubyte",
     "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
    {"train-labels-idx1-ubyte",
     "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
    {"t10k-images-idx3-ubyte",
     "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
    {"t10k-labels-idx1-ubyte",
     "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"}};

static uint32_t number(Bytes file, size_t which)
{
    const uint8_t *b = file.at + 4 * which;
    return file.size < 4 * which + 4
               ? 0
               : (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
                     (uint32_t)b[2] << 8 | b[3];
}

/* Why a file with a name of MNIST's is not MNIST's. */
static void refuse_mnist(const char *path, size_t which, Bytes file, Flaw *f)
{
    const uint32_t due = which < 2 ? 60000 : 10000;
    bool images = which % 2 == 0, whole = number(file, 1) == due;
    if (number(file, 0) != (images ? 0x803u : 0x801u))
        flaw(f, "%s: no file of %s in MNIST's format (IDX)", path,
             images ? "images" : "labels");
    else if (images &&
             (!whole || number(file, 2) != 28 || number(file, 3) != 28))
        flaw(f, "%s: %u images of %u x %u; MNIST has %u of 28 x 28 here",
             path, number(file, 1), number(file, 2), number(file, 3), due);
    else if (!whole)
        flaw(f, "%s: %u labels; MNIST has %u here", path, number(file, 1),
             due);
    else
        flaw(f,
             "%s: not MNIST's content, though of its form (Fashion-MNIST, "
             "KMNIST and EMNIST have it, and so have damaged copies)",
             path);
}

static bool is_mnist(const char *path, size_t which, Flaw *f)
{
    char hex[SHA256_DIGEST_STRING_LENGTH];
    Bytes file;
    Flaw why;
    if (!bytes_read(path, &file, &why))
        return flaw(f, "%s: %s", path, why.text);
    SHA256Data(file.at, file.size, hex);
    bool right = strcmp(hex, mnist[which].sha256) == 0;
    if (!right)
        refuse_mnist(path, which, file, f);
    free(file.at);
    return right;
}

/* One line about what is missing of a set in a folder. */
static void lack(const char *dir, const char *set, const char *missing,
                 Flaw *f)
{
    flaw(f, "%s holds only a part of %s; missing: %s", dir, set, missing);
}

static SearchEnd find_mnist(const Paths *all, const char *dir,
                            SetFiles *files, Flaw *f)
{
    char missing[200] = "";
    bool any = false, right[MNIST_FILES] = {false};
    f->text[0] = '\0';
    for (size_t w = 0; w < MNIST_FILES; w++) {
        Flaw why = {""};
        bool named = false;
        for (size_t i = 0; i < all->count && !right[w]; i++)
            if (is_called(all->item[i], mnist[w].name)) {
                named = true;
                right[w] = is_mnist(all->item[i], w, &why);
                snprintf(files->path[w], PATH_MAX, "%s", all->item[i]);
            }
        any |= named;
        if (named && !right[w] && !f->text[0])
            *f = why;
        if (!named)
            snprintf(missing + strlen(missing),
                     sizeof missing - strlen(missing), "%s%s",
                     *missing ? ", " : "", mnist[w].name);
    }
    files->published = true;
    if (any && !f->text[0] && *missing)
        lack(dir, "MNIST", missing, f);
    return !any ? SEARCH_NOTHING : f->text[0] ? SEARCH_REFUSED : SEARCH_FOUND;
}

/* CIFAR-10 */

static const char *const cifar[CIFAR_FILES] = {
    "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
    "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"};

static bool count_labels(const char *path, size_t counts[CLASSES], Flaw *f)
{
    Bytes file;
    Flaw why;
    bool fine = bytes_read(path, &file, &why);
    if (fine && file.size > 0 && file.size % (CIFAR_RECORD + 1) == 0 &&
        file.size % CIFAR_RECORD != 0)
        fine = flaw(&why,
                    "records of %d bytes, as CIFAR-100 has them; "
                    "CIFAR-10's have %d",
                    CIFAR_RECORD + 1, CIFAR_RECORD);
    fine = fine && cifar_check(file, CIFAR_BATCH, &why);
    for (size_t at = 0; fine && at < file.size; at += CIFAR_RECORD)
        counts[file.at[at]]++;
    free(file.at);
    return fine || flaw(f, "%s: %s", path, why.text);
}

static bool is_cifar(const SetFiles *files, Flaw *f)
{
    size_t train[CLASSES] = {0}, test[CLASSES] = {0};
    for (size_t w = 0; w < CIFAR_FILES; w++)
        if (!count_labels(files->path[w], w < 5 ? train : test, f))
            return false;
    for (size_t c = 0; c < CLASSES; c++)
        if (train[c] != 5000 || test[c] != 1000)
            return flaw(f,
                        "%s and the files beside it: %zu + %zu pictures of "
                        "class %zu; CIFAR-10 has 5000 + 1000 of each",
                        files->path[0], train[c], test[c], c);
    return true;
}

/* What `make data` wrote beside the batches when their archive was the
 * publisher's: the batches' SHA-256. */
static bool is_published(const SetFiles *files)
{
    char path[PATH_MAX + 32], line[200], hex[SHA256_DIGEST_STRING_LENGTH];
    const char *end = strrchr(files->path[0], '/');
    size_t same = 0;
    snprintf(path, sizeof path, "%.*s/published.sha256",
             (int)(end - files->path[0]), files->path[0]);
    FILE *list = fopen(path, "re");
    while (list && same < CIFAR_FILES && fgets(line, sizeof line, list)) {
        if (!SHA256File(files->path[same], hex) ||
            strncmp(line, hex, SHA256_DIGEST_STRING_LENGTH - 1) != 0)
            break;
        same++;
    }
    if (list)
        fclose(list);
    return same == CIFAR_FILES;
}

/* The six files in one folder: two copies are never mixed. */
static SearchEnd gather_cifar(const Paths *all, const char *folder,
                              size_t length, SetFiles *files, Flaw *f)
{
    char missing[200] = "", shown[PATH_MAX];
    snprintf(shown, sizeof shown, "%.*s", (int)length, folder);
    for (size_t w = 0; w < CIFAR_FILES; w++) {
        bool there = false;
        for (size_t i = 0; i < all->count && !there; i++) {
            const char *path = all->item[i];
            there = strrchr(path, '/') == path + length &&
                    strncmp(path, folder, length) == 0 &&
                    is_called(path, cifar[w]);
            if (there)
                snprintf(files->path[w], PATH_MAX, "%s", path);
        }
        if (!there)
            snprintf(missing + strlen(missing),
                     sizeof missing - strlen(missing), "%s%s",
                     *missing ? ", " : "", cifar[w]);
    }
    if (*missing) {
        lack(shown, "CIFAR-10", missing, f);
        return SEARCH_REFUSED;
    }
    return is_cifar(files, f) ? SEARCH_FOUND : SEARCH_REFUSED;
}

static SearchEnd find_cifar(const Paths *all, SetFiles *files, Flaw *f)
{
    SearchEnd end = SEARCH_NOTHING;
    const char *last = "";
    size_t last_length = 0;
    for (size_t i = 0; i < all->count && end != SEARCH_FOUND; i++) {
        const char *path = all->item[i];
        size_t length = (size_t)(strrchr(path, '/') - path);
        bool one = false;
        for (size_t w = 0; w < CIFAR_FILES; w++)
            one |= is_called(path, cifar[w]);
        if (!one || (length == last_length && !strncmp(path, last, length)))
            continue;
        Flaw why;
        SearchEnd this = gather_cifar(all, path, length, files, &why);
        if (this == SEARCH_REFUSED && end == SEARCH_NOTHING)
            *f = why;
        end = this;
        last = path;
        last_length = length;
    }
    if (end == SEARCH_FOUND)
        files->published = is_published(files);
    return end;
}

SearchEnd search_set(Set set, const char *dir, int depth, SetFiles *files,
                     Flaw *f)
{
    Paths all = {0};
    *files = (SetFiles){.published = false};
    walk(dir, depth, &all);
    SearchEnd end = set == SET_MNIST ? find_mnist(&all, dir, files, f)
                                     : find_cifar(&all, files, f);
    free_paths(&all);
    return end;
}

void search_hint(const char *dir, Flaw *f)
{
    static const struct {
        const char *name, *what;
    } known[] = {
        {"data_batch_[1-5]", "CIFAR-10 as Python's pickles; take the binary "
                             "version, cifar-10-binary.tar.gz"},
        {"*.csv", "tables; take the files in MNIST's own format (IDX)"},
        {"*.csv.gz", "tables; take the files in MNIST's own format (IDX)"},
        {"*.npz", "NumPy's archives; take the publishers' files"},
        {"*.parquet", "Parquet tables; take the publishers' files"},
        {"*.pt", "PyTorch's tensors; take the publishers' files"},
        {"*.mat", "Matlab's files; take the binary version"},
        {"emnist-*", "EMNIST, which is not MNIST"},
        {"train.bin", "CIFAR-100 or STL-10, which are not CIFAR-10"},
        {"*.zip", "an archive: unpack it there"},
        {"*.tar", "an archive: unpack it there"},
        {"*.tgz", "an archive: unpack it there"},
        {"*.tar.gz", "an archive: unpack it there"}};
    Paths all = {0};
    f->text[0] = '\0';
    walk(dir, SEARCH_DEEP, &all);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        for (size_t i = 0; i < all.count && !f->text[0]; i++)
            if (fnmatch(known[k].name, strrchr(all.item[i], '/') + 1, 0) == 0)
                flaw(f, "%s is %s", all.item[i], known[k].what);
    free_paths(&all);
}
