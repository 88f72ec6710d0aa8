# names.sh - what CH means. To be sourced.
# shellcheck shell=bash

# names CHAPTER: does CH mean this one? 2, 02, activations, 02-activations.
names() {
    [[ -z ${CH:-} || $1 == "$CH" || ${1%%-*} == "$CH" ||
        ${1#*-} == "$CH" || ${1%%-*} == "0$CH" ]]
}
