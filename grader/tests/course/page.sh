#!/bin/bash
# page.sh - the page about a class: what it says, that nothing a student wrote
# can do anything on it, and that people can use it.
set -uo pipefail
. grader/tests/lib/ok.sh

good=$scratch/good bad=$scratch/bad class=$scratch/class
expect "two records to start from" grade solutions "$good"
expect "one of them bad" grade skeletons "$bad"
node grader/tests/lib/records.js "$good" "$bad" "$class" 40

same "a page is written, and where it is" \
    "$(build/class/page "$class")" "$class/index.html"
index=$class/index.html
says() { grep -qF -- "$2" "$1"; }
for text in '<strong>40</strong> submissions, <strong>38</strong> graded' \
    'damaged: &lt;i&gt;truncated&lt;/i&gt; zip' 'no file with a listed name' \
    'the same files as <bdi>group-009</bdi>' '2 h 1 min late, 2 points' \
    'its id is &lt;u&gt;not&lt;/u&gt; in the roster' \
    'switches &lt;b&gt;sanitizers&lt;/b&gt; off' 'Training was left out' \
    'Who &lt;b&gt;never&lt;/b&gt; came' 'Thumbs.db'; do
    expect "it says: $text" says "$index" "$text"
done
same "a flag that all have is said once" \
    "$(grep -c 'Training was left out' "$index")" 1
same "each submission that was graded has its feedback as a page" \
    "$(find "$class" -name feedback.html | wc -l)" 38
same "nothing is fetched from elsewhere" \
    "$(grep -cE '(src|href)="?(https?:)?//|url\(|@import' "$index")" 0
before=$(stat -c %Y.%y "$class/group-001/feedback.html")
build/class/page "$class" >/dev/null
same "a feedback that did not change is not written again" \
    "$(stat -c %Y.%y "$class/group-001/feedback.html")" "$before"

# Pairs that similar.json names
node -e 'const pair = {a: "group-001", b: "group-002", percent: 61, shared: 61,
    file: "01-descent/descent.c"};
    console.log(JSON.stringify({pairs: Array(150).fill(pair)}))' >"$class/similar.json"
build/class/page "$class" >/dev/null
same "of many pairs the strongest stand on the page" \
    "$(grep -c 'href="similar.html#pair' "$index") $(grep -o 'and [0-9]* weaker ones' "$index")" \
    "100 and 50 weaker ones"
echo '{"pairs": [{"a": "group-001", "b": "<b>", "file": "01-descent/descent.c",
    "percent": 83, "shared": 120}]}' >"$class/similar.json"
build/class/page "$class" >/dev/null
expect "similar submissions are listed" says "$index" \
    '<bdi>group-001</bdi> and <bdi>&lt;b&gt;</bdi>: <a href="similar.html#pair1">83&nbsp;% of 01-descent/descent.c'

# Size: the same memory for ten times as many.
node grader/tests/lib/records.js "$good" "$bad" "$scratch/large" 400
small() (
    ulimit -v 65536
    build/class/page "$1"
)
expect "400 submissions in 64 MB" small "$scratch/large"

# What goes wrong
mkdir "$scratch/none"
build/class/page "$scratch/none" >"$scratch/none.log" 2>&1
same "a directory without a class is named" \
    "$? $(grep -c "none/class.json: .*make class" "$scratch/none.log")" "2 1"
mkdir -p "$scratch/first"
echo '{"course": "workbook", "title": "", "submissions": []}' \
    >"$scratch/first/class.json"
expect "an empty class has a page" build/class/page "$scratch/first"

# In a browser
chromium=$(command -v chromium || true)
axe=build/axe/node_modules/axe-core/axe.min.js
if [[ ! -e $axe ]] && command -v npm >/dev/null; then
    mkdir -p build/axe && echo '{}' >build/axe/package.json
    (cd build/axe && timeout 60 npm install --no-audit --no-fund \
        axe-core@4.14.1) >"$scratch/npm.log" 2>&1 ||
        echo "skipped: axe, which npm could not fetch"
fi
[[ -e $axe ]] || axe=
if [[ -z $chromium ]]; then
    echo "skipped: the page in a browser, because chromium is not installed"
else
    [[ -n $axe ]] || echo "skipped: axe, because npm's axe-core is not there"
    timeout 100 node grader/tests/lib/page.js "$chromium" \
        "$scratch/profile" "$index" "$class/group-001/feedback.html" 40 \
        ${axe:+"$axe"} || not_ok "the page in a browser" "status $?"
fi
