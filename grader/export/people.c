/* people.c - who handed in what. */
#include "people.h"
#include "base/alike.h"
#include "base/fault.h"
#include "record/record.h"
#include "verdict.h"
#include "view.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

/* Comparing */

/* Names differ in case, blanks, underscores, and "Last, First". */
static char *plain(const char *name)
{
    const char *comma = strchr(name, ',');
    char *as_it_is =
        comma && !strchr(comma + 1, ',')
            ? format("%s %.*s", comma + 1, (int)(comma - name), name)
            : format("%s", name);
    char *turned = composed(as_it_is);
    free(as_it_is);
    size_t size = mbstowcs(NULL, turned, 0), used = 0;
    wchar_t *wide = grow(NULL, size == NONE ? 1 : size + 1, sizeof *wide);
    if (size == NONE || mbstowcs(wide, turned, size + 1) == NONE) {
        free(wide);
        return turned;
    }
    for (size_t i = 0; i < size; i++) {
        bool blank = iswspace((wint_t)wide[i]) || wide[i] == '_';
        if (!blank)
            wide[used++] = (wchar_t)towlower((wint_t)wide[i]);
        else if (used && wide[used - 1] != ' ')
            wide[used++] = ' ';
    }
    used -= used && wide[used - 1] == ' ';
    wide[used] = 0;
    turned = grow(turned, used + 1, MB_CUR_MAX);
    wcstombs(turned, wide, (used + 1) * MB_CUR_MAX);
    free(wide);
    return turned;
}

/* Both the same, and not empty. */
static bool same(const char *a, const char *b)
{
    if (!*a || !*b)
        return false;
    char *one = plain(a), *two = plain(b);
    bool equal = *one && strcmp(one, two) == 0;
    free(one);
    free(two);
    return equal;
}

/* Reading */

static Person *add(People *people, size_t number)
{
    people->person =
        grow(people->person, people->count + 1, sizeof *people->person);
    Person *person = &people->person[people->count++];
    *person = (Person){.submission = number};
    return person;
}

static void add_member(People *people, size_t number, const json_t *member)
{
    Person *person = add(people, number);
    person->name = format("%s", member ? text_of(member, "name") : "");
    person->id = format("%s", member ? text_of(member, "id") : "");
    person->full_name = format("%s", "");
    person->participant = format("%s", "");
    person->user = format("%s", "");
    person->email = format("%s", "");
    person->login = format("%s", "");
    person->known_id = format("%s", "");
}

static void replace(char **text, char *with)
{
    free(*text);
    *text = with;
}

static bool vouched(const Person *person)
{
    return *person->full_name || *person->participant || *person->user ||
           *person->email || *person->login || *person->known_id;
}

static bool same_person(const Person *a, const Person *known)
{
    return same(a->name, known->full_name) || same(a->id, known->login) ||
           same(a->id, known->email) || same(a->id, known->known_id);
}

static void free_person(Person *person)
{
    free(person->name);
    free(person->id);
    free(person->full_name);
    free(person->participant);
    free(person->user);
    free(person->email);
    free(person->login);
    free(person->known_id);
}

/* What is known of a member replaces what it says of itself. */
static void vouch_for(Person *member, Person *known)
{
    const char *name = *known->full_name ? known->full_name : member->name,
               *id = *known->known_id ? known->known_id : member->id;
    replace(&known->name, format("%s", name));
    replace(&known->id, format("%s", id));
    free_person(member);
    *member = *known;
}

/* What the platform says goes to the member it means: the only one, or the
 * one with this name or id; else it is one more. */
static void add_platform(People *people, const Class *class, size_t number,
                         size_t first)
{
    size_t members = people->count - first, which = NONE;
    Person known = {.submission = number,
                    .name = format("%s", ""),
                    .id = format("%s", ""),
                    .full_name = class_platform(class, number, "full_name"),
                    .participant =
                        class_platform(class, number, "participant"),
                    .user = class_platform(class, number, "user"),
                    .email = class_platform(class, number, "email"),
                    .login = class_platform(class, number, "login"),
                    .known_id = class_platform(class, number, "id")};
    if (strchr(known.known_id, ';')) /* those of a whole group */
        *known.known_id = '\0';
    for (size_t i = first; i < people->count && which == NONE; i++)
        if (members == 1 || same_person(&people->person[i], &known))
            which = i;
    if (!vouched(&known)) {
        free_person(&known);
        return;
    }
    if (which == NONE) {
        add_member(people, number, NULL);
        which = people->count - 1;
    }
    vouch_for(&people->person[which], &known);
}

People people_read(const Class *class)
{
    People people = {NULL, 0};
    for (size_t i = 0; i < class->count; i++) {
        size_t k, first = people.count;
        json_t *member, *view = class_view(class, i);
        json_array_foreach(json_object_get(view, "group"), k, member)
            add_member(&people, i, member);
        add_platform(&people, class, i, first);
        if (people.count == first)
            add_member(&people, i, NULL);
        json_decref(view);
    }
    return people;
}

void people_free(People *people)
{
    for (size_t i = 0; i < people->count; i++)
        free_person(&people->person[i]);
    free(people->person);
    *people = (People){0};
}

/* Claims */

/* Two without an id are the same when their names are. */
static bool claim_the_same(const Person *a, const Person *b)
{
    return *a->id || *b->id ? same(a->id, b->id) : same(a->name, b->name);
}

/* The first person of another submission who claims the same, or NULL. */
static const Person *rival(const People *people, const Person *person)
{
    for (size_t i = 0; i < people->count; i++) {
        const Person *other = &people->person[i];
        if (other->submission != person->submission &&
            claim_the_same(other, person))
            return other;
    }
    return NULL;
}

json_t *people_grade(const People *people, const Class *class,
                     const Person *person)
{
    json_t *view = class_view(class, person->submission);
    const char *why = view ? view_unfit(view) : NULL;
    if (why)
        complain("'%s' is left out: %s",
                 class_name(class, person->submission), why);
    if (view && !why && (vouched(person) || !rival(people, person)))
        return view;
    json_decref(view);
    return NULL;
}

const char *people_id(const People *people, const Person *person)
{
    return *person->known_id       ? person->known_id
           : rival(people, person) ? ""
                                   : person->id;
}

/* A team of Moodle's hands in together, once for each member. */
static bool are_team(const Class *class, const Person *a, const Person *b)
{
    char *one = class_platform(class, a->submission, "team"),
         *two = class_platform(class, b->submission, "team");
    bool same = *one && strcmp(one, two) == 0;
    free(one);
    free(two);
    return same;
}

void people_complain(const People *people, const Class *class)
{
    for (size_t i = 0; i < people->count; i++) {
        const Person *person = &people->person[i],
                     *other = rival(people, person);
        if (other && !are_team(class, person, other))
            complain("'%s' says that it is by %s %s, and so does '%s': %s",
                     class_name(class, person->submission), person->id,
                     person->name, class_name(class, other->submission),
                     *person->known_id ? "the first is known"
                     : vouched(person) ? "its id is left out"
                                       : "it is left out");
    }
}

/* Finding */

typedef bool Match(const Person *person, const Sheet *sheet, size_t row,
                   const Keys *keys);

static bool has_number(const Person *person, const Sheet *sheet, size_t row,
                       const Keys *keys)
{
    const char *cell = sheet_text(sheet, row, keys->participant);
    cell += strcspn(cell, "0123456789");
    return same(person->participant, cell) ||
           same(person->user, sheet_text(sheet, row, keys->user));
}

static bool has_cell(const char *text, const Sheet *sheet, size_t row,
                     const Keys *keys)
{
    if (keys->first == NONE)
        return false;
    for (size_t c = keys->first; c <= keys->last; c++)
        if (same(text, sheet_text(sheet, row, c)))
            return true;
    return false;
}

static bool has_login(const Person *person, const Sheet *sheet, size_t row,
                      const Keys *keys)
{
    return has_cell(person->email, sheet, row, keys) ||
           has_cell(person->login, sheet, row, keys) ||
           has_cell(person->known_id, sheet, row, keys);
}

/* A name means somebody only where no other row has it. */
static bool unique_name(const Sheet *sheet, size_t row, const Keys *keys)
{
    const char *name = sheet_text(sheet, row, keys->name);
    for (size_t r = 1; r < sheet->count; r++)
        if (r != row && same(name, sheet_text(sheet, r, keys->name)))
            return false;
    return true;
}

static bool has_name(const Person *person, const Sheet *sheet, size_t row,
                     const Keys *keys)
{
    return same(person->full_name, sheet_text(sheet, row, keys->name)) &&
           unique_name(sheet, row, keys);
}

static bool claims_id(const Person *person, const Sheet *sheet, size_t row,
                      const Keys *keys)
{
    return has_cell(person->id, sheet, row, keys);
}

static bool claims_name(const Person *person, const Sheet *sheet, size_t row,
                        const Keys *keys)
{
    return same(person->name, sheet_text(sheet, row, keys->name)) &&
           unique_name(sheet, row, keys);
}

static size_t find_by(Match *match, const People *people, const Sheet *sheet,
                      size_t row, const Keys *keys)
{
    size_t found = NONE;
    for (size_t i = 0; i < people->count; i++) {
        const Person *person = &people->person[i];
        if (found == person->submission || !match(person, sheet, row, keys))
            continue;
        if (found != NONE)
            return (size_t)SEVERAL;
        found = person->submission;
    }
    return found;
}

size_t people_find(const People *people, const Sheet *sheet, size_t row,
                   const Keys *keys)
{
    static Match *const ladder[] = {has_number, has_login, has_name,
                                    claims_id, claims_name};
    size_t found = NONE;
    for (size_t i = 0; i < sizeof ladder / sizeof *ladder && found == NONE;
         i++)
        found = find_by(ladder[i], people, sheet, row, keys);
    return found;
}
