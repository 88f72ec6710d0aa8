# list.awk - the checks of a chapter, in the order of its exercises and, within
# one, of its source: the exercise, a tab, the check as a sentence. Reads
# exercises.tsv and each tests/EXERCISE.c, which holds that exercise's checks
# alone. A long name may stand on the line after "Test(".
FILENAME ~ /\.tsv$/ {
    split($0, field, "\t")
    order[++exercises] = field[1]
    known[field[1]]
    next
}
FNR == 1 {
    name = FILENAME
    gsub(/.*\/|\.c$/, "", name)
    if (!(name in known)) order[++exercises] = name
}
/^Test\(/ || head != "" {
    head = head $0
    if (head !~ /[,)] *[^,)]*[,)]/) next
    sub(/^Test\(/, "", head)
    split(head, field, /[ ,)]+/)
    if (field[1] != name) {
        print FILENAME ": checks of " field[1] " belong into " field[1] ".c" \
            > "/dev/stderr"
        failed = 1
    }
    gsub(/_/, " ", field[2])
    checks[name] = checks[name] name "\t" field[2] "\n"
    head = ""
}
END {
    for (i = 1; i <= exercises; i++) printf "%s", checks[order[i]]
    exit failed
}
