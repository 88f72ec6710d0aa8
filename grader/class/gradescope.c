/* gradescope.c - what a Gradescope export tells of its submissions.
 *
 *     submission_123:
 *       :submitters:
 *       - :name: Ada Lovelace
 *         :sid: s123
 *         :email: ada@example.org
 *       :created_at: 2024-11-05 08:59:59.123456789 Z
 *
 * and much more, results of earlier gradings among it, which is passed over:
 * the file is read as a stream of events. */
#include "gradescope.h"
#include "base/fault.h"
#include "base/moment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEEPEST = 4, KEY_MOST = 100 };

/* Where the reading is: the keys that lead there, "" in a list. */
typedef struct {
    Class *class;
    int depth;
    bool list[DEEPEST + 1], at_key[DEEPEST + 1];
    char key[DEEPEST + 1][KEY_MOST];
} Place;

static void add_text(char **list, const char *value)
{
    char *longer = *list ? format("%s; %s", *list, value) : NULL;
    set_text(list, longer ? longer : value);
    free(longer);
}

/* "2024-11-05 08:59:59.123 -08:00" without its second space, for UTC a Z. */
static void set_time(Entry *entry, const char *text)
{
    char date[12], clock[24], zone[8] = "Z";
    time_t moment;
    if (sscanf(text, "%11[0-9-]%*1[ T]%23[0-9:.] %7[A-Z0-9:+-]", date, clock,
               zone) < 2)
        return;
    char *iso =
        format("%sT%s%s", date, clock, strcmp(zone, "UTC") == 0 ? "Z" : zone);
    if (moment_read(iso, "UTC", &moment) == MOMENT_GOOD)
        set_text(&entry->received, iso);
    free(iso);
}

static void take_value(const Place *place, const char *value)
{
    Entry *entry = class_find(place->class, place->key[1]);
    const char *key = place->key[place->depth];
    if (!entry || !*value)
        return;
    if (place->depth == 2 && strcmp(key, ":created_at") == 0)
        set_time(entry, value);
    if (place->depth != 4 || strcmp(place->key[2], ":submitters") != 0)
        return;
    if (strcmp(key, ":name") == 0)
        add_text(&entry->full_name, value);
    else if (strcmp(key, ":email") == 0)
        add_text(&entry->email, value);
    else if (strcmp(key, ":sid") == 0)
        add_text(&entry->id, value);
}

/* A value or a collection has begun in the place; a map's next is a key. */
static void step(Place *place)
{
    if (place->depth > 0 && place->depth <= DEEPEST)
        place->at_key[place->depth] = !place->list[place->depth];
}

static void scalar(Place *place, const char *text)
{
    if (place->depth < 1 || place->depth > DEEPEST)
        return;
    if (place->at_key[place->depth]) {
        snprintf(place->key[place->depth], KEY_MOST, "%s", text);
        place->at_key[place->depth] = false;
        return;
    }
    take_value(place, text);
    step(place);
}

static void enter(Place *place, bool list)
{
    step(place);
    if (++place->depth > DEEPEST)
        return;
    place->list[place->depth] = list;
    place->at_key[place->depth] = !list;
    *place->key[place->depth] = '\0';
}

/* False at the end. */
static bool take_event(Place *place, const yaml_event_t *event)
{
    if (event->type == YAML_SCALAR_EVENT)
        scalar(place, (const char *)event->data.scalar.value);
    else if (event->type == YAML_ALIAS_EVENT)
        scalar(place, "");
    else if (event->type == YAML_MAPPING_START_EVENT)
        enter(place, false);
    else if (event->type == YAML_SEQUENCE_START_EVENT)
        enter(place, true);
    else if (event->type == YAML_MAPPING_END_EVENT ||
             event->type == YAML_SEQUENCE_END_EVENT)
        place->depth--;
    return event->type != YAML_STREAM_END_EVENT;
}

static void read_events(yaml_parser_t *parser, Class *class)
{
    Place place = {.class = class};
    yaml_event_t event;
    for (bool more = true; more;) {
        if (!yaml_parser_parse(parser, &event))
            die(BAD_INPUT, "%s:%zu: %s", GRADESCOPE_FILE,
                parser->problem_mark.line + 1,
                parser->problem ? parser->problem : "it is no YAML");
        more = take_event(&place, &event);
        yaml_event_delete(&event);
    }
}

void gradescope_read(const char *directory, Class *class)
{
    yaml_parser_t parser;
    char *path = format("%s/%s", directory, GRADESCOPE_FILE);
    FILE *file = fopen(path, "re");
    if (!file)
        die(BAD_INPUT, "%s cannot be read: %s", GRADESCOPE_FILE,
            strerror(errno));
    if (!yaml_parser_initialize(&parser))
        die(GRADER_FAULT, "memory is out");
    yaml_parser_set_input_file(&parser, file);
    read_events(&parser, class);
    yaml_parser_delete(&parser);
    fclose(file);
    free(path);
}
