// page.js - uses the class page as people do, in headless Chromium.
//
//   page.js CHROMIUM PROFILE PAGE FEEDBACK COUNT [AXE]
const fs = require('fs');
const {open} = require('./browser.js');
const [binary, profile, index, feedback] = process.argv.slice(2);
const count = +process.argv[6], axe = process.argv[7];

function tell(sentence, got, due) {
    const [a, b] = [JSON.stringify(got), JSON.stringify(due)];
    console.log(a === b ? `ok - ${sentence}`
        : `not ok - ${sentence}: came ${a}, due ${b}`);
}

const rows = `Array.from(document.querySelectorAll('#table tbody tr'))`;
const visible = `${rows}.filter(row => row.getClientRects().length)`;

async function check_safety(browser) {
    tell('nothing of a name becomes markup', await browser.ask(
        `document.querySelectorAll('main script, main img, main b, main i')
        .length`), 0);
    tell('the title is text', await browser.ask('document.title'),
        'A course </title><script>alert(5)</script>: the class');
    tell('all links lead to places on the page or to files beside it',
        await browser.ask(`Array.from(document.links).filter(a =>
            !/^(#|\\.\\/)/.test(a.getAttribute('href'))
            && !a.getAttribute('href').startsWith('similar.html')).length`), 0);
    tell('a script that got in would not run', await browser.ask(`{
        const script = document.createElement('script');
        script.textContent = 'document.body.dataset.bad = 1';
        document.body.append(script);
        const ran = 'bad' in document.body.dataset;
        script.remove();
        ran}`), false);
}

async function check_search(browser) {
    tell('all submissions stand in the table',
        await browser.ask(`${visible}.length`), count);
    await browser.ask(`document.getElementById('words').focus()`);
    await browser.type('jurgen');
    tell('a search finds a name without its dots',
        await browser.ask(`new Set(${visible}.map(row =>
            row.cells[1].querySelector('bdi').textContent)).size + ' ' +
            ${visible}[0].cells[1].querySelector('bdi').textContent`),
        '1 Jürgen Groß');
    tell('and says how many it found', await browser.ask(
        `document.getElementById('shown').textContent`),
        `${await browser.ask(`${visible}.length`)} of ${count}`);
    await browser.ask(`document.getElementById('words').value = '';
        document.getElementById('look').click()`);
    tell('those for a person can be seen alone',
        await browser.ask(`${visible}.length`), 8);
    await browser.ask(`document.getElementById('look').click()`);
}

async function check_sort(browser) {
    const points = `${rows}.map(row => Number(row.cells[2].dataset.value))`;
    const sorted = sign => `${points}.every((x, i, all) => !i ||
        ${sign} * (x - all[i - 1]) >= 0)`;
    await browser.ask(`document.querySelectorAll('#table button')[2].focus()`);
    await browser.press('Enter', 13);
    tell('the keyboard sorts by points',
        await browser.ask(sorted(1)), true);
    await browser.press('Enter', 13);
    tell('and the other way round', await browser.ask(sorted(-1)), true);
    tell('the order is said to those who cannot see it', await browser.ask(
        `document.querySelector('[aria-sort]').getAttribute('aria-sort')`),
        'descending');
}

async function check_axe(browser, name, address) {
    for (const scheme of ['light', 'dark'])
        for (const width of [1280, 390]) {
            await browser.look(width, 900, scheme);
            await browser.go(address);
            await browser.ask(fs.readFileSync(axe, 'utf8') + '; 0');
            tell(`axe finds nothing: ${name}, ${scheme}, ${width} wide`,
                await browser.ask(`axe.run().then(found =>
                    found.violations.map(v => v.id + ' ' +
                        v.nodes[0].html.slice(0, 100)))`), []);
        }
}

async function run() {
    const browser = await open(binary, profile);
    await browser.look(1280, 900, 'light');
    await browser.go('file://' + index);
    tell('the page opens without a complaint', browser.complaints, []);
    await check_safety(browser);
    await browser.go('file://' + index);
    await check_search(browser);
    await check_sort(browser);
    tell('a phone scrolls the tables, not the page', await (async () => {
        await browser.look(390, 844, 'light');
        await browser.go('file://' + index);
        return browser.ask('document.documentElement.scrollWidth <= 390');
    })(), true);
    await browser.scripts(false);
    await browser.go('file://' + index);
    tell('without scripts the table is whole, and no search stands there',
        await browser.ask(`${visible}.length + ' ' +
            document.getElementById('search').getClientRects().length`),
        `${count} 0`);
    await browser.scripts(true);
    if (axe) {
        await check_axe(browser, 'the class', 'file://' + index);
        await check_axe(browser, 'feedback', 'file://' + feedback);
    }
    browser.close();
}

run().catch(error => {
    console.log(`not ok - the page in a browser: ${error.message}`);
    process.exit(1);
});
