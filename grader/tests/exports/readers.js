// readers.js FORMAT FILE RECORD: reads an export as its platform's documents
// and sources say the platform does, and compares what arrives there with the
// record (a result.json, or a problem.txt). Prints nothing when all is well.
// It shares no code with the exporter.
const fs = require('fs'), assert = require('assert');
const [format, file, recordFile] = process.argv.slice(2);
const bytes = fs.readFileSync(file), text = bytes.toString('utf8');
const problem = recordFile.endsWith('.txt');
const record = problem ? {score: 0, max_score: 0, pending: 0, exercises: []}
    : JSON.parse(fs.readFileSync(recordFile, 'utf8'));
const near = (a, b, what) => assert(Math.abs(a - b) < 0.006, `${what}: came ${a}, due ${b}`);
const keys = (object, allowed) =>
    Object.keys(object).forEach((key) => assert(allowed.includes(key), `member ${key} is unknown`));
const leftOut = (exercise) => exercise.kind === 'run' &&
    record.flags.some((flag) => flag.includes('TRAIN=0'));
const counts = (exercise) => exercise.status !== 'broken' && !leftOut(exercise);
const worth = (exercise) => (counts(exercise) ? exercise.points : 0);
const sum = (list) => list.reduce((a, b) => a + b, 0);

// What holds everywhere.
assert(Buffer.from(text, 'utf8').equals(bytes), 'no UTF-8');
assert(!text.includes('SECRET-VALUE'), 'it tells what students must not see');
// eslint-disable-next-line no-control-regex
assert(!/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/.test(text.replace(/\r\n/g, '\n')),
    'control characters');
assert(!/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/.test(text), 'marks that turn text round');

const says = (output) => {
    if (problem)
        return assert(output.includes('cannot be read'), 'the problem is not told');
    assert(output.includes(`${record.max_score} points`), 'the total is not stated');
    assert(output.includes('values are not shown'), 'what is hidden is not stated');
    if (record.pending > 0)
        assert(/wait for a person/.test(output), 'what is pending is not stated');
    if (record.penalty > 0)
        assert(/taken off/.test(output), 'the penalty is not stated');
};

const readers = {
    gradescope() {
        const results = JSON.parse(text);
        keys(results, ['score', 'execution_time', 'output', 'output_format', 'test_output_format',
            'test_name_format', 'visibility', 'stdout_visibility', 'extra_data', 'tests', 'leaderboard']);
        assert.strictEqual(typeof results.score, 'number');
        near(results.score, record.score, 'score');
        ['output_format', 'test_output_format', 'test_name_format'].forEach((name) =>
            assert.strictEqual(results[name], 'text'));
        assert.strictEqual(results.visibility, 'visible');
        assert.strictEqual(results.stdout_visibility, 'hidden');
        says(results.output);
        assert.strictEqual(results.tests.length, record.exercises.length);
        results.tests.forEach((test, i) => {
            const exercise = record.exercises[i];
            keys(test, ['score', 'max_score', 'status', 'name', 'name_format', 'number', 'output',
                'output_format', 'tags', 'visibility', 'extra_data']);
            near(test.score, counts(exercise) ? exercise.score : 0, test.name);
            near(test.max_score, worth(exercise), test.name);
            assert.strictEqual(test.visibility, 'visible');
            assert.strictEqual(test.output_format, 'text');
            assert.strictEqual(test.number || '', exercise.number);
            assert.notStrictEqual(test.number, '');
            if (exercise.status === 'passed')
                assert.strictEqual(test.status, 'passed');
            if (exercise.status === 'failed' && !leftOut(exercise))
                assert.strictEqual(test.status, 'failed');
            if (['broken', 'to_be_marked'].includes(exercise.status))
                assert.strictEqual(test.status, undefined);
        });
    },
    prairielearn() {
        assert(bytes.length <= 1 << 20, 'above 1 MB');
        const results = JSON.parse(text);
        keys(results, ['gradable', 'score', 'message', 'output', 'tests', 'format_errors', 'images']);
        assert.strictEqual(results.gradable, !problem);
        if (problem)
            return says(results.format_errors);
        assert(results.score >= 0 && results.score <= 1);
        near(results.score, Math.max(0, record.score) / record.max_score, 'share');
        says(results.message);
        results.tests.forEach((test, i) => {
            assert.strictEqual(typeof test.points, 'number');
            near(test.max_points, worth(record.exercises[i]), test.name);
        });
    },
    autolab() {
        const rewrite = (line) => line.replace(/([a-zA-Z0-9]+):/g, '"$1":');
        const lines = text.trimEnd().split('\n'), last = lines.at(-1), shown = lines.at(-2);
        says(lines[0]);
        assert.strictEqual(rewrite(last), last);
        const result = JSON.parse(rewrite(last));
        assert(Object.keys(result.scores).length > 0);
        keys(result.scores, ['checks', 'answers']);
        assert.strictEqual('answers' in result.scores,
            record.pending === 0 && record.exercises.some((e) => e.kind === 'answer'));
        if (!record.pending)
            near(sum(Object.values(result.scores)), record.score, 'the scores\' sum');
        assert.strictEqual(rewrite(shown), shown);
        const stages = JSON.parse(shown);
        assert.strictEqual(stages._presentation, 'semantic');
        let passed = 0;
        stages.stages.forEach((stage) => Object.values(stages[stage]).forEach((test) => {
            assert.strictEqual(typeof test.passed, 'boolean');
            passed += test.passed;
        }));
        const titles = new Set(record.exercises.map((e) => e.number + e.title));
        if (titles.size === record.exercises.length && !problem)
            assert(passed <= record.exercises.filter((e) => e.status === 'passed').length);
    },
    classroom() {
        const name = 'EXERCISES_RESULTS', output = text.trimEnd();
        assert(name.length + 1 + output.length < 131072, 'longer than an environment holds');
        assert(/^[A-Za-z0-9+/]+=*$/.test(output));
        const json = Buffer.from(output, 'base64').toString('utf8');
        assert(!json.includes('SECRET-VALUE'));
        const results = JSON.parse(json);
        assert.strictEqual(results.version, 1);
        near(results.max_score, record.max_score, 'maximum');
        near(sum(results.tests.map((test) => test.score)), record.score, 'Points');
        results.tests.forEach((test) => {
            assert(['pass', 'fail', 'error'].includes(test.status));
            assert(!/[\u0000-\u001f]|::|##/.test(test.name + test.message), 'a command to the runner');
        });
        const worst = ['error', 'fail', 'pass'].find((status) =>
            results.tests.some((test) => test.status === status));
        assert.strictEqual(results.status, worst);
    },
    check50() {
        const all = JSON.parse(text);
        keys(all, ['slug', 'version', 'results', 'error']);
        if (problem) {
            assert(!('results' in all));
            keys(all.error, ['type', 'value', 'traceback', 'data']);
            return says(all.error.value);
        }
        const names = new Set(all.results.map((result) => result.name));
        all.results.forEach((result, i) => {
            assert.deepStrictEqual(Object.keys(result).sort(),
                ['cause', 'data', 'dependency', 'description', 'log', 'name', 'passed']);
            assert(result.passed === null || typeof result.passed === 'boolean');
            assert(Array.isArray(result.log));
            if (result.cause !== null) {
                keys(result.cause, ['rationale', 'help', 'expected', 'actual', 'error']);
                assert.strictEqual(typeof result.cause.rationale, 'string');
            }
            if (result.dependency !== null)
                assert(names.has(result.dependency));
            const exercise = record.exercises[i];
            if (exercise && !leftOut(exercise) && ['passed', 'failed'].includes(exercise.status))
                assert.strictEqual(result.passed, exercise.status === 'passed');
        });
        says(all.results.at(-1).description);
        return near(sum(all.results.slice(0, -1).map((r) => r.data.score)),
            record.score + (record.penalty || 0), 'the scores\' sum');
    },
    vpl() {
        // Blocks open with <|-- and close with --|>, alone on a line; outside
        // them a line may be a grade or a comment.
        let inside = false, grade = null, comments = '';
        for (const line of text.trimEnd().split('\n')) {
            if (inside && line === '--|>') {
                inside = false;
            } else if (inside) {
                assert(/^(-|> )/.test(line), `a line of nobody's: ${line}`);
                comments += line + '\n';
            } else if (line === '<|--') {
                inside = true;
            } else {
                const found = /^Grade :=>>(-?[0-9.]+)$/.exec(line);
                assert(found && grade === null, `outside: ${line}`);
                grade = Number(found[1]);
            }
        }
        assert.strictEqual(text.split(':=>>').length, 2);
        near(grade, record.score, 'grade');
        says(comments);
    },
    tap() {
        const lines = text.trimEnd().split('\n');
        assert.strictEqual(lines[0], 'TAP version 14');
        if (problem)
            return assert(/^Bail out! ./.test(lines[1]));
        const plan = lines.filter((line) => /^1\.\.\d+$/.test(line));
        assert.deepStrictEqual(plan, [`1..${record.exercises.length}`]);
        const points = lines.filter((line) => /^(not )?ok\b/.test(line));
        assert.strictEqual(points.length, record.exercises.length);
        points.forEach((line, i) => {
            const exercise = record.exercises[i];
            const match = /^(not )?ok (\d+) - ((?:[^#\\]|\\[#\\])*?)(?: # (SKIP|TODO) .*)?$/.exec(line);
            assert(match, `no test point: ${line}`);
            assert.strictEqual(Number(match[2]), i + 1);
            const due = leftOut(exercise) || exercise.status === 'broken' ? 'SKIP'
                : exercise.status === 'to_be_marked' ? 'TODO' : undefined;
            assert.strictEqual(match[4], due);
            assert.strictEqual(!match[1], due === 'SKIP' || exercise.status === 'passed');
        });
        return lines.forEach((line) => assert(
            /^(TAP version|1\.\.|(not )?ok |# |  (---|\.\.\.|score: |points: )| {4}(1\.\.|(not )?ok | {2}))/
                .test(line), `what is this: ${line}`));
    },
};
readers[format]();
