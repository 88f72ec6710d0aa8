// json.js - what a JSON file says: json.js FILE EXPRESSION, where `it` is the
// file's content. Lists are printed a line each, everything else as JSON but
// texts as they are.
const it = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const value = new Function("it", `return ${process.argv[3]}`)(it);
const shown = (v) => (typeof v === "string" ? v : JSON.stringify(v));
console.log([].concat(value).map(shown).join("\n"));
