# prose.awk - chapter.md as students get it. A question's rubric is for those
# who mark it: its place stays, since the filter wants one to be. What is
# quoted of a tests.c, which they do not get, is filled in.
/^:::+ *rubric/ {
    print
    print "For those who mark."
    hidden = 1
    next
}
hidden && /^:::+ *$/ { hidden = 0 }
hidden { next }
/^```\{\.c file=chapters\/[^ ]*\/tests\.c (region|test)=/ {
    print "```c"
    quote(value("file"), value("region"), value("test"))
    next
}
{ print }

# The attribute `name` of the line.
function value(name,    text) {
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
