# untrusted.sh - a place of its own for setting text that comes from anyone.
# shellcheck shell=bash
#
# Sourced: makes $job, a directory with what pandoc and LaTeX need, removed at
# the end, and defines
#   take FROM TO MOST   copies a regular file of at most MOST bytes
#   sandbox COMMAND...  runs it in $job: in a sandbox where bubblewrap works
# Environment: LIMIT, seconds for one run of LaTeX (60).

job=$(mktemp -d "${TMPDIR:-/tmp}/report.XXXXXX")
trap 'rm -rf "$job"' EXIT
mkdir "$job/book"
cp book/{filter.lua,answers.lua,template.tex,typeset.sh} "$job/book/"
cp -r build/texmf "$job/texmf"

take() {
    [[ -f $1 && ! -L $1 && $(stat -c %s "$1") -le $3 ]] || return 0
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
}

sandbox() {
    local tree=(--ro-bind /usr /usr --symlink usr/bin /bin
        --symlink usr/lib /lib --symlink usr/lib64 /lib64
        --ro-bind-try /var/lib/texmf /var/lib/texmf
        --ro-bind-try /etc/texmf /etc/texmf
        --proc /proc --dev /dev --tmpfs /tmp)
    local environment=(env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8
        LIMIT="${LIMIT:-60}")
    if bwrap --unshare-all "${tree[@]}" true 2>/dev/null; then
        bwrap --unshare-all --die-with-parent --new-session "${tree[@]}" \
            --bind "$job" /job --chdir /job \
            "${environment[@]}" HOME=/job TEXMFVAR=/job/texmf "$@"
    else
        (cd "$job" && "${environment[@]}" HOME="$job" \
            TEXMFVAR="$job/texmf" "$@")
    fi
}
