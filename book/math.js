// math.js - sets the formulas of one HTML page (standard input to standard
// output) with KaTeX, so that a page needs no script, and lets the keyboard
// reach what can be scrolled. A formula that KaTeX refuses stops the build.
"use strict";
const fs = require("fs");
const katex = require("/usr/share/nodejs/katex");

const entities = {lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&"};
const plain = (html) =>
    html.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => entities[name]);

let formulas = 0;
const set = (_, mode, tex) => {
    formulas++;
    try {
        return katex.renderToString(plain(tex), {
            displayMode: mode === "display", throwOnError: true,
            strict: "error", trust: false, maxExpand: 1000, maxSize: 50,
        });
    } catch (error) {
        process.stderr.write(`formula ${plain(tex)}: ${error.message}\n`);
        process.exit(1);
    }
};

const page = fs.readFileSync(0, "utf8");
const due = (page.match(/class="math /g) || []).length;
const done = page
    .replace(/<span\s+class="math (inline|display)">([^<]*)<\/span>/g, set)
    .replace(/<pre\b/g, '<pre tabindex="0"')
    .replace(/<table\b/g, '<div class="wide" tabindex="0"><table')
    .replace(/<\/table>/g, "</table></div>")
    .replace(/<span class="katex-display">/g,
        '<span class="katex-display" tabindex="0">');
if (formulas !== due) {
    process.stderr.write(`${due} formulas, but ${formulas} were set\n`);
    process.exit(1);
}
process.stdout.write(done);
