# scan.awk - finds lines of model answers and rubrics in other files; code is
# grader/release/scan.c's.
#
#   awk -v min=N -f scan.awk ANSWERS... -- FILE...
#
# Of the regions between [answer id] and [end], and of rubrics, every line of
# at least `min` characters counts, white space aside. Prints FILE: LINE for
# each that some FILE holds.
function normal(line) {
    gsub(/[ \t\r]+/, " ", line)
    gsub(/^ | $/, "", line)
    return line
}
BEGIN {
    for (i = 1; i < ARGC && ARGV[i] != "--"; i++) {
        inside = 0
        while ((getline line < ARGV[i]) > 0) {
            if (line ~ /\[answer [A-Za-z_0-9]+|^:::+ *rubric/) inside = 1
            else if (line ~ /\[end\]|^:::+ *$/) inside = 0
            else if (inside && length(line = normal(line)) >= min)
                answer[line] = 1
        }
        close(ARGV[i])
        ARGV[i] = ""
    }
    ARGV[i] = ""
}
{
    line = normal($0)
    if (line in answer && !told[FILENAME, line]++) print FILENAME ": " line
}
