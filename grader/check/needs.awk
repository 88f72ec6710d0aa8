# needs.awk - which exercises of lower chapters a chapter's code and tests
# call, directly or through given code and code of other chapters. Input: what
# `nm -A` prints of the chapter's objects and of the archive below it, then
# the skeletons, whose marks say which function is which exercise's. Prints
# chapter and exercise, in the skeletons' order.
BEGIN { OFS = "\t" }

FNR == 1 {
    reading = FILENAME ~ /^skeletons\//
    chapter = FILENAME
    sub(/^skeletons\//, "", chapter); sub(/\/.*/, "", chapter)
}

# FILE:[MEMBER:]ADDRESS TYPE NAME
!reading && NF > 1 {
    object = $0
    sub(/:[^:]*$/, "", object)
    if ($(NF - 1) ~ /^[Uw]$/)
        wants[object] = wants[object] " " $NF
    else
        home[$NF] = object
    if (object !~ /\.a:/) pending[++last] = object
}
!reading { next }

/^[A-Za-z_].*\(/ && !/;[ \t]*$/ {
    name = $0
    sub(/[ \t]*\(.*/, "", name)
    sub(/.*[ \t*]/, "", name)
}
/^}/ { name = "" }
/\/\* TODO [A-Za-z_0-9]+ \*\// && name != "" {
    match($0, /TODO [A-Za-z_0-9]+/)
    id = substr($0, RSTART + 5, RLENGTH - 5)
    if (!(name in exercise)) order[++count] = name
    exercise[name] = id; place[name] = chapter
}

END {
    for (i = 1; i <= last; i++) {
        if (pending[i] in seen) continue
        seen[pending[i]]
        n = split(wants[pending[i]], names, " ")
        for (k = 1; k <= n; k++) {
            wanted[names[k]]
            if (names[k] in home) pending[++last] = home[names[k]]
        }
    }
    for (i = 1; i <= count; i++) {
        name = order[i]
        if (name in wanted && home[name] ~ /\.a:/ &&
            !told[place[name], exercise[name]]++)
            print place[name], exercise[name]
    }
}
