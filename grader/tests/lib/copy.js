// copy.js - a copy of a C file that hides where it comes from, as students
// make them.
//
//   copy.js HOW FILE    prints it; HOW: names (variables and helpers get
//   others), order (functions stand the other way round), comments (others,
//   and another layout), part (only the first half is copied), all
const fs = require('fs');
const [how, file] = process.argv.slice(2);
let text = fs.readFileSync(file, 'utf8');

const kept = new Set(('auto break case char const continue default do double ' +
    'else enum extern float for goto if inline int long register restrict ' +
    'return short signed sizeof static struct switch typedef union unsigned ' +
    'void volatile while bool true false NULL size_t real include define ' +
    'ifdef ifndef endif').split(' '));

// Names that are declared in the file: others belong to headers.
function rename() {
    const own = new Set();
    const declared = /\b(?:real|double|size_t|int|bool|char|Mat|float|long)\s+\*?(?:const\s+)?(\w+)/g;
    for (const [, name] of text.matchAll(declared))
        if (!kept.has(name) && name.length < 9) own.add(name);
    let count = 0;
    for (const name of own)
        text = text.replace(new RegExp(`(?<![\\w.>])${name}\\b`, 'g'),
            'v' + ++count);
}

function reorder() {
    const blocks = text.split(/\n(?=(?:static |void |double |size_t |real |int )[^;]*\n\{)/);
    text = [blocks[0], ...blocks.slice(1).reverse()].join('\n');
}

function relayout() {
    text = text.replace(/\/\*[^]*?\*\//g, '/* my idea */').replace(/\n\{/g, ' {')
        .replace(/    /g, '\t').replace(/ = /g, '=').replace(/;\n/g, '; // x\n');
}

if (how === 'names' || how === 'all') rename();
if (how === 'order' || how === 'all') reorder();
if (how === 'comments' || how === 'all') relayout();
process.stdout.write(text);
