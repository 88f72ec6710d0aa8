#!/bin/bash
# kit.sh - writes OUT/gradescope.zip: an autograder as Gradescope takes it,
# with the project's files that a grading needs, and the scripts of the other
# platforms. COURSE= and TRAIN= are kept in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
platforms=grader/export/platforms
mkdir -p "${OUT:-result}"
out=$(cd "${OUT:-result}" && pwd)
kit=$(mktemp -d)
mkdir "$kit/project"
trap 'rm -rf "$kit"' EXIT

stop() {
    echo "gradescope: $*" >&2
    exit 2
}
course=${COURSE:-workbook}
[[ $course =~ ^[A-Za-z0-9._-]+$ && -e grader/courses/$course ]] ||
    stop "there is no course of that name; COURSE= takes one of: $(echo grader/courses/* | sed "s,grader/courses/,,g")"
[[ ${TRAIN:-1} =~ ^[01]$ ]] || stop "TRAIN= takes 0 or 1"

# All but what only people and tests need; what make reads stays.
find Makefile LICENSE* book/*.mk chapters solutions skeletons datasets grader \
    -type f -not -name '.*' -not -path 'grader/measure/alternatives/*' \
    \( -name '*.mk' -o -not -path 'grader/tests/*' -not -path 'grader/measure/mutants/*' \) -print0 |
    xargs -0 cp -p --parents -t "$kit/project"
# Neither figures nor books are made there.
awk -v RS= -v ORS='\n\n' '!/^# (plots|archives, as the tests|fetching)/' \
    grader/packages.txt >"$kit/project/grader/packages.txt"
cp -p "$platforms/gradescope/"* "$platforms/Dockerfile" "$kit"
printf 'COURSE=%s\nTRAIN=%s\n' "$course" "${TRAIN:-1}" >"$kit/settings"

rm -f "$out/gradescope.new.zip"
(cd "$kit" && find . -type f -printf '%P\n' | LC_ALL=C sort | zip -q -X -@ "$out/gradescope.new.zip")
mv "$out/gradescope.new.zip" "$out/gradescope.zip"
echo "gradescope: ${OUT:-result}/gradescope.zip"
