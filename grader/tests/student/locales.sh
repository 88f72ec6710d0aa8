#!/bin/bash
# locales.sh - figures, books and reports are the same whatever language the
# terminal speaks: without any, and in German, where a number has a comma.
set -uo pipefail
. grader/tests/lib/ok.sh
unset LC_ALL LC_CTYPE LC_NUMERIC LC_MESSAGES LANGUAGE CH EX

locales=(C POSIX)
if localedef -i de_DE -f UTF-8 "$scratch/de_DE.UTF-8" 2>/dev/null; then
    locales+=(de_DE.UTF-8)
else
    ok "skipped: German, because the package locales is not here"
fi

work=$scratch/work
cp -r solutions "$work"
plots=build/work/plots/02-activations
# in_locale NAME COMMAND...
in_locale() {
    env LOCPATH="$scratch" LANG="$1" LC_ALL="$1" LANGUAGE=de "${@:2}" \
        >"$scratch/log" 2>&1
}

for locale in "${locales[@]}"; do
    rm -f $plots/*.{svg,pdf}
    expect "figures are drawn under $locale" \
        in_locale "$locale" make -s plots CH=02 WORK="$work"
    cat $plots/*.svg >"$scratch/$locale.svg" 2>/dev/null
    same "all of them" "$(find $plots -name '*.svg' -size +1k | wc -l)" \
        "$(find chapters/02-activations -name '*.gp' | wc -l)"
    expect "with the same numbers" cmp "$scratch/C.svg" "$scratch/$locale.svg"
    in_locale "$locale" make -s grade SUBMISSION="$work" TRAIN=0 SEED=7 \
        OUT="$scratch/$locale" COURSE=workbook
    pdftotext "$scratch/$locale/report.pdf" "$scratch/report" 2>/dev/null
    expect "a submission is graded under $locale, its report set" \
        grep -q 'Neural networks from scratch' "$scratch/report"
    rm -f "$scratch/report"
done

# A compiler's words are looked through, so they are English.
sed -i 's/return/retrun/' "$work/02-activations/activations.c"
in_locale "${locales[-1]}" make -s check CH=02 WORK="$work"
expect "what the compiler says is understood in German, too" \
    grep -q 'does not compile' "$scratch/log"

# A failure is that of the program that failed.
cp solutions/02-activations/activations.c "$work/02-activations/"
rm -f $plots/*.{svg,pdf}
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "gnuplot: no font" >&2\nexit 1\n' >"$scratch/bin/gnuplot"
chmod +x "$scratch/bin/gnuplot"
PATH=$scratch/bin:$PATH in_locale C make -s plots CH=02 WORK="$work"
same "what gnuplot cannot draw is not blamed on the student's code" \
    "$(grep -c 'gnuplot did not draw' "$scratch/log") $(grep -c 'lower chapters' "$scratch/log")" "1 0"
rm -rf $plots # practice tells of figures that are not there yet
