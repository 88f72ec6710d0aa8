# stubs.awk - the worker's side of a signature table: a stub for each
# function that unpacks its arguments and calls the student's code, and the
# table judge_stubs. Functions are weak, so that a missing one is an address
# of NULL instead of a library that does not load. Needs sig.awk.

function start() {
    print "/* Made from a signature table by stubs.awk. */"
    print "#include \"judge/worker/stub.h\""
    print "#include \"mat.h\""
    print "\nstatic void stub_0(const StubArg *args, StubArg *result)\n{"
    print "    result->num = mat_error(args[0].pointer, args[1].whole);\n}\n"
    rows = "    {\"mat_error\", (void (*)(void))mat_error, stub_0},\n"
    number = 0
}

function value(i,    a) {
    a = "args[" (i - 1) "]"
    if (kind[i] == "num") return a ".num"
    if (kind[i] == "size" || kind[i] == "u64") return a ".whole"
    if (kind[i] == "fn") return a ".fn, " a ".pointer"
    return a ".pointer"
}

function emit(    i, call) {
    number++
    printf "\n#pragma weak %s\n", name
    # the contract's declaration has to agree with the table's
    printf "%s;\n", prototype()
    printf "static void stub_%d(const StubArg *args, StubArg *result)\n{\n", number
    print "    (void)args;"
    call = name "("
    for (i = 1; i <= count; i++) call = call (i > 1 ? ", " : "") value(i)
    call = call ")"
    if (result == "void") printf "    (void)result;\n    %s;\n", call
    else if (result == "num") printf "    result->num = %s;\n", call
    else if (result == "size") printf "    result->whole = %s;\n", call
    else printf "    result->pointer = %s;\n", call
    print "}"
    rows = rows sprintf("    {\"%s\", (void (*)(void))%s, stub_%d},\n", name, name, number)
}

function finish() {
    printf "\nstatic const Stub functions[] = {\n%s};\n\n", rows
    print "const StubTable judge_stubs = {sizeof(real), sizeof functions / sizeof *functions, functions};"
}
