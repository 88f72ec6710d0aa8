# files.sh - links, pipes, devices, paths and archives in the place of files.
# shellcheck shell=bash disable=SC2154 # see common.sh

#: threat E55: a symbolic link to a file of the machine as the source
#: expect: activations.c is not a regular file
link_as_source() {
    student "$1"
    ln -s "$passwd" "$1/02-activations/activations.c"
}

#: threat E55: a symbolic link in an archive
#: expect: activations.c is not a regular file
link_in_archive() {
    mkdir "$1/x" && student "$1/x"
    ln -s "$passwd" "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cf "$1/a.tar" .
    handed_in "$1" a.tar
}

#: threat E55: a hard link to another file
#: expect: activations.c is a hard link
hard_link() {
    student "$1"
    cp "$honest" "$1/elsewhere"
    ln "$1/elsewhere" "$1/02-activations/activations.c"
}

#: threat E56: an archive whose paths lead upwards
#: refused: holds none of
path_upwards() {
    mkdir -p "$1/x/02-activations"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cPf "$1/a.tar" --transform 's|^|../../|' 02-activations
    handed_in "$1" a.tar
}

#: threat E56: an archive with absolute paths
#: refused: holds none of
path_from_the_root() {
    mkdir -p "$1/x/02-activations"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cPf "$1/a.tar" --transform 's|^|/tmp/was-here/|' 02-activations
    handed_in "$1" a.tar
}

#: threat E57: an archive of a megabyte that unpacks to a gigabyte
#: refused: more than 64 MB
#: seconds: 60
archive_bomb() {
    mkdir "$1/x" && student "$1/x"
    truncate -s 1G "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cf - . | gzip -1 >"$1/a.tar.gz"
    rm "$1/x/02-activations/activations.c"
    handed_in "$1" a.tar.gz
}

#: threat E57: twenty thousand files
#: refused: more than 5000
many_files() {
    student "$1"
    (cd "$1/02-activations" && seq 20000 | xargs touch)
}

#: threat E57: directories, two hundred deep
#: refused: holds none of|deep
deep_directories() {
    (cd "$1" && for ((i = 0; i < 200; i++)); do mkdir d && cd d || exit; done && student .)
}

#: threat E57: a file of a terabyte that is one hole
#: expect: too large
file_of_one_hole() {
    student "$1"
    truncate -s 100G "$1/02-activations/activations.c"
}

#: threat E58: a pipe as the source
#: expect: activations.c is not a regular file
#: seconds: 30
pipe_as_source() {
    student "$1"
    mkfifo "$1/02-activations/activations.c"
}

#: threat E58: a pipe in place of everything else that is read
#: expect: was not handed in
#: seconds: 30
pipes_everywhere() {
    mkdir -p "$1/02-activations" "$1/01-descent"
    mkfifo "$1/student.txt" "$1/02-activations/answers.md" "$1/answers.md"
    : >"$1/01-descent/answers.md"
}

#: threat E58: a device as the source
#: expect: activations.c is not a regular file
#: seconds: 30
device_as_source() {
    student "$1"
    mknod "$1/02-activations/activations.c" c 1 5 2>/dev/null ||
        ln -s /dev/zero "$1/02-activations/activations.c"
}

#: threat D47: files and directories that nobody may read
#: tells: none
#: expect: .
closed_files() {
    student "$1"
    printf 'int x;\n' >"$1/02-activations/activations.c"
    mkdir -p "$1/closed/deeper"
    chmod 0 "$1/02-activations/activations.c" "$1/closed"
}

#: threat E56: names that differ in nothing but case
#: expect: was not handed in
case_clash() {
    student "$1"
    cp "$honest" "$1/02-activations/Activations.c"
    cp "$honest" "$1/02-activations/ACTIVATIONS.C"
    mkdir "$1/02-Activations"
    cp "$honest" "$1/02-Activations/activations.c"
}

#: threat E56: an archive with the same name twice
#: expect: occurs twice, so neither was taken
twice_in_archive() {
    mkdir "$1/x" && student "$1/x"
    cp "$honest" "$1/x/02-activations/"
    tar -C "$1/x" -cf "$1/a.tar" .
    tar -C "$1/x" -rf "$1/a.tar" ./02-activations/activations.c
    handed_in "$1" a.tar
}

#: threat E57: an archive in which a file is a hole of a terabyte
#: expect: does not define|too large
#: seconds: 60
hole_in_archive() {
    mkdir "$1/x" && student "$1/x"
    truncate -s 1T "$1/x/02-activations/activations.c"
    tar -C "$1/x" -cSf "$1/a.tar" .
    rm "$1/x/02-activations/activations.c"
    handed_in "$1" a.tar
}

#: threat E57: an archive that lies about the size of its file
#: refused: damaged|more than 64 MB
#: seconds: 60
lying_archive() {
    mkdir "$1/x" && student "$1/x"
    head -c 100000000 /dev/zero >"$1/x/02-activations/activations.c"
    (cd "$1/x" && zip -q -X ../a.zip 02-activations/activations.c)
    rm "$1/x/02-activations/activations.c"
    # 100,000,000 bytes, in both of its heads, become 64
    LC_ALL=C sed -i 's/\x00\xe1\xf5\x05/\x40\x00\x00\x00/g' "$1/a.zip"
    handed_in "$1" a.zip
}

#: threat E58: pipes and devices in an archive
#: expect: activations.c is not a regular file
#: seconds: 30
pipe_in_archive() {
    mkdir "$1/x" && student "$1/x"
    mkfifo "$1/x/02-activations/activations.c"
    mknod "$1/x/02-activations/answers.jpg" c 1 5 2>/dev/null
    tar -C "$1/x" -cf "$1/a.tar" .
    handed_in "$1" a.tar
}
