# common.sh - what hostile submissions of more than one source file are made
# with. In the files beside this one each function fills the directory $1; a
# file .is in it names the one thing that is handed in. What stands behind "#:"
# is read by run.sh.
# shellcheck shell=bash disable=SC2034 # they are for the files beside this one

honest=solutions/02-activations/activations.c
skeleton=skeletons/02-activations/activations.c
passwd=/etc/passwd

student() { # student DIR: whose it is
    printf 'id: hostile\nname: Hostile\n' >"$1/student.txt"
    mkdir -p "$1/02-activations"
    printf '## relu_slope\n\n' >"$1/02-activations/answers.md"
}

handed_in() { # handed_in DIR NAME
    echo "$2" >"$1/.is"
}
