# proxies.awk - the judge's side of a signature table: a function of each of
# the student's names that hands its arguments to proxy_call(). Needs
# sig.awk.

function start() {
    print "/* Made from a signature table by proxies.awk. */"
    print "#include \"judge/proxy/proxy.h\""
    print "#include <string.h>"
    print "\nconst char proxy_source[] = \"" word(chapter) ".c\";"
    number = 0
}

# The wire's name of a kind.
function wire(kind) {
    if (kind ~ /^(h|give)_/) return "KIND_HANDLE"
    if (kind ~ /^del_/) return "KIND_DEL"
    if (kind ~ /^new_/) return "KIND_NEW"
    return "KIND_" toupper(kind)
}

# The rest of an argument's initialiser.
function fields(i,    a) {
    a = arg[i]
    if (kind[i] == "num") return ".num = " a
    if (kind[i] == "size" || kind[i] == "u64") return ".whole = " a
    if (kind[i] ~ /^mat_/) return ".mat = " a
    if (kind[i] == "text_in") return ".pointer = (void *)" a ", .bytes = " a " ? strlen(" a ") + 1 : 0"
    if (kind[i] == "text_out") return ".pointer = " a ", .bytes = " arg[i + 1]
    if (kind[i] == "bytes") return ".pointer = (void *)" a ", .bytes = " arg[i + 1]
    if (kind[i] == "order") return ".pointer = (void *)" a ", .bytes = " arg[i + 1] " * sizeof(size_t)"
    if (kind[i] == "fn") return ".fn = " a ", .pointer = " a "_context"
    if (kind[i] ~ /^give_/) return ".pointer = (void *)" a ", .type = \"" object(kind[i]) "\", .gives = true"
    return ".pointer = (void *)" a ", .type = \"" object(kind[i]) "\""
}

function emit(    i, type, call) {
    printf "\n%s\n{\n", prototype()
    type = result ~ /^new_/ ? "\"" object(result) "\"" : "NULL"
    if (count) {
        print "    const ProxyArg args[] = {"
        for (i = 1; i <= count; i++)
            printf "        {.name = \"%s\", .kind = %s, %s},\n", arg[i], wire(kind[i]), fields(i)
        print "    };"
    }
    call = sprintf("proxy_call(%d, \"%s\", %s, %s, %d, %s)", ++number, name, wire(result), type, count, count ? "args" : "NULL")
    if (result == "void") printf "    %s;\n", call
    else if (result == "num") printf "    return %s.num;\n", call
    else if (result == "size") printf "    return (size_t)%s.whole;\n", call
    else printf "    return %s.pointer;\n", call
    print "}"
}

function finish() {
}
