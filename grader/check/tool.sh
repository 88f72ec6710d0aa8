#!/bin/sh
# tool.sh COMMAND ARGUMENT... - runs gcc, ld, nm or objcopy. When somebody else
# ends it, or a part of it, by SIGKILL (the kernel does when memory is out),
# the file TOOL_MARK names it, which says nothing about the code. Our own
# limits end nothing in this way: memory is refused, and the limit of
# processor time has a signal of its own. What gcc says of this is not asked,
# since code can make it say anything: gcc runs its parts by this script, too.
set -u
said=
case ${1##*/} in
gcc)
    shift
    set -- gcc -wrapper "sh,$0" "$@"
    ;;
collect2) # its last words are its own, those before may be the code's
    said=$TOOL_MARK.said
    ;;
esac
if [ -n "$said" ]; then
    "$@" 2>"$said"
    status=$?
    cat "$said" >&2
    ! tail -n 2 "$said" | grep -q '^collect2: fatal error: ld terminated with signal 9 ' ||
        status=137
else
    "$@"
    status=$?
fi
case $status in
137) echo "${1##*/}" >>"$TOOL_MARK" ;;
152) echo "error: ${1##*/} used more processor time than it may" >&2 ;;
esac
exit $status
