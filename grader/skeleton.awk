# skeleton.awk - cuts a skeleton from a solution, C or Markdown.
#
#   /* [answer id] */ ... /* [end] */          leaves "TODO id"
#   /* [answer id | return NAN;] */ ...        leaves what it says, too
#   <!-- [answer id] --> ... <!-- [end] -->    the same in Markdown
#
# A region left open, an end without a start, or a file without any region
# is an error.
function fail(text) {
    printf "%s:%d: %s\n", FILENAME, FNR, text > "/dev/stderr"
    failed = 1
    exit 1
}
/\[answer [A-Za-z_0-9]+( \|.*)?\]/ {
    if (inside) fail("[answer] inside [answer " id "]")
    inside = 1; regions++
    match($0, /^[ \t]*/); indent = substr($0, 1, RLENGTH)
    match($0, /\[answer [A-Za-z_0-9]+/); id = substr($0, RSTART + 8, RLENGTH - 8)
    markdown = /<!--/
    print indent (markdown ? "TODO " id : "/* TODO " id " */")
    if (match($0, /\| .*\]/)) {
        left = indent substr($0, RSTART + 2, RLENGTH - 3)
        gsub(/; /, ";\n" indent, left)
        print left
    }
    next
}
/\[end\]/ {
    if (!inside) fail("[end] without [answer]")
    inside = 0
    next
}
!inside { print }
END {
    if (failed) exit 1
    if (inside) fail("[answer " id "] is never ended")
    if (!regions) fail("no [answer] region")
}
