#!/bin/sh
# tool.sh COMMAND ARGUMENT... - runs gcc, ld, nm or objcopy. When somebody else
# ends it, or a part of it, by SIGKILL (the kernel does when memory is out),
# the file TOOL_MARK names it, which says nothing about the code. Our own
# limits end nothing in this way: memory is refused, and the limit of
# processor time has a signal of its own.
#
# Code can make gcc say anything: gcc runs its parts by this script, too.
# Behind a pipe it does not, so that of the assembler gcc's last words are
# believed, if the compiler found nothing wrong (or could not go on writing).
set -u
tool=${1##*/} last=
case $tool in
gcc)
    shift
    echo none >"$TOOL_MARK.cc1"
    set -- gcc -wrapper "sh,$0" "$@"
    last='^gcc: fatal error: Killed signal terminated program as$'
    ;;
collect2) # it runs ld; its last words are its own, those before the code's
    last='^collect2: fatal error: ld terminated with signal 9 '
    ;;
esac
if [ -n "$last" ]; then
    "$@" 2>"$TOOL_MARK.$tool"
    status=$?
    cat "$TOOL_MARK.$tool" >&2
    tail -n 2 "$TOOL_MARK.$tool" | grep -q "$last" && part=137 || part=$status
else
    "$@"
    status=$? part=$?
fi
case $tool in
gcc)
    case $part,$(cat "$TOOL_MARK.cc1") in
    137,0 | 137,141) tool=as ;;
    *) part=$status ;;
    esac
    ;;
cc1) echo $status >"$TOOL_MARK.cc1" ;;
esac
case $part in
137) echo "$tool" >>"$TOOL_MARK" ;;
152) echo "error: $tool used more processor time than it may" >&2 ;;
esac
exit $status
