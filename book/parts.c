/* parts.c - what the long report and the short one share. */
#include "parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 2000 };

const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

double number_of(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

/* Markdown takes a backslash before punctuation as "this very character". */
void put(const char *text)
{
    for (size_t i = 0; text[i] && i < LONGEST; i++) {
        unsigned char c = (unsigned char)text[i];
        if (ispunct(c))
            putchar('\\');
        putchar(iscntrl(c) || isspace(c) ? ' ' : c);
    }
}

const char *word_for(const char *status)
{
    static const char *const words[][2] = {{"passed", "passed"},
                                           {"failed", "not yet"},
                                           {"skipped", "skipped"},
                                           {"broken", "not judged"},
                                           {"to_be_marked", "to be marked"},
                                           {"unanswered", "not answered"},
                                           {"answered", "answered"},
                                           {"unknown", "not run"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return words[i][1];
    return "?";
}

/* Fields are separated by tabs; the last may be missing. */
bool next_label(FILE *labels, Label *label)
{
    char line[LABEL_LINE];
    char *fields[] = {label->id, label->number, label->page, label->text,
                      label->name};
    if (!fgets(line, sizeof line, labels))
        return false;
    line[strcspn(line, "\n")] = '\0';
    char *rest = line;
    for (size_t i = 0; i < 5; i++) {
        char *field = strsep(&rest, "\t");
        strcpy(fields[i], field ? field : "");
    }
    return true;
}

bool is_wanted(const char *variable, char separator, const char *word)
{
    const char *list = getenv(variable);
    size_t length = strlen(word);
    if (!list || !*list)
        return true;
    for (const char *at = list; at; at = strchr(at, separator)) {
        at += strspn(at, (char[]){separator, ' ', '\0'});
        if (strncmp(at, word, length) == 0 &&
            (!at[length] || at[length] == separator))
            return true;
    }
    return false;
}
