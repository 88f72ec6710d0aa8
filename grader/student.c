/* student.c - who handed in. */
#include "student.h"
#include "fault.h"

#include <stdlib.h>
#include <string.h>

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

/* A second id is another member, and so is a second name. */
static void set_member(Submission *s, bool id, char *value)
{
    Student *last = s->student_count ? &s->students[s->student_count - 1]
                                     : new_student(s);
    if (*(id ? last->id : last->name))
        last = new_student(s);
    if (last)
        replace(id ? &last->id : &last->name, value);
    else
        free(value);
}

static void set(Submission *s, const char *key, const char *text)
{
    char *value = clean_line(text, strlen(text), VALUE_MOST);
    if (*value && strcmp(key, "id") == 0)
        set_member(s, true, value);
    else if (*value && strcmp(key, "name") == 0)
        set_member(s, false, value);
    else if (*value && strcmp(key, "group") == 0)
        replace(&s->group, value);
    else
        free(value);
}

void student_read(const Handed *file, Submission *submission)
{
    char *text = file && file->bytes ? format("%s", file->bytes) : NULL;
    char *rest = text;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *colon = strchr(line, ':');
        if (!colon)
            continue;
        *colon = '\0';
        set(submission, text_trim(line), colon + 1);
    }
    free(text);
    bool any = submission->student_count && *submission->students[0].id;
    if (!any)
        texts_add(&submission->flags,
                  "student.txt is missing or names no id");
}
