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

# Marks in todo[id] what the student has not begun: its TODO still stands;
# and in asked[id] what has a place in answers.md.
function read_todos(chapter,    line, command) {
    command = "cat '" work "/" chapter "'/*.c '" work "/" chapter \
        "'/answers.md 2>/dev/null"
    while ((command | getline line) > 0) {
        if (match(line, /TODO [A-Za-z_0-9]+/))
            todo[substr(line, RSTART + 5, RLENGTH - 5)] = 1
        if (sub(/^## +/, "", line)) asked[line] = 1
    }
    close(command)
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
