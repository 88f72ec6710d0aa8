#!/bin/bash
# shellcheck disable=SC2016 # dollars and backquotes are Markdown's here
# book.sh - the filter refuses what is missing, tables and names agree with
# the code, the book and the reference are made without a warning, and a
# report shows hostile answers as the text they are.
set -uo pipefail
# shellcheck source=grader/tests/lib/ok.sh
. grader/tests/lib/ok.sh

# The tables of exercises

for file in chapters/[0-9]*/chapter.md; do
    chapter=$(basename "$(dirname "$file")")
    pandoc --lua-filter book/filter.lua -M part=labels \
        -M chapter="$chapter" -M exercises-out="$scratch/tsv" "$file" \
        -t native -o /dev/null
    expect "chapters/$chapter/exercises.tsv is that of its chapter.md" \
        cmp "$scratch/tsv" "chapters/$chapter/exercises.tsv"
    while IFS=$'\t' read -r id _ _ _ _ _ kind; do
        [[ $kind == code ]] || continue
        expect "$id has three hints that make hint can show" \
            bash -c "EX=$id LEVEL=3 grader/check/hint.sh |
                grep -qv 'you have seen them all'"
    done <"chapters/$chapter/exercises.tsv"
done

# What the filter refuses: a text made of a good chapter and one flaw.

mkdir -p "$scratch/plots"
printf '# key\nstep,f\n0,1.5\n1,-0.25\n' >"$scratch/plots/run.csv"
touch "$scratch/plots/random.svg" "$scratch/plots/random.pdf"
cp chapters/00-ground/mat.c "$scratch/long.c"

exercise='::: {.exercise #ex:try title="Try" kind=code points=1 minutes=5}
Do. 

::: hint
1
:::

::: hint
2
:::

::: hint
3
:::
:::'

# filter TEXT [ARGUMENT...]: the text as chapter 0.
filter() {
    local text=$1
    shift
    printf '# Ground {#ch:ground}\n\n%s\n' "$text" |
        pandoc --from markdown --fail-if-warnings \
            --lua-filter book/filter.lua -M chapter=00-ground -M to=html \
            -M plots="$scratch/plots" "$@" -t html --katex --wrap=none |
        sed 's/\xc2\xa0/ /g'
}

# refuses SENTENCE WORDS TEXT: no success, and the message has these words.
refuses() {
    local said
    if said=$(filter "$3" 2>&1 >/dev/null); then
        not_ok "$1" "it was taken"
    elif grep -qF -- "$2" <<<"$said"; then
        ok "$1"
    else
        not_ok "$1" "$said"
    fi
}

# gives SENTENCE WORDS TEXT: success, and the page has these words.
gives() {
    local said
    if said=$(filter "$3" 2>&1) && grep -qF -- "$2" <<<"$said"; then
        ok "$1"
    else
        not_ok "$1" "$said"
    fi
}

listing() {
    printf '```{.c %s}\n```\n' "$1"
}

refuses 'a missing file stops the book' 'no such file' \
    "$(listing 'file=chapters/00-ground/none.c')"
refuses 'a missing function stops the book' 'not found' \
    "$(listing 'file=chapters/00-ground/mat.c function=mat_none')"
refuses 'a missing region stops the book' 'not found' \
    "$(listing 'file=chapters/00-ground/mat.c region=none')"
refuses 'a missing type stops the book' 'not found' \
    "$(listing 'file=chapters/00-ground/mat.h type=Matrix')"
refuses 'a missing test stops the book' 'not found' \
    "$(listing 'file=chapters/00-ground/tests/warmup.c test="warmup none"')"
refuses 'a file outside is not quoted' 'a file of this project' \
    "$(listing 'file=/etc/passwd')"
refuses 'a file above is not quoted' 'a file of this project' \
    "$(listing 'file=chapters/../../x.c')"
refuses 'a solution is not quoted in the student edition' 'no solution' \
    "$(listing 'file=solutions/00-ground/ground.c function=scale')"
refuses 'a reference to nothing stops the book' 'refers to nothing' \
    'See @fig:none.'
refuses 'a mistyped kind of reference stops the book' 'is no reference' \
    'See @figure:none.'
refuses 'a figure without alt text stops the book' 'has no alt text' \
    '![A caption](random.svg){#fig:random}'
refuses 'a figure with an empty alt text stops the book' 'has no alt text' \
    '![A caption](random.svg){#fig:random alt=""}'
refuses 'a picture in the middle of text stops the book' 'of its own' \
    'See ![A caption](random.svg){#fig:random alt="x"} here.'
refuses 'a figure without a caption stops the book' 'has no caption' \
    '![](random.svg){#fig:random alt="x"}'
refuses 'a figure without a name stops the book' 'has no name' \
    '![A caption](random.svg){alt="x"}'
refuses 'a figure without a script stops the book' 'there is no none.gp' \
    '![A caption](none.svg){#fig:none alt="x"}'
refuses 'a value without a table stops the book' 'no such table' \
    '`value:none.csv:f:1`'
refuses 'a value without a column stops the book' 'no such column' \
    '`value:run.csv:g:1`'
refuses 'a value without a row stops the book' 'no such row' \
    '`value:run.csv:f:3`'
refuses 'a malformed value stops the book' 'is not value:' '`value:run.csv`'
refuses 'an equation that is none stops the book' 'is not of the form' \
    '[text]{#eq:none}'
refuses 'a name given twice stops the book' 'is taken' \
    '[$$a$$]{#eq:a} [$$b$$]{#eq:a}'
refuses 'an exercise without points stops the book' 'points= is missing' \
    "${exercise/points=1/}"
refuses 'an exercise without minutes stops the book' 'minutes= is missing' \
    "${exercise/minutes=5/}"
refuses 'an exercise without a title stops the book' 'no title' \
    "${exercise/title=\"Try\"/}"
refuses 'an exercise of no kind stops the book' 'kind= is' \
    "${exercise/kind=code/}"
refuses 'an exercise that needs a stranger stops the book' 'needs other' \
    "${exercise/kind=code/kind=code needs=other}"
refuses 'a code exercise with two hints stops the book' 'three ::: hint' \
    "${exercise/::: hint
2
:::/}"
refuses 'a question without a rubric stops the book' 'rubric' \
    "${exercise/kind=code/kind=answer}"

gives 'a value is quoted from the last row' '−0.250' \
    '`value:run.csv:f:last:%.3f`'
gives 'a value is quoted by name' '150.0 %' '`value:run.csv:f:step=0:percent`'
gives 'a listing is the code itself' 'mat_free' \
    "$(listing 'file=chapters/00-ground/mat.c function=mat_free')"
gives 'a reference becomes a link with its number' '>Equation 0.1<' \
    '[$$a$$]{#eq:a} and @eq:a'
gives 'an exercise has its number' 'Exercise 0.1. Try' "$exercise"
rubric=${exercise/kind=code/kind=answer}
rubric=${rubric/Do. /Do.

::: rubric
Only for instructors.
:::
}
same 'students do not see a rubric' \
    "$(filter "$rubric" | grep -c 'Only for instructors')" 0
same 'instructors see a rubric' \
    "$(filter "$rubric" -M edition=instructor |
        grep -c 'Only for instructors')" 1

# Names in the notation table

for name in $(awk -F '|' '/^\| \$/ {print $3}' book.md | tr -d '`'); do
    expect "$name, of the notation table, is a name in a contract" \
        grep -qw -- "$name" chapters/[0-9]*/*.h
done

# Figures: a script that fails leaves nothing that looks like one.

mkdir -p "$scratch/draw"
printf 'step,f\n0,1\n' >"$scratch/draw/other.csv"
same 'a figure without its table is a failure' \
    "$(book/plot.sh draw 00-ground "$scratch/draw" svg >/dev/null 2>&1
        echo $?)" 1
same 'and leaves no file behind' \
    "$(find "$scratch/draw" -name '*.svg' -o -name '*.part')" ''

cp -r solutions "$scratch/words"
sed -i 's/^void net_describe(/void honest_describe(/' \
    "$scratch/words/05-net/net.c"
cat >>"$scratch/words/05-net/net.c" <<'END'
void net_describe(const Net *net, char *text, size_t size)
{
    honest_describe(net, text, size);
    snprintf(text, size, "linear 784 10\n{/=60 100 of 100}\n");
}
END
make -s build/{double,float}/given/06-mnist.a build/flags.sh \
    build/float/{chapters/06-mnist,grader/check}/experiment.o
same 'a net that is described in words of its own is not drawn, and told' "$(
    book/plot.sh run "$scratch/words" 06-mnist "$scratch/drawn" 2>&1 |
        grep -c 'net_describe() gives a line that describes no layer')$(
    find "$scratch/drawn" -name 'architecture.csv')" 1

# The reports

submission=$scratch/out
mkdir -p "$submission/answers/01-descent" "$submission/plots/01-descent"
echo 'SECRET-4711' >"$scratch/secret.txt"
sed "s|SECRET|$scratch/secret.txt|g" grader/tests/book/hostile.md \
    >"$submission/answers/01-descent.md"
base64 -d >"$submission/answers/01-descent/good.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9
i18U1AAAAABJRU5ErkJggg==
END
echo 'no picture' >"$submission/answers/01-descent/bad.png"
cp build/plots/01-descent/*.csv "$submission/plots/01-descent/" 2>/dev/null
cat >"$submission/result.json" <<'END'
{"course": "workbook", "submission": "x", "seed": "1", "kernel": "base",
 "group": [{"id": "s1|", "name": "A_b *c* \\input{x} $y$ <b> `d` αЖ"}],
 "isolation": ["seccomp"], "data": {"name": "embedded"}, "score": 1,
 "max_score": 3, "pending": 2, "flags": ["a | b\n# c"], "exercises": [
 {"id": "surface_gradient", "number": "1.1", "title": "The gradient",
  "kind": "code", "points": 1, "score": 0, "status": "failed", "checks": [
  {"id": "is_right", "status": "failed", "message": "3 of 4 | wrong",
   "cause": "the *sign*", "help": "make hint", "detail": "HIDDEN 2.5"}]},
 {"id": "first_minimum", "number": "1.4", "title": "The minimum",
  "kind": "answer", "points": 2, "score": 0, "status": "to_be_marked",
  "checks": []},
 {"id": "run_first", "number": "1.3", "title": "Walk and draw",
  "kind": "run", "points": 0, "score": 0, "status": "skipped",
  "checks": []}]}
END
same 'a report of hostile answers is made, at the first try' \
    "$(book/report.sh "$submission" 2>&1)" ''
text=$(pdftotext -layout "$submission/report.pdf" - 2>&1 | tr -d ' ')
for words in 'A_b *c* \input{x} $y$ <b>' 'a | b # c' '3 of 4 | wrong' \
    'the *sign*' '1 of 3 points' 'The last line of this answer' \
    '\directlua{tex.print' '<script>alert(1)</script>' 'to be marked'; do
    expect "the report shows $words as it is" grep -qF -- "${words// /}" \
        <<<"$text"
done
same 'no file was read into the report' "$(grep -c 'SECRET-4711' <<<"$text")" 0
same 'no hidden value is in the report' "$(grep -c 'HIDDEN' <<<"$text")" 0
same 'no file was written by the report' \
    "$(find "$scratch" -name 'secret.txt?*')" ''
cp "$submission/report.pdf" "$scratch/first.pdf"
expect 'the report is made again' book/report.sh "$submission"
expect 'and has the same bytes' \
    cmp "$scratch/first.pdf" "$submission/report.pdf"

# An answer that LaTeX cannot take: the report is made all the same.
sed -i 's/first_minimum/step_size/' "$submission/result.json"
expect 'a report is made though LaTeX stumbles over an answer' \
    book/report.sh "$submission"
expect 'and shows the answer as it was typed' grep -q \
    '6 lists inside each other' \
    <(pdftotext -layout "$submission/report.pdf" -)

# Walls

cp "$submission/report.pdf" "$scratch/before.pdf"
JUDGE_ISOLATION=none book/report.sh "$submission" >"$scratch/none.log" 2>&1
same 'where nothing would keep it in, no report is set, in one line' \
    "$? $(grep -c 'nothing untrusted is run' "$scratch/none.log") $(
        wc -l <"$scratch/none.log")" '3 1 1'
expect 'and the one that was there stays' \
    cmp "$scratch/before.pdf" "$submission/report.pdf"
expect 'without namespaces a report is made' \
    env JUDGE_ISOLATION=landlock book/report.sh "$submission"
expect 'and has the same bytes' \
    cmp "$scratch/before.pdf" "$submission/report.pdf"

# What would move upwards, or far down, is shown as it was typed.
cp "$submission/answers/01-descent.md" "$scratch/answers.md"
cat >"$submission/answers/01-descent.md" <<'END'
## step_size

$$\begin{aligned} u &= 1 \\[4pt] v &= 2 \end{aligned}$$ and $w\!z$.

$\begin{matrix} a \\[-62pt] b \end{matrix}$
$\begin{matrix} a \\ [ -3em] b \end{matrix}$
$\begin{matrix} a \\* b \end{matrix}$
$\begin{matrix} a \\ *[-9pt] b \end{matrix}$
$\begin{matrix} a \\[\hsize] b \end{matrix}$
$\begin{matrix} a \\[900pt] b \end{matrix}$
$q\!\!\!\!\!\!\!\!\!\!\!\!\!\!\!\!q$
$\hspace{-9cm}q$ $\kern-9cm q$ $\mkern-99mu q$ $\raisebox{9cm}{q}$
$\smash{q}$ $\rlap{q}$ $\mathllap{q}$ $\rule{9cm}{9cm}$ $\hskip-9cm q$
$\vspace{-9cm}q$ $\phantom{q}$ $\hphantom{q}$ $\moveleft9cm q$
END
book/report.sh "$submission" >/dev/null 2>&1
text=$(pdftotext -layout "$submission/report.pdf" - | tr -d ' \n')
expect 'a formula with a little more room is set' grep -qF 'u=1v=2andwz.' \
    <<<"$text"
for words in '\\[-62pt]' '\\[-3em]' '\\*b' '\\*[-9pt]' '\\[\hsize]' \
    '\\[900pt]' 'q\!\!\!' '\hspace{-9cm}' '\kern-9cm' '\mkern-99mu' \
    '\raisebox{9cm}' '\smash' '\rlap' '\mathllap' '\rule{9cm}' '\hskip-9cm' \
    '\vspace{-9cm}' '\phantom' '\hphantom' '\moveleft'; do
    expect "a formula with $words is shown, not set" grep -qF -- "$words" \
        <<<"$text"
done

# An answer that takes more memory than pandoc may have.
{
    printf '## step_size\n\n'
    printf '%0.s[' {1..100000}
} >"$submission/answers/01-descent.md"
expect 'a report is made though an answer takes all memory' \
    book/report.sh "$submission"
expect 'and shows the answer as it was typed' grep -qF '[[[[[[[[[[[[[[[[' \
    <(pdftotext -layout "$submission/report.pdf" -)
cp "$scratch/answers.md" "$submission/answers/01-descent.md"

# Even if it were set: everything in this answer is red, everything else is
# not, and a blue bar stands above and below it.
mkdir -p "$scratch/paint"
cat >"$scratch/paint/paint.md" <<'END'
\noindent\textcolor{blue}{\rule{\linewidth}{4pt}}

\begin{answer}\color{red}

XXXX \raisebox{90pt}{XXXX} \raisebox{-90pt}{XXXX} \smash{\rule{9pt}{300pt}}

\rlap{\smash{\rule[-300pt]{300pt}{600pt}}}
$\begin{aligned} XXXX \\[-99pt] XXXX \end{aligned}$

\rule{0pt}{0pt}\kern-3cm\raisebox{200pt}[0pt][0pt]{\resizebox{9cm}{9cm}{X}}

\end{answer}

\noindent\textcolor{blue}{\rule{\linewidth}{4pt}}
END
pandoc --template book/template.tex -V report=yes -V title-meta=x \
    -o "$scratch/paint/paint.tex" "$scratch/paint/paint.md"
expect 'a painting answer is set' book/typeset.sh "$scratch/paint/paint.tex" \
    "$scratch/paint/paint.pdf"
same 'and paints between the bars only' "$(
    pdftoppm -r 36 "$scratch/paint/paint.pdf" | od -An -v -tu1 -w3 -j15 |
        awk '$3 > 120 && $1 < 100 {bars += !blue; blue = 9999}
            $1 > 120 && $2 < 100 && $3 < 100 {
                if (bars == 1) inside = 1; else outside = 1}
            {blue -= blue > 0}
            END {print bars " bars", inside ? "red inside" : "nothing inside",
                outside ? "RED OUTSIDE" : ""}')" '2 bars red inside '

rm -r "$submission/plots"
expect 'a report without plots says so' grep -q 'There are no plots' <(
    book/report.sh "$submission"
    pdftotext -layout "$submission/report.pdf" -
)
sed -i 's/"run"/"code"/' "$submission/result.json"
same 'where no run is asked for, it expects no plots' "$(
    book/report.sh "$submission"
    pdftotext -layout "$submission/report.pdf" - | grep -c 'no plots')" 0
same 'a report without a record is refused' \
    "$(book/report.sh "$scratch" >/dev/null 2>&1; echo $?)" 2

# The whole

expect 'the book and the reference are made without a warning' \
    make -s book reference
pages=build/book/html
for page in "$pages"/*.html; do
    name=$(basename "$page")
    dead=$(grep -o 'href="[^"#:]*[#"]' "$page" | sed 's/href="//; s/["#]$//' |
        sort -u | while read -r link; do
        [[ -z $link || -e $pages/$link ]] || echo "$link"
    done)
    same "every link of $name leads to a file" "$dead" ''
    dead=$(grep -o 'href="#[^"]*"' "$page" | sed 's/href="#//; s/"$//' |
        sort -u | while read -r id; do
        grep -qF "id=\"$id\"" "$page" || echo "$id"
    done)
    same "every link inside $name leads to a place" "$dead" ''
    same "no page element of $name comes from elsewhere" \
        "$(grep -cE '<script|(src|href)="https?://[^"]*\.(js|css|png|svg)' \
            "$page")" 0
    same "every picture of $name has a text" \
        "$(grep -o '<img[^>]*>' "$page" | grep -vc 'alt="[^"]')" 0
    same "every formula of $name is set" \
        "$(grep -c 'class="math ' "$page")" 0
done
same "no page of the book begins with what belongs to an exercise before it" "$(
    pdftotext -layout build/book/book.pdf - |
        awk -v RS="\f" 'NF {sub(/^[ \n]*/, ""); sub(/\n.*/, ""); print}' |
        grep -E '^(Hints: page|(code|question|experiment) *·)'
)" ""
cp build/book/book.pdf "$scratch/book.pdf"
rm build/book/book.pdf
make -s book >/dev/null 2>&1
expect 'the book made twice has the same bytes' \
    cmp "$scratch/book.pdf" build/book/book.pdf
