# prose.awk - chapter.md as students get it. A question's rubric is for those
# who mark it: its place stays, since the filter wants one to be. What is
# quoted of files that they do not get is filled in: parts of the checks, what
# make check says to a beginner, and numbers of the tables in the directory
# `plots`, where the book's experiments have been run.
/^:::+ *rubric/ {
    print
    print "For those who mark."
    hidden = 1
    next
}
hidden && /^:::+ *$/ { hidden = 0 }
hidden { next }
/^```\{\.c file=chapters\/[^ ]*\/tests\/[^ ]* (region|test)=/ {
    print "```c"
    quote(attribute("file"), attribute("region"), attribute("test"))
    next
}
/^```\{\.text file=build\/[^ }]*\}/ && (getline line < attribute("file")) > 0 {
    print "```text"
    do print line; while ((getline line < attribute("file")) > 0)
    close(attribute("file"))
    next
}
{ print with_values($0) }

# The attribute `name` of the line.
function attribute(name,    text) {
    if (!match($0, name "=(\"[^\"]*\"|[^ }]*)")) return ""
    text = substr($0, RSTART + length(name) + 1, RLENGTH - length(name) - 1)
    gsub(/"/, "", text)
    return text
}

# Prints a region of a file without its marks, or the test "SUITE NAME".
function quote(file, region, test,    line, inside, first, last) {
    sub(/ /, ", ", test)
    first = region == "" ? "Test(" test ")" : "/* [region " region "] */"
    last = region == "" ? "}" : "/* [end] */"
    while ((getline line < file) > 0) {
        if (inside && index(line, last) && line !~ /^ /) break
        if (inside) print line
        else if (index(line, first)) {
            inside = 1
            if (region == "") print line
        }
    }
    close(file)
    if (region == "") print "}"
    if (!inside) {
        print FILENAME ": " file " has no " first > "/dev/stderr"
        exit 1
    }
}

# The line with each `value:FILE.csv:COLUMN:ROW:FORMAT` that a table has.
function with_values(line,    done, spec, field, value) {
    while (match(line, /`value:[^`]*`/)) {
        spec = substr(line, RSTART + 1, RLENGTH - 2)
        split(spec, field, ":")
        value = looked_up(plots "/" field[2], field[3], field[4])
        done = done substr(line, 1, RSTART - 1) \
            (value == "" ? "`" spec "`" : written(value, field[5]))
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}

# What a table has in a column and a row: a number, `last`, or NAME=VALUE.
# "" when there is no such thing.
function looked_up(file, column, row,    line, cell, n, i, at, pair, found) {
    split(row, pair, "=")
    while ((getline line < file) > 0) {
        if (line ~ /^#/ || line !~ /[^ ]/) continue
        gsub(/ *, */, ",", line)
        i = split(line, cell, ",")
        if (!n++) for (; i; i--) at[cell[i]] = i
        else if (row == "last" || row == n - 1 "" || 2 in pair &&
            pair[1] in at && cell[at[pair[1]]] "" == pair[2] "") {
            found = cell[at[column]]
            if (row != "last") break
        }
    }
    close(file)
    return found
}

function written(value, format) {
    if (format == "percent") return sprintf("%.1f %%", 100 * value)
    if (format != "") value = sprintf(format, value)
    if (format != "") sub(/^-/, "\342\210\222", value)
    return value
}
