# compare.awk - do the checks that a program lists and the exercises of one
# kind agree? Every such exercise needs a check, every check an exercise.
#
#   awk -f compare.awk -v kind=code LIST EXERCISES
BEGIN { FS = "\t" }
FILENAME == ARGV[1] { checks[$1]++; next }
$7 == kind {
    exercises[$1] = 1
    if (!checks[$1]) {
        printf "%s: nothing checks '%s'\n", FILENAME, $1 > "/dev/stderr"
        bad = 1
    }
}
END {
    for (id in checks)
        if (!exercises[id]) {
            printf "%s: '%s' is checked but is no exercise of kind %s\n",
                FILENAME, id, kind > "/dev/stderr"
            bad = 1
        }
    exit bad
}
