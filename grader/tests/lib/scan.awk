# scan.awk - finds lines of the reference's answers in other files.
#
#   awk -v min=N -v known=LIST -f scan.awk SOLUTION... -- FILE...
#
# Of the regions between [answer id] and [end], and of rubrics, every line of
# at least `min` characters counts, white space aside, but for loops, checks of
# shapes and releases, and what the file `known` lists: lines that given code
# and tests have as well. Prints FILE: LINE for each that some FILE holds.
function normal(line) {
    gsub(/[ \t\r]+/, " ", line)
    gsub(/^ | $/, "", line)
    return line
}
function trivial(line) {
    return length(line) < min || line in known_line ||
        line ~ /^(for \(|while \(|if \(!?mat_(same|shape)|mat_free|#include)/
}
BEGIN {
    while ((getline line < known) > 0)
        if (line !~ /^# /) known_line[normal(line)] = 1
    for (i = 1; i < ARGC && ARGV[i] != "--"; i++) {
        inside = 0
        while ((getline line < ARGV[i]) > 0) {
            if (line ~ /\[answer [A-Za-z_0-9]+|^:::+ *rubric/) inside = 1
            else if (line ~ /\[end\]|^:::+ *$/) inside = 0
            else if (inside && !trivial(line = normal(line)))
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
