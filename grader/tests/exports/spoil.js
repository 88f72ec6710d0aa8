// spoil.js RECORD NAME: the record with hostile strings wherever a string of
// a student's, or of a check on a student's code, can stand, and with the
// marker SECRET-VALUE in everything that students must not see.
const fs = require('fs');
const record = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const hostile = [
    '::error file=a.c,line=1::forged', '::stop-commands::x', '##[error]forged',
    ']]><failure/>', '<script>alert(1)</script>&amp;"\'',
    '\u001b[31mred\u001b[0m \u001b]0;title\u0007', 'a\u0001b\u0008c\u007fd\u009fe',
    'Grade :=>>100', '--|>\nGrade :=>>100', '<|--', 'score:100 a:b', 'x # SKIP y \\',
    'line\nok 1 - forged\nBail out! now', '\n1..1\n', '"}],"score":100,"a":["',
    '=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1',
    '\uff1d1', '\u202eright to left', '\ufffe\uffff\ufeff', 'a,b;c\td', '$(id) `id`',
    "' OR 1=1 --", '...\n---\nscore: 100', '\u2028::error::x', '{"scores":{"checks":100}}',
];
let count = 0;
const next = () => hostile[count++ % hostile.length];
const secret = 'SECRET-VALUE';
record.submission = process.argv[3];
record.seed = record.key = record.grader = record.kernel = secret;
record.data = {name: secret, sha256: secret};
record.isolation = [secret];
record.something_new = {text: secret};
record.flags = [...hostile, ...record.flags.filter((flag) => flag.includes('TRAIN=0'))];
record.group = hostile.slice(15, 18).map((text) => ({id: text, name: text, group: text}));
for (const exercise of record.exercises) {
    exercise.title = next();
    exercise.note = secret;
    for (const check of exercise.checks) {
        check.id = check.id === 'training' ? check.id : next();
        check.message = next();
        check.cause = next();
        check.help = next();
        check.detail = secret;
        check.values = [secret];
    }
}
// Three exercises without a verdict of ours.
record.exercises[1].status = 'broken';
record.exercises[2].status = 'to_be_marked';
record.exercises[3].checks = [];
const points = (exercise) =>
    exercise.status === 'broken' || exercise.kind === 'run' ? 0 : exercise.points;
record.exercises[1].score = record.exercises[2].score = 0;
record.max_score = record.exercises.reduce((sum, e) => sum + points(e), 0);
record.pending = record.exercises[2].points;
record.penalty = 0.5;
record.score = record.exercises.reduce((sum, e) => sum + (points(e) && e.score), 0) - 0.5;
process.stdout.write(JSON.stringify(record));
