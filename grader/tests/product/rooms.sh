#!/bin/bash
# rooms.sh - each room of the grader knows only those that its README names,
# and only rooms that come before it.
. grader/tests/lib/ok.sh

order=(base box judge course intake record rules grade class export replay
    release check)

# said DIR ROOM: the rooms that its README names.
said() {
    sed -n 's/^- Knows: //p' "$1/$2/README.md" | grep -o '`[a-z]*`' | tr -d '`'
}

# strangers DIR ROOM: includes of rooms that its README does not name. A path
# with .. would hide where it leads.
strangers() {
    local room
    grep -rnE '^#include "' "$1/$2" --include='*.[ch]' |
        sed -E 's/^([^:]*):[0-9]*:#include "([^"]*)".*/\1 \2/' |
        while read -r file include; do
            room=${include%%/*}
            [[ $include == */* && ($room == .. || -d grader/$room) ]] || continue
            [[ $room == "$2" ]] ||
                said "$1" "$2" | grep -qx "$room" || echo "$file $include"
        done
}

# early DIR: pairs of rooms of which the first knows one that comes later.
# Those behind grade are beside each other.
early() {
    local room before=" "
    for room in "${order[@]}"; do
        for other in $(said "$1" "$room"); do
            [[ $before == *" $other "* ]] || echo "$room $other"
        done
        before+="$room "
    done
}

for room in "${order[@]}"; do
    same "$room includes only rooms that its README names" \
        "$(strangers grader "$room")" ""
done
same "no room knows one that comes after it" "$(early grader)" ""

# Every folder with C sources is a room, or holds what tests and measures.
same "every folder of the grader says what it is for" "$(
    for folder in grader/*/; do
        [[ -e $folder/README.md ]] || compgen -G "$folder*.[ch]" >/dev/null &&
            [[ ! -e $folder/README.md ]] && echo "$folder"
    done)" ""
same "no folder holds more than 25 sources or scripts" "$(
    find grader chapters datasets book -name '*.c' -o -name '*.sh' |
        grep -vE 'tests/(hostile|mistakes|alternatives)/|/alternatives/' |
        xargs -n 1 dirname | sort | uniq -c | awk '$1 > 25')" ""

cp -r grader/{base,record,box,judge,course,intake,rules,grade} "$scratch/"
echo '#include "record/record.h"' >>"$scratch/base/text.c"
same "an include against the order is seen" \
    "$(strangers "$scratch" base)" "$scratch/base/text.c record/record.h"
sed -i 's/^- Knows: nobody/- Knows: `record`/' "$scratch/base/README.md"
order=(base box judge course intake record rules grade)
same "and so is a README against the order" "$(early "$scratch")" "base record"
