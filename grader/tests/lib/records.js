// records.js - a class directory to look at, made from two real records: each
// of its submissions takes exercise after exercise from the one or the other.
//
//   records.js GOOD BAD OUT COUNT    GOOD, BAD: directories with result.json
const fs = require('fs'), path = require('path');
const [good, bad, out] = process.argv.slice(2), count = +process.argv[5];
const read = dir => JSON.parse(fs.readFileSync(path.join(dir, 'result.json')));
const [right, wrong] = [read(good), read(bad)];
const feedback = fs.readFileSync(path.join(bad, 'feedback.md'));

// Names as students have them, and as nobody should.
const people = ['Ada Lovelace', 'Jürgen Groß', 'Łukasz Żółć', "O'Brien \"Bob\"",
    '<script>alert("1")</script>', '=HYPERLINK("http://x")', 'محمد علي',
    '<img src=x onerror=alert(2)>', 'Ανδρέας & Söhne', 'Ng, Wei'];
const names = {5: 'x<script>alert(3)', 6: 'it\'s "quoted" & co',
    7: 'javascript:alert(4)', 8: 'علي'};

let state = 7;
const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
};
const sum = (exercises, of) => exercises.reduce((s, e) => s + of(e), 0);

function record(number, name) {
    const skill = .1 + .9 * Math.sqrt(random());
    const exercises = right.exercises.map((e, i) =>
        ({...(random() < skill ? e : wrong.exercises[i])}));
    if (number === 9)
        Object.assign(exercises[2], {status: 'broken', score: 0});
    const flags = ['Training was left out in this run'];
    if (number === 3) flags.push('switches <b>sanitizers</b> off');
    return {...right, submission: name, exercises, flags,
        group: [{id: 's' + number, name: people[number % 10], group: ''}],
        late_s: number === 4 ? 7260 : 0, penalty: number === 4 ? 2 : 0,
        score: sum(exercises, e => e.score),
        pending: sum(exercises,
            e => e.status === 'to_be_marked' ? e.points : 0)};
}

const submissions = [];
for (let number = 1; number <= count; number++) {
    const name = names[number] || 'group-' + String(number).padStart(3, '0');
    const dir = path.join(out, name);
    const problem = number === 11 ? 'damaged: <i>truncated</i> zip' : null;
    const notes = number === 2 ? ['its id is <u>not</u> in the roster'] : [];
    fs.mkdirSync(dir, {recursive: true});
    submissions.push({number, name, path: name, layout: 'folder',
        platform: {full_name: people[number % 10]}, received: null,
        same_as: number === 10 ? 'group-009' : null, problem, notes});
    if (number === 12) fs.writeFileSync(path.join(dir, 'problem.txt'),
        'no file with a listed name\n');
    if (number === 11 || number === 12) continue;
    fs.writeFileSync(path.join(dir, 'result.json'),
        JSON.stringify(record(number, name)));
    fs.writeFileSync(path.join(dir, 'feedback.md'), feedback);
}
fs.writeFileSync(path.join(out, 'class.json'), JSON.stringify({
    course: 'workbook', title: 'A course </title><script>alert(5)</script>',
    submissions, absent: [{id: 's77', name: 'Who <b>never</b> came', email: ''}],
    not_taken: ['Thumbs.db']}));
