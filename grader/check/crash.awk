# crash.awk - from the first report of a sanitizer to a message, a tab and a
# cause, in the words of grading (judge/explain.c). Input: crashes.tsv, then
# what the sanitized checks printed. Variable: work, the chapter's directory.
BEGIN { FS = "\t" }

FILENAME == ARGV[1] {
    words[++known] = $1
    cause[$1] = $3
    next
}

report == "" && /ERROR: AddressSanitizer: / {
    report = $0
    sub(/.*AddressSanitizer: /, "", report)
    next
}
report == "" && /runtime error: / {
    report = $0
    sub(/.*runtime error: /, "", report)
    place = $0
    sub(/:[0-9]+: runtime error: .*/, "", place)
    exit
}
report == "" { next }

/AddressSanitizer: |^SUMMARY: / { exit } # another report
/^(READ|WRITE) of size / && access == "" {
    split($0, word, " ")
    access = word[1] == "READ" ? "read" : "wrote"
    size = word[4]
}
/caused by a WRITE/ { access = "wrote" }
/caused by a READ/ { access = "read" }
/address points to the zero page/ { null = 1 }
/^ +#[0-9]+ / && !told_frames {
    frames++
    if (match($0, / in .*/)) {
        frame = substr($0, RSTART + 4)
        if (top == "") top = frame
        if (place == "" && index(frame, work)) place = frame
    }
}
/^ *$/ && frames { told_frames = 1 }

# "FILE:LINE" of a frame "FUNCTION PATH:LINE:COLUMN".
function line_of(frame) {
    sub(/.*[ \/]/, "", frame)
    if (frame ~ /:[0-9]+:[0-9]+$/) sub(/:[0-9]+$/, "", frame)
    return frame
}

# Where it was: in the student's line, or in what that line called.
function where(    callee) {
    if (place == "") return ""
    if (place == top || top == "" || top ~ /^__(interceptor|asan)/)
        return " in " line_of(place)
    callee = top
    sub(/ .*/, "", callee)
    return " in " callee "(), called in " line_of(place)
}

function find_cause(    i) {
    for (i = 1; i <= known; i++)
        if (index(report, words[i])) return cause[words[i]]
    return ""
}

# Checks may be sealed: then they have no lines.
function in_checks(frame) {
    return frame ~ /\/tests\/[^\/]+\.[ch]:/ || frame ~ /\/build\/[a-z]+\/[^\/]+\+0x/
}

function tell(message, why) {
    print message where() "\t" why
}

END {
    if (report == "") exit
    verb = access == "" ? "went" : access
    sub(/ on (unknown )?address.*| in thread.*| \(.*/, "", report)
    if (size != "")
        report = report (access == "read" ? " (READ" : " (WRITE") \
            " of size " size ")"
    if (report ~ /null pointer of type/) {
        null = 1
        verb = report ~ /^load/ ? "read" : report ~ /^store/ ? "wrote" : "went"
        report = "SEGV"
    }
    if (report ~ /^SEGV/ && null && in_checks(top))
        tell("the function that it was given crashed", cause[".context"])
    else if (report ~ /^SEGV/ && null)
        tell(verb " through a null pointer", cause[".null-somewhere"])
    else if (report ~ /^(SEGV|BUS)/)
        tell("crashed: it " verb " where nothing is", cause[".nowhere"])
    else if (report ~ /^stack-overflow/)
        tell("ran out of stack", \
            cause[frames + 0 >= 100 ? ".recursion" : ".array"])
    else
        tell("crashed: " report, find_cause())
}
