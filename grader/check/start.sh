#!/bin/bash
# start.sh - makes WORK, the student's own copy of the skeletons. Files that
# are there already are never touched, so it can be run again.
# Environment: WORK, ID, NAME.
set -euo pipefail

new=0 kept=0
while IFS= read -r skeleton; do
    file=$WORK/${skeleton#skeletons/}
    if [[ -e $file ]]; then
        kept=$((kept + 1))
        continue
    fi
    mkdir -p "$(dirname "$file")"
    cp "$skeleton" "$file"
    new=$((new + 1))
done < <(find skeletons -type f | sort)

if [[ ! -e $WORK/student.txt ]]; then
    printf 'id: %s\nname: %s\n' "${ID:-}" "${NAME:-}" >"$WORK/student.txt"
    # lines that the course asks for
    cat grader/course/student.lines >>"$WORK/student.txt" 2>/dev/null || true
fi
echo "$WORK: $new files copied, $kept kept as they were."
[[ -n ${ID:-} ]] || echo "Write your id and name into $WORK/student.txt."
echo "Edit $WORK/00-ground/ground.c, then type: make check CH=00"
echo "Or let make watch check whenever you save; make progress shows the way."
