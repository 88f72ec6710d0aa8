#!/bin/bash
# tables.sh - numbers that stand in place of answers: the committed tables are
# those that their programs make, and what a student's code is linked with
# cannot compute them.
set -uo pipefail
. grader/tests/lib/ok.sh

patients=build/grader/tables/patients
given=(build/double/chapters/04-linear/{patients,mynet}.o)
make -s "$patients" "${given[@]}" >/dev/null || exit 1

expect "patients.inc is what its program makes" \
    cmp chapters/04-linear/patients.inc <("$patients" numbers)
expect "bug_hunt.inc is what its program makes" \
    cmp chapters/04-linear/tests/bug_hunt.inc <("$patients" digests)
same "the given code of the bug hunt and of the net for paper computes no pass" \
    "$(nm --undefined-only "${given[@]}" | grep -E 'mat_mul|mat_column|mat_add|exp')" ""
