// class.js WHAT FILE [...]: reads tables and archives of a class as their
// platforms say they do, and prints what arrives there, a line each. Ends with
// an error where the platform would refuse. It shares no code with the
// exporter.
const fs = require('fs'), assert = require('assert');
const [what, ...args] = process.argv.slice(2);

// RFC 4180, strictly: a quote within a cell without quotes is an error.
// Returns rows of {text, raw}.
const parse = (file, separator) => {
    const bytes = fs.readFileSync(file), all = bytes.toString('utf8');
    assert(Buffer.from(all, 'utf8').equals(bytes), 'no UTF-8');
    assert(!all.includes('SECRET-VALUE'), 'it tells what students must not see');
    const text = all.replace(/^\ufeff/, '');
    const rows = [[]];
    let at = 0;
    while (at < text.length) {
        const rest = text.slice(at);
        const match = /^"(?:[^"]|"")*"/.exec(rest) ||
            new RegExp(`^[^"${separator}\r\n]*`).exec(rest);
        const raw = match[0];
        rows.at(-1).push({raw, text: raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw});
        at += raw.length;
        const end = /^\r?\n/.exec(text.slice(at));
        if (end) {
            at += end[0].length;
            if (at < text.length)
                rows.push([]);
        } else if (at < text.length) {
            assert.strictEqual(text[at], separator, `line ${rows.length}: ${text.slice(at, at + 20)}`);
            at++;
            if (at === text.length)
                rows.at(-1).push({raw: '', text: ''});
        }
    }
    const width = rows[0].length;
    rows.forEach((row, i) => assert.strictEqual(row.length, width, `row ${i + 1}`));
    return rows;
};
const separatorOf = (file) => (/;/.test(fs.readFileSync(file, 'utf8').split('\n')[0]) ? ';' : ',');
const harmless = (rows) => rows.flat().forEach(({text}) =>
    assert(!/^[=+\-@\t\r\uff1d]/.test(text) || /^-?[0-9.]+$/.test(text), `a formula: ${text}`));

const readers = {
    // Assignments > grading > import: the columns by their translated names.
    worksheet(before, after, id, grade, modified, feedback) {
        const separator = separatorOf(before);
        const old = parse(before, separator), rows = parse(after, separator);
        assert.strictEqual(rows.length, old.length);
        const heads = rows[0].map((cell) => cell.text);
        const column = (name) => heads.indexOf(name);
        const may = [column(grade), column(feedback)];
        rows.forEach((row, r) => row.forEach((cell, c) => {
            if (cell.raw !== old[r][c].raw)
                assert(r > 0 && may.includes(c), `row ${r + 1}, column ${c + 1} was changed`);
        }));
        assert(column(id) >= 0 && column(grade) >= 0 && column(modified) >= 0);
        // Nothing but the cells differs: the same bytes between them.
        const skeleton = (file, list) => list.flat().reduce((text, cell) => {
            const at = text.rest.indexOf(cell.raw);
            return {done: text.done + text.rest.slice(0, at), rest: text.rest.slice(at + cell.raw.length)};
        }, {done: '', rest: fs.readFileSync(file, 'utf8')});
        const around = (file, list) => {
            const parts = skeleton(file, list);
            return parts.done + parts.rest;
        };
        assert.strictEqual(around(after, rows), around(before, old));
        rows.slice(1).forEach((row) => {
            const participant = /(\d+)$/.exec(row[column(id)].text)[1];
            const comment = feedback ? row[column(feedback)].text : '';
            assert(!/<(?!br>)/.test(comment), `markup: ${comment}`);
            console.log(`${participant} ${row[column(grade)].text || 'empty'}${
                comment ? ' ' + comment.split('<br>')[0] : ''}`);
        });
    },
    // Assignments > upload feedback files in a zip; the names one a line.
    feedback(list) {
        fs.readFileSync(list, 'utf8').trimEnd().split('\n').forEach((path) => {
            let parts = path.split('/');
            assert(!/^[.~]/.test(parts.at(-1)) && !path.startsWith('/') && !parts.includes('..'));
            while (parts.length) {
                const info = parts[0].split('_');
                parts = parts.slice(1);
                if (info.length < 4 || !/^\d+$/.test(info[1]))
                    continue;
                assert.deepStrictEqual(info.slice(2, 4), ['assignsubmission', 'file']);
                console.log(`${Number(info[1])} ${[info.slice(4).join('_'), ...parts].filter(Boolean).join('/')}`);
                return;
            }
            assert(false, `nobody's: ${path}`);
        });
    },
    // Gradebook > import, with the course's students given as ID:LOGIN:NAME.
    canvas(file, ...students) {
        const separator = separatorOf(file), rows = parse(file, separator);
        const head = rows[0].map((cell) => cell.text);
        assert(head.length > 3 && head[0].includes('Student') && head[1].includes('ID'));
        const login = head.indexOf('SIS Login ID'), section = head.indexOf('Section');
        assert(section > 0);
        const totals = /Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override/;
        head.forEach((title, c) => {
            if (c <= section || totals.test(title))
                return;
            const known = /^(.*)\s\((\d+)\)$/.exec(title);
            console.log(known ? `assignment ${known[2]}` : `new assignment ${title}`);
            rows.slice(1).forEach((row) => {
                const cell = row[c].text;
                if (/Points Possible/.test(row[0].text) ||
                    row.every(({text}) => /^\s*(Muted|Manual Posting.*)?\s*$/i.test(text)))
                    return;
                const by = (part, value) => value && students.find((s) => s.split(':')[part] === value);
                const found = by(0, row[1].text) || (login > 0 && by(1, row[login].text)) || by(2, row[0].text);
                console.log(`${found ? found.split(':')[0] : 'unknown'} ${cell || 'empty'}`);
            });
        });
    },
    // A table of ours: cells that a spreadsheet does not run.
    table(file, head) {
        const rows = parse(file, ',');
        harmless(rows);
        assert.strictEqual(rows[0].map((cell) => cell.text).join(), head);
        rows.slice(1).forEach((row) => console.log(row.map((cell) => cell.text).join('|')));
    },
    // The cells of a Gnumeric file (XML) that are formulas.
    formulas(file) {
        const cells = fs.readFileSync(file, 'utf8').match(/<gnm:Cell [^>]*>[^<]*/g) || [];
        assert(cells.length > 5, 'no cells');
        cells.filter((cell) => !/ValueType=/.test(cell)).forEach((cell) => console.log(cell));
    },
};
readers[what](...args);
