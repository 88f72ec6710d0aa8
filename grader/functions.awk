# functions.awk - which C functions of a solution belong to which exercise:
# those that hold a part of its answer. Prints exercise, file, function,
# separated by tabs.
#
# A function's head starts in the first column, and its body ends with a
# brace there. A region may lie inside a body or around whole functions.
BEGIN { OFS = "\t" }
function note() {
    if (name == "" || id == "" || static || seen[id, name]++) return
    print id, file, name
}
FNR == 1 { file = FILENAME; sub(/.*\//, "", file); name = id = "" }
/^[A-Za-z_]/ && /\(/ && !/;[ \t]*$/ {
    head = $0
    static = head ~ /^static /
    sub(/[ \t]*\(.*/, "", head)
    sub(/.*[ \t*]/, "", head)
    name = head
    note()
}
/\[answer [A-Za-z_0-9]+/ {
    match($0, /\[answer [A-Za-z_0-9]+/)
    id = substr($0, RSTART + 8, RLENGTH - 8)
    note()
}
/\[end\]/ { id = "" }
/^}/ { name = "" }
