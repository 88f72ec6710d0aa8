# common.awk - what show.awk and progress.awk share. Variables: work, width,
# color.

function paint(code, text) {
    return color ? "\033[" code "m" text "\033[0m" : text
}

function spaced(name) {
    gsub(/_/, " ", name)
    return name
}

# `text` in lines of `width`, each after `indent`; `first` marks the first.
function wrap(indent, first, text,    n, word, i, line, out, room) {
    room = width - length(indent)
    n = split(text, word, " ")
    line = first
    for (i = 1; i <= n; i++) {
        if (line != "" && length(line) + 1 + length(word[i]) > room) {
            out = out indent line "\n"
            line = first == "" ? "" : "  "
        }
        line = line (line == "" || line ~ / $/ ? "" : " ") word[i]
    }
    return out indent line "\n"
}

# Reads the table of exercises of a chapter: ids[1 .. n] in the book's order,
# and number, title, points, minutes, kind of each. Returns n.
function read_exercises(chapter,    line, field, n, file) {
    file = "chapters/" chapter "/exercises.tsv"
    while ((getline line < file) > 0) {
        split(line, field, "\t")
        ids[++n] = field[1]
        number[field[1]] = field[2]
        title[field[1]] = field[3]
        points[field[1]] = field[4]
        minutes[field[1]] = field[5]
        kind[field[1]] = field[7]
    }
    close(file)
    return n
}

# Marks in todo[id] what the student has not begun: the functions and answers
# that hold its TODO in the skeleton still say what they say there. Whether the
# word TODO was removed says nothing. And in asked[id] what has a place in
# answers.md.
function read_todos(chapter,    mine, given, owner, id, part, i, n) {
    read_parts("skeletons/" chapter, given, owner)
    read_parts(work "/" chapter, mine)
    for (id in owner) {
        todo[id] = 1
        n = split(owner[id], part, " ")
        for (i = 1; i <= n; i++)
            if (mine[part[i]] != given[part[i]]) delete todo[id]
    }
    for (id in mine)
        if (sub(/^#/, "", id)) asked[id] = 1
}

# What stands in each function of DIR's C files and below each heading of its
# answers, but comments and white space: part["scale()"], part["#id"]; and
# owner[id], the parts that hold its TODO.
function read_parts(dir, part, owner,    line, command, name, head, text,
        depth, inside) {
    command = "cat '" dir "'/*.c '" dir "'/answers.md 2>/dev/null"
    while ((command | getline line) > 0) {
        if (line ~ /^## /) {
            name = "#" substr(line, 4)
            gsub(/[ \r]/, "", name)
            part[name] = ""
        } else if (name != "") {
            note_todo(line, name, owner)
            part[name] = part[name] bare(line)
        }
        if (name != "" || line ~ /^#/) continue
        if (depth == 0 && head == "" && match(line, /[A-Za-z_0-9]+ *\(/)) {
            head = substr(line, RSTART, RLENGTH - 1) "()"
            sub(/ +\(\)$/, "()", head)
        }
        if (depth > 0) note_todo(line, head, owner)
        sub(/\/\/.*/, "", line)
        while (match(line, /\/\*([^*]|\*+[^*\/])*\*+\//))
            line = substr(line, 1, RSTART - 1) substr(line, RSTART + RLENGTH)
        if (inside && sub(/.*\*\//, "", line)) inside = 0
        if (inside) continue
        if (sub(/\/\*.*/, "", line)) inside = 1
        text = text bare(line)
        depth += gsub(/{/, "{", line) - gsub(/}/, "}", line)
        if (depth > 0 || (text !~ /;$/ && text !~ /}$/)) continue
        if (head != "" && text ~ /}$/) part[head] = text
        head = text = ""
        depth = 0
    }
    close(command)
}

function note_todo(line, name, owner) {
    if (match(line, /TODO [A-Za-z_0-9]+/)) {
        line = substr(line, RSTART + 5, RLENGTH - 5)
        if (index(owner[line] " ", " " name " ") == 0)
            owner[line] = owner[line] " " name
    }
}

function bare(line) {
    gsub(/TODO [A-Za-z_0-9]+|[ \t\r]/, "", line)
    return line
}

# Where each check stands in the list of the chapter's checks, which is in the
# order of their source: place[exercise, check].
function read_places(chapter,    line, field, n, file) {
    file = "build/checks/" chapter ".txt"
    while ((getline line < file) > 0) {
        split(line, field, "\t")
        gsub(/ /, "_", field[2])
        place[field[1], field[2]] = ++n
    }
    close(file)
}
