/* student.c - who handed in. */
#include "student.h"
#include "base/fault.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { VALUE_MOST = 100 };

static Student *new_student(Submission *s)
{
    if (s->student_count == STUDENTS_MOST)
        return NULL;
    Student *student = &s->students[s->student_count++];
    *student = (Student){format("%s", ""), format("%s", "")};
    return student;
}

static void replace(char **text, char *value)
{
    free(*text);
    *text = value;
}

static char **slot(Student *student, bool id)
{
    return id ? &student->id : &student->name;
}

/* To the first member who has none yet, else to a new one. */
static void set_member(Submission *s, bool id, char *value)
{
    size_t i = 0;
    while (i < s->student_count && **slot(&s->students[i], id))
        i++;
    Student *student =
        i < s->student_count ? &s->students[i] : new_student(s);
    if (student)
        replace(slot(student, id), value);
    else
        free(value);
}

/* "Lovelace, Ada" is one name, unless two members wait for theirs. */
static const char *separators(const Submission *s, bool id)
{
    size_t nameless = 0;
    for (size_t i = 0; i < s->student_count; i++)
        nameless += !*s->students[i].name;
    return id || nameless > 1 ? ",;" : ";";
}

static void set_members(Submission *s, bool id, const char *text)
{
    Texts values = texts_split(text, separators(s, id));
    for (size_t i = 0; i < values.count; i++) {
        char *value =
            clean_line(values.item[i], strlen(values.item[i]), VALUE_MOST);
        if (*value)
            set_member(s, id, value);
        else
            free(value);
    }
    texts_free(&values);
}

static void declare(Submission *s, const char *text)
{
    Texts words = texts_split(text, ",; \t\r");
    for (size_t i = 0; i < words.count; i++) {
        char *word =
            clean_line(words.item[i], strlen(words.item[i]), VALUE_MOST);
        if (*word && !texts_have(&s->declared, word))
            texts_add(&s->declared, "%s", word);
        free(word);
    }
    texts_free(&words);
}

static void set(Submission *s, const char *key, const char *text)
{
    bool id = strcasecmp(key, "id") == 0;
    if (id || strcasecmp(key, "name") == 0)
        set_members(s, id, text);
    else if (strcasecmp(key, "group") == 0)
        replace(&s->group, clean_line(text, strlen(text), VALUE_MOST));
    else if (strcasecmp(key, "present") == 0)
        declare(s, text);
}

/* No UTF-8 anywhere, and all above ASCII is a letter of Latin-1. */
static bool is_latin1(const char *text)
{
    bool any = false;
    for (const unsigned char *at = (const void *)text; *at; at++) {
        bool utf8 = *at >= 0xc2 && (at[1] & 0xc0) == 0x80;
        if (utf8 || (*at >= 0x80 && *at < 0xa0))
            return false;
        any |= *at >= 0x80;
    }
    return any;
}

static char *in_utf8(const char *text)
{
    if (!is_latin1(text))
        return format("%s", text);
    char *all = grow(NULL, 2 * strlen(text) + 1, 1), *to = all;
    for (const unsigned char *at = (const void *)text; *at; at++) {
        if (*at >= 0x80)
            *to++ = (char)(0xc0 | *at >> 6);
        *to++ = (char)(*at >= 0x80 ? 0x80 | (*at & 0x3f) : *at);
    }
    *to = '\0';
    return all;
}

/* Blanks that do not break are blanks. */
static void plain_blanks(char *text)
{
    for (char *at = text; at && (at = strstr(at, "\xc2\xa0"));)
        at[0] = at[1] = ' ';
}

void student_read(const Handed *file, Submission *submission)
{
    char *text = file && file->bytes ? in_utf8(file->bytes) : NULL;
    char *rest = text;
    plain_blanks(text);
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *sign = strpbrk(line, ":=");
        if (!sign)
            continue;
        *sign = '\0';
        set(submission, text_trim(line), sign + 1);
    }
    free(text);
    bool any = submission->student_count && *submission->students[0].id;
    if (!any)
        texts_add(&submission->flags,
                  "student.txt is missing or names no id");
}
