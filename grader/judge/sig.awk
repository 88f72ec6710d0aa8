# sig.awk - reads a chapter's signature tables (grammar: chapters/README.md)
# for proxies.awk and stubs.awk, which define start(), emit() and finish().
# Variables: chapter (02-activations), dir (chapters). `use` lines read the
# tables of lower chapters. A line that is not understood stops the build.
# Beside each table NAME.sig stands its contract, NAME.h.

function fail(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
    failed = 1
    exit 1
}

function trim(text) {
    sub(/^[ \t]+/, "", text)
    sub(/[ \t\r]+$/, "", text)
    return text
}

# The word in a chapter's name, which is the name of the file to write.
function word(name) {
    sub(/^[0-9]+-/, "", name)
    return name
}

# The part of a kind such as new_Linear behind its first underscore.
function object(kind) {
    return substr(kind, index(kind, "_") + 1)
}

function is_object(kind) {
    return kind ~ /^(h|del|give)_[A-Za-z_]/
}

# Reads "RETURN NAME(KIND NAME, ...)" into result, name, count, kind[], arg[].
function parse(line,    open, close_, head, list, parts, n, i, pair) {
    open = index(line, "(")
    close_ = index(line, ")")
    if (!open || close_ != length(line)) fail("not RETURN NAME(...): " line)
    if (split(trim(substr(line, 1, open - 1)), head, /[ \t]+/) != 2)
        fail("a return kind and a name come before the bracket: " line)
    result = head[1]
    name = head[2]
    if (result !~ /^(void|num|size|new_[A-Za-z_0-9]+)$/)
        fail("no return kind: " result)
    list = trim(substr(line, open + 1, close_ - open - 1))
    count = list == "" || list == "void" ? 0 : split(list, parts, /,/)
    for (i = 1; i <= count; i++) {
        n = split(trim(parts[i]), pair, /[ \t]+/)
        if (n != 2) fail("not KIND NAME: " parts[i])
        kind[i] = pair[1]
        arg[i] = pair[2]
        if (kind[i] !~ /^(num|size|u64|mat_in|mat_out|text_in|text_out|bytes|fn|order)$/ && !is_object(kind[i]))
            fail("no kind: " kind[i])
    }
    for (i = 1; i <= count; i++)
        if (kind[i] ~ /^(text_out|bytes|order)$/ && (i == count || kind[i + 1] != "size"))
            fail(kind[i] " " arg[i] " needs a size behind it")
}

# The tables of a chapter: fills list, returns how many.
function tables(of, list,    command, n) {
    command = "ls " dir "/" of "/*.sig"
    while ((command | getline list[n + 1]) > 0) n++
    close(command)
    return n
}

# Includes the contracts of a chapter, and reads them, once.
function contracts(of,    list, n, i, file) {
    if (of in header) return
    header[of] = 1
    n = tables(of, list)
    for (i = 1; i <= n; i++) {
        file = list[i]
        sub(/\.sig$/, ".h", file)
        read_header(file)
        sub(/.*\//, "", file)
        printf "#include \"%s\"\n", file
    }
}

# Reads a contract's declarations into one line each, without comments.
function read_header(file,    line, text, n, parts, i) {
    while ((getline line < file) > 0)
        if (line !~ /^[ \t]*(\/?\*|#)/) text = text " " line
    close(file)
    n = split(text, parts, /;/)
    for (i = 1; i <= n; i++)
        if (match(parts[i], /[a-z_A-Z0-9]+\(/))
            declared[substr(parts[i], RSTART, RLENGTH - 1)] = parts[i]
}

# Whether the contract declares the function with a const TYPE *: the table
# says h_TYPE for both.
function says_const(type) {
    return declared[name] ~ "const " type " *[*]"
}

# The C type of a kind, a space or star at its end.
function ctype(kind) {
    if (kind == "void") return "void "
    if (kind == "num") return "double "
    if (kind == "size") return "size_t "
    if (kind == "u64") return "uint64_t "
    if (kind == "mat_in") return "const Mat *"
    if (kind == "mat_out") return "Mat *"
    if (kind == "text_in") return "const char *"
    if (kind == "text_out") return "char *"
    if (kind == "bytes") return "const uint8_t *"
    if (kind == "order") return "const size_t *"
    if (kind ~ /^h_/ && says_const(object(kind))) return "const " object(kind) " *"
    return object(kind) " *"
}

# The function's C prototype.
function prototype(    text, i) {
    text = ctype(result) name "("
    for (i = 1; i <= count; i++) {
        if (i > 1) text = text ", "
        if (kind[i] == "fn") text = text "double (*" arg[i] ")(double, void *), void *" arg[i] "_context"
        else text = text ctype(kind[i]) arg[i]
    }
    return text (count ? "" : "void") ")"
}

# Takes the functions named in `wanted` from a lower chapter's tables.
function take(from, wanted,    list, line, found, names, n, i, k, files) {
    n = split(trim(wanted), names, /[ \t]+/)
    contracts(from)
    files = tables(from, list)
    for (k = 1; k <= files; k++) {
        while ((getline line < list[k]) > 0) {
            sub(/#.*/, "", line)
            line = trim(line)
            if (line == "" || line ~ /^use /) continue
            parse(line)
            for (i = 1; i <= n; i++)
                if (names[i] == name) {
                    found++
                    emit()
                }
        }
        close(list[k])
    }
    if (found != n) fail("not all of these are in the tables of " from ": " wanted)
}

BEGIN {
    start()
    contracts(chapter)
}

{ sub(/#.*/, ""); $0 = trim($0) }

/^$/ { next }

/^use / {
    colon = index($0, ":")
    if (!colon) fail("not use CHAPTER: name name")
    take(trim(substr($0, 5, colon - 5)), substr($0, colon + 1))
    next
}

{ parse($0); emit() }

END {
    if (failed) exit 1
    finish()
}
