# keys.awk - what the checks of each exercise are, as a number. Reads C without
# comments, each file below a line "#file NAME", and prints "exercise<TAB>number"
# for each suite of tests.
#
# The number is that of the suite's tests and of everything at file level that
# they name, directly or through what they name: functions, variables, types,
# macros. What is static in a .c file is known there only. More may be taken
# than is used (a local variable may be called as a function is), never less.
# Layout and order do not count, nor does `inline`: an item is its other tokens.
#
#   -v roots=FILE   of functions instead: "exercise<TAB>...<TAB>function" a line
#                   (functions.awk)

function is_name(t) { return t ~ /^[A-Za-z_]/ }

# The item that is being read is found under a name; "" reaches everybody.
function defines(name,   scope) {
    scope = name != "" && first == "static" && file ~ /\.c$/ ? file : ""
    holders[scope, name] = holders[scope, name] " " items
}

function begin_item() {
    text = before = first = called = suite = ""
    braces = parens = is_body = is_enum = is_set = asks = 0
    split("", declared)
}

function end_item(   name, any) {
    if (text == "") return
    content[++items] = text
    home[items] = file
    if (suite != "") {
        if (!(suite in tests)) order[++suites] = suite
        tests[suite] = tests[suite] " " items
    } else if (is_body) {
        # a macro's work, or what runs uncalled
        defines(called == first || text ~ / constructor / ? "" : called)
    } else if (called != "") {
        defines(called) # a prototype
    } else {
        for (name in declared) any += is_name(name)
        if (!any) defines("")
        for (name in declared) if (is_name(name)) defines(name)
    }
    begin_item()
}

# Outside bodies a name stands before what follows it where it is declared.
function declares(t) {
    if (!braces && t ~ /^[=;,:[]$/ || is_enum && t ~ /^[=,}]$/) declared[before]
    if (before ~ /^(struct|union|enum)$/ || parens && before == "*") declared[t]
}

# A function's name stands before the first parenthesis, unless that begins
# the name of a pointer.
function calls(t) {
    if (asks && t != "*") called = asked
    asks = t == "(" && !braces && !parens && !is_set && called == "" &&
        is_name(before) && before !~ /^(__attribute__|_Alignas)$/
    if (asks) asked = before
}

function token(t) {
    fresh = 0
    if (t == "inline") return
    if (first == "") first = t
    if (first == "Test" && before == "(" && suite == "") suite = t
    if (!is_body) declares(t)
    calls(t)
    if (t ~ /^[=[]$/) is_set = 1 # a variable: what follows is no name of it
    if (t == "enum" && !braces) is_enum = 1
    if (t == "{" && !braces && before == ")") is_body = 1
    parens += (t == "(") - (t == ")")
    braces += (t == "{") - (t == "}")
    if (t ~ /^"/ && before ~ /^"/) # strings in a row are one
        text = substr(text, 1, length(text) - 2) substr(t, 2) " "
    else
        text = (text == "" ? " " : text) t " "
    before = t
    if (!braces && !parens && (t == ";" || t == "}" && is_body)) end_item()
}

function tokens(line) {
    while (sub(/^[ \t]+/, "", line) || line != "") {
        if (!match(line, /^"([^"\\]|\\.)*"/) &&
            !match(line, /^'([^'\\]|\\.)*'/) &&
            !match(line, /^[A-Za-z_0-9][A-Za-z_0-9.]*/)) match(line, /^./)
        if (RLENGTH > 0) token(substr(line, 1, RLENGTH))
        line = substr(line, RLENGTH + 1)
    }
}

# Is it the condition around a whole header, or that one's end?
function guards(line) {
    if (line ~ /^#if/ && !nested++) guard = line ~ /^#ifndef/ && fresh
    return guard && (line ~ /^#ifndef/ && nested == 1 ||
        line ~ /^#endif/ && nested == 1)
}

# A macro is found under its name, other directives reach everybody; inside an
# item they are part of it. Names that a macro makes cannot be seen: then all is
# taken.
function directive(line,   word, is_guard) {
    gsub(/[ \t]+/, " ", line)
    if (text != "") {
        text = text line " "
        return
    }
    is_guard = guards(line)
    nested -= line ~ /^#endif/
    fresh = 0
    if (is_guard) return
    if (line ~ /^#include/) return # read itself, or nothing of ours
    content[++items] = " " line " "
    home[items] = file
    split(line, word, /[ (]/)
    defines(word[1] ~ /^#(define|undef)$/ ? word[2] : "")
    if (line ~ /##/ && word[2] != "Test") pastes[items]
}

function reach(list,   n, i, item) {
    n = split(list, item, " ")
    for (i = 1; i <= n; i++) {
        if (item[i] in reached) continue
        reached[item[i]]
        queue[++queued] = item[i]
    }
}

function follow(item,   t, rest) {
    rest = content[item]
    while (match(rest, /"([^"\\]|\\.)*"|[A-Za-z_][A-Za-z_0-9]*/)) {
        t = substr(rest, RSTART, RLENGTH)
        rest = substr(rest, RSTART + RLENGTH)
        reach((home[item], t) in holders ? holders[home[item], t] : holders["", t])
    }
    if (item in pastes) for (t = 1; t <= items; t++) reach(t)
}

BEGIN { begin_item() }
/^#file / { end_item(); file = $2; fresh = 1; nested = 0; next }
/\\$/ && (held != "" || /^[ \t]*#/) {
    held = held substr($0, 1, length($0) - 1) " "
    next
}
{ line = held $0; held = "" }
line ~ /^[ \t]*#/ { sub(/^[ \t]*#[ \t]*/, "#", line); directive(line); next }
{ tokens(line) }

END {
    end_item()
    while (roots != "" && (getline line < roots) > 0) {
        split(line, part, "\t")
        if (!(part[1] in tests)) order[++suites] = part[1]
        tests[part[1]] = tests[part[1]] holders["", part[3]]
    }
    hash = "LC_ALL=C sort | sha256sum | cut -c1-12"
    for (s = 1; s <= suites; s++) {
        split("", reached)
        queued = 0
        reach(tests[order[s]])
        reach(holders["", ""])
        for (i = 1; i <= queued; i++) follow(queue[i])
        printf "%s\t", order[s]
        fflush()
        for (i = 1; i <= queued; i++) print content[queue[i]] | hash
        close(hash)
    }
}
